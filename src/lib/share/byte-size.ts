const unitBytes: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['b', 1],
  ['kb', 1e3],
  ['mb', 1e6],
  ['gb', 1e9],
  ['kib', 2 ** 10],
  ['mib', 2 ** 20],
  ['gib', 2 ** 30],
]);

/** Reads `64MiB`, `1.5 GB` or a plain number as whole bytes, or `undefined` when it is not a size above zero. */
export function parseByteSize(text: string): number | undefined {
  const [, amount, unit = ''] = /^\s*(\d{1,15}(?:\.\d{1,6})?)\s*([a-z]{0,3})\s*$/i.exec(text) ?? [];
  const scale = unitBytes.get(unit.toLowerCase());
  if (amount === undefined || scale === undefined) return undefined;
  const bytes = Math.round(Number(amount) * scale);
  return bytes > 0 && Number.isSafeInteger(bytes) ? bytes : undefined;
}

/** Writes bytes so that {@link parseByteSize} reads them back exactly, in the largest binary unit that divides them. */
export function formatByteSize(bytes: number): string {
  for (const [unit, scale] of [
    ['GiB', 2 ** 30],
    ['MiB', 2 ** 20],
    ['KiB', 2 ** 10],
  ] as const)
    if (bytes % scale === 0) return `${bytes / scale}${unit}`;
  return String(bytes);
}
