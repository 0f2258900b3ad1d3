/**
 * Repeats a piece of shader for each channel, its number in place of each `$`: variables of their own, since an index that
 * is not a constant is slow. Channels beyond the first are passed over when the march has fewer.
 */
export function eachChannel(channels: number, code: string): string {
  return Array.from({ length: channels }, (_, c) => {
    const own = code.replaceAll('$', String(c));
    return c === 0 ? `{${own}}` : `if (channelCount > ${c}) {${own}}`;
  }).join('\n');
}

/** Repeats declarations for each channel. */
export function declareChannels(channels: number, code: string): string {
  return Array.from({ length: channels }, (_, c) => code.replaceAll('$', String(c))).join('\n');
}
