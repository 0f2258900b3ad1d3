import type { DetailReason, PreferencesViewer } from '../../app';
import { preferences as t } from '../../messages';

export const themes = [
  { value: 'system', text: t.system },
  { value: 'dark', text: t.dark },
  { value: 'light', text: t.light },
] as const;
export const motions = [
  { value: 'system', text: t.system },
  { value: 'reduced', text: t.reduced },
] as const;
export const loops = [
  { value: 'once', text: t.once },
  { value: 'loop', text: t.loop },
  { value: 'back-and-forth', text: t.backAndForth, wide: true },
] as const;
export const paces = [
  { value: 'wait', text: t.waitForData },
  { value: 'drop', text: t.keepTheRate },
] as const;
export const shown = [
  { value: 'on', text: t.shown },
  { value: 'off', text: t.hidden },
] as const;

export const switched = [
  { value: 'on', text: t.on },
  { value: 'off', text: t.off },
] as const;

export const details = [
  { value: 'auto', text: t.automatic },
  { value: 'full', text: t.full },
  { value: 'sparing', text: t.sparing },
] as const;

const MIB = 2 ** 20;
const steps = [64, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048, 4096];

/** The limits to choose from in bytes, smallest first, with others among them. */
export function memorySteps(...others: readonly (number | undefined)[]): number[] {
  const sizes = [...steps.map((step) => step * MIB), ...others.filter((bytes) => bytes !== undefined)];
  return [...new Set(sizes)].sort((a, b) => a - b);
}

/** The limits that the menu offers, with the one that was chosen among them and first what the device suggests. */
export function memoryChoices(
  suggestedBytes: number,
  chosenBytes: number | undefined,
): { readonly value: string; readonly text: string }[] {
  const choices = memorySteps(chosenBytes).map((bytes) => ({
    value: String(bytes),
    text: mebibytes(bytes),
  }));
  return [{ value: 'auto', text: t.automaticSize({ size: mebibytes(suggestedBytes) }) }, ...choices];
}

/** Returns a limit as it is chosen, in units of 1,024: '768 MiB'. */
export function mebibytes(bytes: number): string {
  const mib = bytes / MIB;
  return mib >= 1024
    ? t.gibibytes({ size: Math.round((mib / 1024) * 10) / 10 })
    : t.mebibytes({ size: Math.round(mib) });
}

const reasonTexts: Readonly<Record<DetailReason, string>> = {
  touch: t.aTouchScreen,
  small: t.aSmallDevice,
  battery: t.onBattery,
  'low-battery': t.lowBattery,
  'data-saver': t.dataSaverIsOn,
};

/** Says how finely the picture is drawn now and why: `Now, on battery: up to 1.5 pixels a point.` Absent when nothing is held back. */
export function detailText({
  maxPixelRatio,
  quality,
  reasons,
}: PreferencesViewer['detail']): string | undefined {
  const held = [
    ...(maxPixelRatio < Infinity ? [t.upToPixels({ ratio: maxPixelRatio })] : []),
    ...(quality < 1 ? [t.coarserLevels] : []),
  ];
  if (held.length === 0) return undefined;
  const why = reasons.map((reason) => reasonTexts[reason]).join(', ');
  return why === ''
    ? t.now({ held: held.join('; ') })
    : t.nowBecause({ reasons: why, held: held.join('; ') });
}
