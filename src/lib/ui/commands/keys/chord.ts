import { commands as t } from '../../../messages';

/** The parts of a KeyboardEvent that choose a command. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

const modifiers = ['Mod', 'Alt', 'Shift'] as const;

/**
 * Whether a key press is a chord: modifiers and one `KeyboardEvent.key`, with spaces between. 'Mod' is Ctrl, or Cmd on a
 * Mac; 'Space' is the space bar. Letters are lower case, whatever Caps Lock says. Shift must be held when it is named, and
 * must not be otherwise, except with a single character, which it may take to type, such as '?'.
 */
export function isChord(chord: string, press: KeyPress): boolean {
  const parts = chord.split(' ');
  const key = parts.at(-1) === 'Space' ? ' ' : (parts.at(-1) ?? '');
  const [mod, alt, shift] = modifiers.map((name) => parts.slice(0, -1).includes(name));
  if ((press.ctrlKey || press.metaKey) !== mod || press.altKey !== alt) return false;
  if (press.key !== key && press.key.toLowerCase() !== key) return false;
  const isFree = !mod && !shift && key.length === 1 && key !== ' ';
  return isFree || press.shiftKey === shift;
}

/** Whether a key press is one character and nothing held but Shift, such as a word that is spoken to the system would type it. */
export function isSingleKey({ key, ctrlKey, metaKey, altKey }: KeyPress): boolean {
  return key.length === 1 && !ctrlKey && !metaKey && !altKey;
}

/** Whether what presses a chord is a {@link isSingleKey single key}. */
export function isSingleKeyChord(chord: string): boolean {
  const parts = chord.split(' ');
  const key = parts.at(-1) ?? '';
  return (key === 'Space' || key.length === 1) && !parts.includes('Mod') && !parts.includes('Alt');
}

const keyTexts: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  PageUp: t.pageUp,
  PageDown: t.pageDown,
  Home: t.home,
  End: t.end,
  Space: t.space,
  Escape: t.esc,
  Delete: t.del,
  '-': '−',
};

/** Writes a chord as people read it: 'Ctrl Shift Z', or '⌘ ⇧ Z' on a Mac. */
export function chordText(chord: string, { isMac }: { readonly isMac: boolean }): string {
  const named: Readonly<Record<string, string>> = isMac
    ? { Mod: '⌘', Alt: '⌥', Shift: '⇧' }
    : { Mod: t.ctrl, Alt: t.alt, Shift: t.shift };
  const text = (part: string) =>
    named[part] ?? keyTexts[part] ?? (part.length === 1 ? part.toUpperCase() : part);
  return chord.split(' ').map(text).join(' ');
}

/** Whether this is a Mac, or something with its keyboard. */
export function isMac(): boolean {
  return /mac|iphone|ipad/i.test(navigator.platform);
}

/** Returns what was pressed; AltGr, which many layouts need to type a character, is no modifier of it. */
export function pressOf(event: KeyboardEvent): KeyPress {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
  if (!event.getModifierState('AltGraph') || key.length > 1)
    return { key, shiftKey, ctrlKey, metaKey, altKey };
  return { key, shiftKey, ctrlKey: false, metaKey: false, altKey: false };
}
