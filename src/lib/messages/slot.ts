/** Stands in a message for what is set apart within it, such as a host in bold; no text of people or data has this character. */
export const slot = '\uFFFC';

/** Returns what of a message stands before its slot, and what after. */
export function aroundSlot(message: string): readonly [before: string, after: string] {
  const at = message.indexOf(slot);
  if (at < 0) throw new Error(`There is no slot in "${message}".`);
  return [message.slice(0, at), message.slice(at + slot.length)];
}
