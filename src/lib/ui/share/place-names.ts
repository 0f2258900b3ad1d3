/** What an address is read against that has no host. */
const NO_PAGE = 'https://page.invalid/';

/**
 * Short names that tell locations apart, by location: the last part of their paths, or their hosts, or both in full; a number is
 * added to those that differ in their queries alone, which may be secret. A single location needs no name.
 */
export function placeNames(locations: readonly string[]): ReadonlyMap<string, string> {
  const all = [...new Set(locations)];
  if (all.length < 2) return new Map();
  const places = all.map(placeOf);
  const ways = [
    places.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)),
    places.map(({ host }) => host),
    places.map(({ host, path }) => `${host}${path}`),
  ];
  const whole = ways.at(-1) ?? [];
  const names =
    ways.find((each) => new Set(each).size === all.length && !each.includes('')) ??
    whole.map((name, at) => `${name} (${all.slice(0, at + 1).filter((_, i) => whole[i] === name).length})`);
  return new Map(all.map((location, at) => [location, names[at] ?? '']));
}

function placeOf(location: string): { host: string; path: string } {
  const url = URL.canParse(location, NO_PAGE) ? new URL(location, NO_PAGE) : undefined;
  const path = (url?.pathname ?? '').replace(/\/+$/, '');
  return { host: url && url.href.startsWith(NO_PAGE) ? '' : (url?.host ?? ''), path };
}
