import { plainText } from '../../source';

/** One line of a document, in the order in which it is written. Foreign: show it as text. */
export interface AttributeRow {
  /** 0 for what stands at the top. */
  readonly depth: number;
  readonly key: string;
  /** Of what holds nothing further. */
  readonly value?: string;
  /** Of an object or a list: how much it holds. */
  readonly count?: number;
}

/** Rows past these are left out. */
export const maxRows = 5000;
const maxKeyLength = 200;
const maxValueLength = 1000;
/** Lists of numbers no longer than this stand in one line. */
const maxInline = 16;

/** Writes a JSON value as rows; `isCut` says that it has more than are shown. */
export function attributeRows(value: unknown): {
  readonly rows: readonly AttributeRow[];
  readonly isCut: boolean;
} {
  const rows: AttributeRow[] = [];
  const add = (key: string, held: unknown, depth: number): void => {
    if (rows.length >= maxRows) return;
    const row = { depth, key: plainText(key, maxKeyLength) };
    const entries = isInline(held) ? undefined : entriesOf(held);
    if (entries === undefined) {
      rows.push({ ...row, value: plainText(textOf(held), maxValueLength) });
      return;
    }
    rows.push({ ...row, count: entries.length });
    for (const [name, below] of entries.slice(0, maxRows)) add(name, below, depth + 1);
  };
  const top = entriesOf(value) ?? [];
  for (const [name, below] of top.slice(0, maxRows)) add(name, below, 0);
  return { rows, isCut: rows.length >= maxRows };
}

function entriesOf(value: unknown): [string, unknown][] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value);
}

function isInline(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  const list: readonly unknown[] = value;
  return (
    list.length <= maxInline && list.every((item) => typeof item !== 'object' && String(item).length <= 24)
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
