import type { LabelsMetadata } from '../../../core';
import { isObject, property, shown } from '../documents/fields';
import { plainText } from '../documents/plain-text';

type Color = LabelsMetadata['colors'][number];
type Properties = LabelsMetadata['properties'][number];
type PropertyValue = Properties['values'][string];

/** Labels of an image that no metadata describe further. */
export const plainLabels: LabelsMetadata = { colors: [], properties: [] };

/** Each entry goes to the page once, as an object of its own. */
const maxEntries = 16_384;
const maxValues = 64;
const maxTextLength = 200;
const maxNameLength = 80;
type What = 'colours' | 'properties';
/** What an entry has to be. */
const needs: Readonly<Record<What, string>> = {
  colours:
    'Each of "image-label.colors" needs a "label-value", a whole number that no other has, and an "rgba" of four whole numbers from 0 to 255.',
  properties: 'Each of "image-label.properties" needs a "label-value", a whole number that no other has.',
};
const leastLabel = -(2n ** 63n);
const mostLabel = 2n ** 64n - 1n;

/**
 * Reads an `image-label` block, which others' writers fill with care or not at all: entries that make no sense are left out,
 * with a sentence that says how many. Of several entries for one label the first counts.
 */
export function readImageLabel(value: unknown): { labels: LabelsMetadata; warnings: string[] } {
  if (!isObject(value)) {
    const warning = `The metadata of the labels ("image-label") must be an object, but is ${shown(value)}. It was left out.`;
    return { labels: plainLabels, warnings: [warning] };
  }
  const colors = readEntries(value['colors'], readColor, 'colours');
  const properties = readEntries(value['properties'], readProperties, 'properties');
  return {
    labels: { colors: colors.entries, properties: properties.entries },
    warnings: [...colors.warnings, ...properties.warnings],
  };
}

function readEntries<Entry extends Color | Properties>(
  value: unknown,
  read: (item: unknown, label: string) => Entry | undefined,
  what: What,
): { entries: Entry[]; warnings: string[] } {
  if (value === undefined || value === null) return { entries: [], warnings: [] };
  if (!Array.isArray(value))
    return { entries: [], warnings: [`The ${what} of the labels must be a list, but are ${shown(value)}.`] };
  const entries = new Map<string, Entry>();
  const unread: unknown[] = [];
  for (const item of value.slice(0, maxEntries) as unknown[]) {
    const label = labelOf(property(item, 'label-value'));
    const entry = label === undefined ? undefined : read(item, label);
    if (entry === undefined || entries.has(entry.label)) unread.push(item);
    else entries.set(entry.label, entry);
  }
  return { entries: [...entries.values()], warnings: entryWarnings(what, value.length, unread) };
}

function entryWarnings(what: What, count: number, unread: readonly unknown[]): string[] {
  const left = `${unread.length} of ${count} entries for the ${what} of labels were left out`;
  return [
    ...(unread.length > 0 ? [`${left}, such as ${shown(unread[0])}. ${needs[what]}`] : []),
    ...(count > maxEntries
      ? [`There are ${what} of ${count} labels; those of the first ${maxEntries} were read.`]
      : []),
  ];
}

/** The decimal text of a whole number of up to 64 bits. Beyond 2^53 the parser hands it on as text, so that it stays exact. */
function labelOf(value: unknown): string | undefined {
  const isText = typeof value === 'string' && /^-?\d{16,20}$/.test(value);
  if (!isText && !(typeof value === 'number' && Number.isInteger(value))) return undefined;
  const label = BigInt(value);
  return label >= leastLabel && label <= mostLabel ? label.toString() : undefined;
}

function readColor(item: unknown, label: string): Color | undefined {
  const rgba = property(item, 'rgba');
  if (!Array.isArray(rgba) || rgba.length !== 4 || !rgba.every(isByte)) return undefined;
  const [red = 0, green = 0, blue = 0, alpha = 0] = rgba;
  return { label, rgba: [red, green, blue, alpha] };
}

function isByte(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 255;
}

/** Values that are lists or objects are passed over. */
function readProperties(item: unknown, label: string): Properties | undefined {
  if (!isObject(item)) return undefined;
  const values = Object.entries(item)
    .filter(([name]) => name !== 'label-value')
    .slice(0, maxValues)
    .flatMap(([name, value]): [string, PropertyValue][] => {
      const read = propertyValue(value);
      return read === undefined ? [] : [[plainText(name, maxNameLength), read]];
    });
  return { label, values: Object.fromEntries(values) };
}

function propertyValue(value: unknown): PropertyValue | undefined {
  if (typeof value === 'string') return plainText(value, maxTextLength);
  const isPlain = value === null || typeof value === 'boolean' || typeof value === 'number';
  return isPlain ? value : undefined;
}
