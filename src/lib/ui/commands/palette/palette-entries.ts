import { groupTexts, type Command } from '../command';
import { rank } from './rank';

/** Returns the commands to offer for what was typed, best first; those used last come first where nothing was typed or two are alike. */
export function paletteEntries(
  commands: readonly Command[],
  { query, recent }: { readonly query: string; readonly recent: readonly string[] },
): Command[] {
  const age = ({ id }: Command) => {
    const at = recent.indexOf(id);
    return at < 0 ? recent.length : at;
  };
  const found = commands.flatMap((command) => {
    const score = rank(
      [command.label, command.detail?.(), groupTexts[command.group]].filter(Boolean).join(' '),
      query,
    );
    return score === undefined ? [] : [{ command, score: query.trim() === '' ? 0 : score }];
  });
  return found
    .sort((a, b) => b.score - a.score || age(a.command) - age(b.command))
    .map(({ command }) => command);
}

/** How many commands are remembered. */
const MAX_RECENT = 6;

/** Returns the commands used last, newest first, after one more. */
export function withRecent(recent: readonly string[], id: string): string[] {
  return [id, ...recent.filter((other) => other !== id)].slice(0, MAX_RECENT);
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

/** Returns where a key leads in a list; arrows go round. `undefined` for other keys, and in a list of nothing. */
export function stepped(at: number, key: string, count: number): number | undefined {
  const step = steps[key];
  if (step === undefined || count === 0) return undefined;
  if (Math.abs(step) === 1) return (at + step + count) % count;
  return Math.max(0, Math.min(count - 1, at + step));
}
