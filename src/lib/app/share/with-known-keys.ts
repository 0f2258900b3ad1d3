import { confirmableParameters, shareableLocation, type Link } from '../../share';

/**
 * A link that this page wrote, with what it had to leave out of its locations put back: each that lacks something becomes one of
 * `known`, those of the page, that is written so. For links of others it would not do: their keys may be others.
 */
export function withKnownKeys<T extends Link>(link: T, known: readonly string[]): T {
  const { sources, withheld, kept } = link;
  const left = [...known];
  const whole = sources.map((source, at) => {
    const found = left.findIndex((location) =>
      withheld.includes(at) ? isWrittenAs(source, location) : location === source,
    );
    return left.splice(found, found < 0 ? 0 : 1)[0] ?? source;
  });
  const isAsWritten = (at: number): boolean => whole[at] === sources[at];
  return {
    ...link,
    sources: whole,
    withheld: withheld.filter(isAsWritten),
    // Of a whole location, other parameters than those that were written would count as confirmed too.
    ...(kept && { kept: kept.filter(isAsWritten) }),
  };
}

/** What is confirmed as not secret may have changed since it was written. */
function isWrittenAs(source: string, location: string): boolean {
  const names = confirmableParameters(source).map(({ name }) => name);
  return shareableLocation(location, { keeps: (_, name) => names.includes(name) }).location === source;
}
