/** A location as a link may carry it, and whether something had to be left out that opening it may need. */
export interface ShareableLocation {
  readonly location: string;
  readonly isWithheld: boolean;
}

/**
 * Removes what may be a secret from a location: a user and password, every query parameter, and a fragment with `=` in it.
 * Generators (`gen:`) keep their parameters, which are formulas. A `#` that belongs to a path stays.
 */
export function shareableLocation(location: string): ShareableLocation {
  if (/^\s*gen:/i.test(location)) return { location, isWithheld: false };
  const { head, steps } = pipelineOf(location);
  const shared = withoutQuery(withoutUser(head)) + steps;
  return { location: shared, isWithheld: shared !== location };
}

/** What stands behind a location to say what within it is meant. A query may have a bar too: only steps that are known count. */
function pipelineOf(location: string): { head: string; steps: string } {
  const [, head = location, steps = ''] =
    /^([^|]*)((?:\|(?:zip|hdf5|multiscales|zarr|zarr2|zarr3|ome-zarr):[^|?#]*)+)$/i.exec(location) ?? [];
  return { head, steps };
}

/** The URL parser finds users that a pattern would miss (`https:\\user@host`, `https:user@host`). */
function withoutUser(location: string): string {
  if (!location.includes('@')) return location;
  if (/^\s*https?:/i.test(location) && URL.canParse(location)) {
    const url = new URL(location);
    if (url.username === '' && url.password === '') return location;
    url.username = '';
    url.password = '';
    return url.href;
  }
  return location.replace(/^(\s*(?:[a-z][a-z0-9+.-]*:)?[\\/]{2})[^\\/?#]*@/i, '$1');
}

function withoutQuery(location: string): string {
  const hashAt = location.indexOf('#');
  const head = hashAt < 0 ? location : location.slice(0, hashAt);
  const fragment = upToQuestionMark(hashAt < 0 ? '' : location.slice(hashAt));
  return upToQuestionMark(head) + (fragment.includes('=') ? '' : fragment);
}

function upToQuestionMark(text: string): string {
  const at = text.indexOf('?');
  return at < 0 ? text : text.slice(0, at);
}
