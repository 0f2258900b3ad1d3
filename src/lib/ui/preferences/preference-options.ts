import type { DetailReason, PreferencesViewer } from '../../app';

export const themes = [
  { value: 'system', text: 'System' },
  { value: 'dark', text: 'Dark' },
  { value: 'light', text: 'Light' },
] as const;
export const motions = [
  { value: 'system', text: 'System' },
  { value: 'reduced', text: 'Reduced' },
] as const;
export const loops = [
  { value: 'once', text: 'Once' },
  { value: 'loop', text: 'Loop' },
  { value: 'back-and-forth', text: 'Back and forth', wide: true },
] as const;
export const paces = [
  { value: 'wait', text: 'Wait for data' },
  { value: 'drop', text: 'Keep the rate' },
] as const;
export const shown = [
  { value: 'on', text: 'Shown' },
  { value: 'off', text: 'Hidden' },
] as const;

export const details = [
  { value: 'auto', text: 'Automatic' },
  { value: 'full', text: 'Full' },
  { value: 'sparing', text: 'Sparing' },
] as const;

const MIB = 2 ** 20;
const steps = [64, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048, 4096];

/** The limits that the menu offers, with the one that was chosen among them and first what the device suggests. */
export function memoryChoices(
  suggestedBytes: number,
  chosenBytes: number | undefined,
): { readonly value: string; readonly text: string }[] {
  const sizes = new Set([
    ...steps.map((step) => step * MIB),
    ...(chosenBytes === undefined ? [] : [chosenBytes]),
  ]);
  const choices = [...sizes]
    .sort((a, b) => a - b)
    .map((bytes) => ({ value: String(bytes), text: mebibytes(bytes) }));
  return [{ value: 'auto', text: `Automatic (${mebibytes(suggestedBytes)})` }, ...choices];
}

function mebibytes(bytes: number): string {
  const mib = bytes / MIB;
  return mib >= 1024 ? `${String(Math.round((mib / 1024) * 10) / 10)} GiB` : `${String(Math.round(mib))} MiB`;
}

const reasonTexts: Readonly<Record<DetailReason, string>> = {
  touch: 'a touch screen',
  small: 'a small device',
  battery: 'on battery',
  'low-battery': 'low battery',
  'data-saver': 'data saver is on',
};

/** Says how finely the picture is drawn now and why: `Now, on battery: up to 1.5 pixels a point.` Absent when nothing is held back. */
export function detailText({
  maxPixelRatio,
  quality,
  reasons,
}: PreferencesViewer['detail']): string | undefined {
  const held = [
    ...(maxPixelRatio < Infinity
      ? [`up to ${String(maxPixelRatio)} ${maxPixelRatio === 1 ? 'pixel' : 'pixels'} a point`]
      : []),
    ...(quality < 1 ? ['coarser levels, so less to fetch'] : []),
  ];
  if (held.length === 0) return undefined;
  const why = reasons.map((reason) => reasonTexts[reason]).join(', ');
  return `Now${why === '' ? '' : `, ${why}`}: ${held.join('; ')}.`;
}
