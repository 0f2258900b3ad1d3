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
