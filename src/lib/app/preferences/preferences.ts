import type { DetailChoice } from '../device/device-profile';
import { MIN_MEMORY_LIMIT } from '../frame/memory-limit';

/** What a person chose for all visits. */
export interface Preferences {
  readonly theme: 'system' | 'dark' | 'light';
  /** Steps a second of an axis that nobody has set otherwise. */
  readonly fps: number;
  readonly loop: 'once' | 'loop' | 'back-and-forth';
  readonly waitForData: boolean;
  /** Absent: as the device suggests. An address that sets a limit comes first. */
  readonly memoryLimitBytes?: number;
  readonly motion: 'system' | 'reduced';
  /** How finely the picture is drawn. */
  readonly detail: DetailChoice;
  readonly scaleBar: boolean;
  /** Outlines of tiles are shown. */
  readonly outlines: boolean;
  /** Keys of one character with nothing held but Shift run commands: off for who speaks to the system, or hits keys by chance. */
  readonly singleKeys: boolean;
}

export const defaultPreferences: Preferences = {
  theme: 'system',
  fps: 10,
  loop: 'loop',
  waitForData: true,
  motion: 'system',
  detail: 'auto',
  scaleBar: true,
  outlines: false,
  singleKeys: true,
};

/** Longer texts are not ours. */
const MAX_LENGTH = 10_000;
const MAX_FPS = 60;
const MAX_MEMORY = 64 * 2 ** 30;
const VERSION = 1;

const oneOf =
  <T>(...choices: readonly T[]) =>
  (value: unknown): value is T =>
    choices.includes(value as T);
const within = (low: number, high: number) => (value: unknown) =>
  typeof value === 'number' && value >= low && value <= high;

const checks: Readonly<Record<keyof Preferences, (value: unknown) => boolean>> = {
  theme: oneOf('system', 'dark', 'light'),
  fps: within(0.1, MAX_FPS),
  loop: oneOf('once', 'loop', 'back-and-forth'),
  waitForData: oneOf(true, false),
  memoryLimitBytes: (value) => Number.isSafeInteger(value) && within(MIN_MEMORY_LIMIT, MAX_MEMORY)(value),
  motion: oneOf('system', 'reduced'),
  detail: oneOf('auto', 'full', 'sparing'),
  scaleBar: oneOf(true, false),
  outlines: oneOf(true, false),
  singleKeys: oneOf(true, false),
};

/**
 * Reads what {@link formatPreferences} wrote. What is missing, of another version or not valid, whoever wrote it, is as by
 * default; `theme` is the choice under its own key, which earlier versions kept too.
 */
export function parsePreferences(text: string | null, theme: string | null = null): Preferences {
  const stored = text !== null && text.length <= MAX_LENGTH ? parseObject(text) : {};
  const known = stored['version'] === VERSION ? stored : {};
  const candidates = { ...known, theme: theme ?? 'system' };
  const valid = Object.entries(checks).flatMap(([name, isValid]) => {
    const value: unknown = Object.hasOwn(candidates, name) ? Reflect.get(candidates, name) : undefined;
    return isValid(value) ? [[name, value] as const] : [];
  });
  return { ...defaultPreferences, ...(Object.fromEntries(valid) as Partial<Preferences>) };
}

/** Writes all but the theme, which the page must read before it first paints and so has a key of its own. */
export function formatPreferences({ theme: _, ...rest }: Preferences): string {
  return JSON.stringify({ version: VERSION, ...rest });
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // Someone else's text under our key says nothing.
    return {};
  }
}
