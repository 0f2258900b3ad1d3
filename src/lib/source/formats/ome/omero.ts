import type { Channel } from '../../../core';
import { isObject, property, shown } from '../documents/fields';
import { plainText } from '../documents/plain-text';

const maxNameLength = 200;
const activeWithoutMetadata = 3;
const allActiveUpTo = 6;

/**
 * Channels of an image from its `omero` block, which others' writers fill with care or not at all: what makes no sense is
 * left out rather than refused. Without it, all of up to six channels are active, else the first three.
 */
export function readChannels(omero: unknown, count: number | undefined, datasetName: string): Channel[] {
  const list = property(omero, 'channels');
  const declared: readonly unknown[] = Array.isArray(list) ? list : [];
  if (count === undefined) {
    return [
      { name: datasetName, ...appearance(declared.length === 1 ? declared[0] : undefined), active: true },
    ];
  }
  return [...Array(count).keys()].map((i) => {
    const channel = declared[i];
    const active = property(channel, 'active');
    return {
      name: label(channel) ?? `Channel ${i}`,
      ...appearance(channel),
      active: typeof active === 'boolean' ? active : count <= allActiveUpTo || i < activeWithoutMetadata,
    };
  });
}

/**
 * Returns a sentence for colours that are there and cannot be read: they are never passed on as text, which would end up in
 * a style sheet.
 */
export function colorWarnings(omero: unknown, count: number): string[] {
  const list = property(omero, 'channels');
  if (!Array.isArray(list)) return [];
  const colors = list.slice(0, count).map((channel) => property(channel, 'color'));
  const unread = colors.filter((color) => typeof color === 'string' && readColor(color) === undefined);
  if (unread.length === 0) return [];
  const which = unread.length === 1 ? 'A channel has a colour' : `${unread.length} channels have colours`;
  return [`${which} other than RRGGBB, such as ${shown(unread[0])}. Others were chosen.`];
}

/** '#rrggbb' of 'RRGGBB' or 'RRGGBBAA', with or without '#'. */
function readColor(value: unknown): string | undefined {
  const rgb = typeof value === 'string' ? /^#?([0-9a-f]{6})(?:[0-9a-f]{2})?$/i.exec(value)?.[1] : undefined;
  return rgb === undefined ? undefined : `#${rgb.toLowerCase()}`;
}

function label(channel: unknown): string | undefined {
  const value = property(channel, 'label');
  const text = typeof value === 'number' ? String(value) : value;
  const name = typeof text === 'string' ? plainText(text, maxNameLength) : '';
  return name === '' ? undefined : name;
}

function appearance(channel: unknown): Pick<Channel, 'color' | 'window' | 'range'> {
  if (!isObject(channel)) return {};
  const color = readColor(property(channel, 'color'));
  const declared = property(channel, 'window');
  const window = interval(property(declared, 'start'), property(declared, 'end'));
  const range = interval(property(declared, 'min'), property(declared, 'max'));
  return {
    ...(color === undefined ? {} : { color }),
    ...(window === undefined ? {} : { window }),
    ...(range === undefined ? {} : { range }),
  };
}

function interval(low: unknown, high: unknown): readonly [number, number] | undefined {
  const isInterval =
    typeof low === 'number' && typeof high === 'number' && Number.isFinite(high - low) && low < high;
  return isInterval ? [low, high] : undefined;
}
