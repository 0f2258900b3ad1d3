import { AppError, strategyName, type Tuning } from '../../core';
import { isWithinSpec, tuningNames, tuningPresets, tuningSpecs, type PresetName } from './tuning-specs';

/** Longer texts are not ours: all constants together, with as many digits as there can be, take half of it. */
const MAX_LENGTH = 4000;
const FORMAT = 'exascope-tuning';
/** Of files; it changes when a constant gets another name or unit. */
export const tuningVersion = 1;

/** Returns the preset that has the most constants in common with a tuning. */
export function nearestPreset(tuning: Tuning): PresetName {
  const names = Object.keys(tuningPresets) as PresetName[];
  const apart = (name: PresetName) => differences(tuning, name).length;
  return names.reduce((best, name) => (apart(name) < apart(best) ? name : best));
}

/** Returns what of a tuning is not as in a preset. */
export function changesFrom(preset: PresetName, tuning: Tuning): Partial<Tuning> {
  return Object.fromEntries(differences(tuning, preset).map((name) => [name, tuning[name]]));
}

function differences(tuning: Tuning, preset: PresetName): (keyof Tuning)[] {
  return tuningNames.filter((name) => tuning[name] !== tuningPresets[preset][name]);
}

/** What a tuning is called in panel, links, files and reports: the nearest preset's name, and a digest of what differs. */
export function tuningName(tuning: Tuning): string {
  const preset = nearestPreset(tuning);
  return strategyName(preset, changesFrom(preset, tuning));
}

/** Writes a tuning for a link: its name, and what differs from the preset, such as `one-level-e775ab,stillMs:90`. */
export function encodeTuning(tuning: Tuning): string {
  const changes = differences(tuning, nearestPreset(tuning));
  return [tuningName(tuning), ...changes.map((name) => `${name}:${String(tuning[name])}`)].join(',');
}

/**
 * Reads what {@link encodeTuning} wrote, or a person did, who may give the preset alone as its name. Throws an AppError
 * `bad-link` at anything else, and changes nothing then.
 */
export function decodeTuning(text: string): Tuning {
  if (text.length > MAX_LENGTH) throw refused('it is too long', { length: text.length });
  const [name = '', ...changes] = text.split(',').map((part) => part.trim());
  const [, preset = name, digest] = /^(.+)-([0-9a-f]{6})$/.exec(name) ?? [];
  const values = new Map<string, unknown>();
  for (const change of changes) {
    const [constant = '', value, ...more] = change.split(':');
    if (value === undefined || more.length > 0 || values.has(constant))
      throw refused(`${nameText(constant)} is not written once as name:value`);
    values.set(constant, fromText(value));
  }
  const tuning = withValues(presetNamed(preset), Object.fromEntries(values));
  // Of what it says: the preset may have had other values when it was written.
  const right = strategyName(preset, Object.fromEntries(values) as Partial<Tuning>);
  if (digest === undefined || name === right) return tuning;
  throw refused(
    `${name} is not the name of what it says, which is ${right}; ${preset} alone is right for any`,
  );
}

/** Writes a tuning as a file: every constant by name. */
export function tuningJson(tuning: Tuning): string {
  const [name, preset] = [tuningName(tuning), nearestPreset(tuning)];
  return JSON.stringify({ format: FORMAT, version: tuningVersion, name, preset, values: tuning }, null, 2);
}

/** Reads what {@link tuningJson} wrote; constants that it leaves out are those of its preset. Throws as {@link decodeTuning}. */
export function parseTuningJson(text: string): Tuning {
  if (text.length > MAX_LENGTH) throw refused('it is too long', { length: text.length });
  const { format, version, preset, values } = parseObject(text);
  if (format !== FORMAT) throw refused('it is no file of a tuning');
  if (version !== tuningVersion) throw refused('it is of a version that is not known here');
  if (typeof values !== 'object' || values === null) throw refused('it has no values');
  return withValues(presetNamed(preset), values);
}

function presetNamed(name: unknown): Tuning {
  const known: Readonly<Record<string, Tuning>> = tuningPresets;
  if (typeof name === 'string' && Object.hasOwn(known, name)) return known[name] as Tuning;
  throw refused(`it names no preset that is known here, which are ${Object.keys(known).join(' and ')}`);
}

function withValues(preset: Tuning, values: object): Tuning {
  for (const [name, value] of Object.entries(values)) {
    if (!Object.hasOwn(tuningSpecs, name)) throw refused(`it has no constant called ${nameText(name)}`);
    if (isWithinSpec(name as keyof Tuning, value)) continue;
    throw refused(`${name} has to be ${boundsText(name as keyof Tuning)}`, { name });
  }
  return { ...preset, ...values };
}

function boundsText(name: keyof Tuning): string {
  const { unit, min, max, isWhole } = tuningSpecs[name];
  if (unit === 'switch') return 'true or false';
  return `a ${isWhole ? 'whole ' : ''}number from ${String(min)} to ${String(max)}`;
}

/** What a link says is repeated only where it looks like a name. */
function nameText(name: string): string {
  return /^[a-z][a-z0-9]{0,30}$/i.test(name) ? name : 'a part of it';
}

function fromText(value: string): unknown {
  if (value === 'true' || value === 'false') return value === 'true';
  return /^\d{1,9}(\.\d{1,17})?(e-\d{1,2})?$/.test(value) ? Number(value) : undefined;
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch (cause) {
    throw refused('it is not well-formed', {}, cause);
  }
}

function refused(reason: string, detail: Record<string, string | number> = {}, cause?: unknown): AppError {
  return new AppError(
    'bad-link',
    `The tuning cannot be used: ${reason}.`,
    { field: 'tuning', ...detail },
    cause,
  );
}
