import type { Channel } from '../../core';
import { isObject, property } from './fields';

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

function label(channel: unknown): string | undefined {
  const value = property(channel, 'label');
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text.trim() !== '' ? text.trim().slice(0, maxNameLength) : undefined;
}

function appearance(channel: unknown): Pick<Channel, 'color' | 'window' | 'range'> {
  if (!isObject(channel)) return {};
  const color = property(channel, 'color');
  const rgb = typeof color === 'string' ? /^#?([0-9a-f]{6})(?:[0-9a-f]{2})?$/i.exec(color)?.[1] : undefined;
  const declared = property(channel, 'window');
  const window = interval(property(declared, 'start'), property(declared, 'end'));
  const range = interval(property(declared, 'min'), property(declared, 'max'));
  return {
    ...(rgb === undefined ? {} : { color: `#${rgb.toLowerCase()}` }),
    ...(window === undefined ? {} : { window }),
    ...(range === undefined ? {} : { range }),
  };
}

function interval(low: unknown, high: unknown): readonly [number, number] | undefined {
  const isInterval =
    typeof low === 'number' && typeof high === 'number' && Number.isFinite(high - low) && low < high;
  return isInterval ? [low, high] : undefined;
}
