import type { ChannelModel } from '../../../app';

/** Returns the channels whose names have all of the words, or whose number is what was typed; all when nothing was. */
export function matchingChannels(channels: readonly ChannelModel[], search: string): readonly ChannelModel[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return channels;
  return channels.filter(({ name, index }) => {
    const lower = name.toLowerCase();
    return words.every((word) => lower.includes(word)) || search.trim() === String(index);
  });
}
