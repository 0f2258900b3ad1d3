import { dtypeRange, isLabels, type Channel, type Dataset } from '../../../core';
import type { ChannelModel } from '../../viewer/model';

/** napari's colormaps for the channels of one image that name no colour. */
const cycle = ['cyan', 'yellow', 'magenta', 'red', 'green', 'blue'];

const named: Readonly<Record<string, string>> = {
  '#ffffff': 'gray',
  '#ff0000': 'red',
  '#00ff00': 'green',
  '#0000ff': 'blue',
  '#00ffff': 'cyan',
  '#ff00ff': 'magenta',
  '#ffff00': 'yellow',
};

/** Returns the colormap that a channel starts with: its own colour, else one of a cycle, else gray when it is alone. */
export function defaultColormap(dataset: Dataset, index: number): string {
  if (dataset.color) return ['red', 'green', 'blue', 'gray'][index] ?? 'gray';
  const color = dataset.channels[index]?.color?.toLowerCase();
  if (color) return named[color] ?? color;
  if (dataset.channels.length === 1) return 'gray';
  if (dataset.channels.length === 2) return index === 0 ? 'magenta' : 'green';
  return cycle[index % cycle.length] ?? 'gray';
}

/** Returns how each channel of a dataset looks before anyone changed it. Of labels one is shown. */
export function defaultChannels(dataset: Dataset): ChannelModel[] {
  return dataset.channels.map((channel, index) => {
    const contrast = defaultContrast(dataset, channel);
    return {
      index,
      name: channel.name,
      visible: isLabels(dataset) ? index === 0 : channel.active,
      colormap: defaultColormap(dataset, index),
      gamma: 1,
      contrastRange: contrastRange(dataset, channel) ?? contrast ?? [0, 1],
      ...(contrast && { contrast }),
    };
  });
}

/** Of labels any, since it is of no use; the omero window, else the full range for 8-bit data; `undefined` when the data itself must decide. */
function defaultContrast(dataset: Dataset, { window }: Channel): readonly [number, number] | undefined {
  const { dtype, color } = dataset;
  if (isLabels(dataset)) return [0, 1];
  if (window && window[1] > window[0]) return window;
  if (dtype === 'bool') return [0, 1];
  return dtype === 'uint8' || color ? [0, 255] : undefined;
}

/** What the slider spans, where type or metadata say; `undefined` when only the data can. */
export function contrastRange(
  { dtype }: Dataset,
  { range, window }: Channel,
): readonly [number, number] | undefined {
  if (range && range[1] > range[0]) return range;
  const storage = dtypeRange(dtype);
  if (storage && storage[1] - storage[0] <= 65_535) return storage;
  return window;
}

/** Returns '#rrggbb' for the swatch of a colormap: the colour itself where it is one, else a light grey. */
export function namedColor(colormap: string): string {
  if (colormap.startsWith('#')) return colormap;
  return Object.keys(named).find((color) => named[color] === colormap) ?? '#d4d8dd';
}
