/** A location as a link may carry it, and whether something had to be left out that opening it may need. */
export interface ShareableLocation {
  readonly location: string;
  readonly isWithheld: boolean;
  /** It has query parameters that the user confirmed as not secret. */
  readonly isKept?: true;
}

/** What of its locations a view may tell. */
export interface Disclosure {
  /** Whether the user confirmed that a query parameter of a location is not secret. Absent: none of them is confirmed. */
  readonly keeps?: (location: string, name: string) => boolean;
  /** Whether something that no link carries, such as a header, goes with requests for a location. */
  readonly takesKey?: (location: string) => boolean;
}

/** A query parameter of a location. */
export interface LocationParameter {
  readonly name: string;
  readonly value: string;
}

/** Names of what signs a request or lets someone in, at the services that we know and by their look. */
const secretName =
  /^(x-|google|aws|q-)|signature|token|secret|passw|pwd|auth|cred|session|jwt|policy|expires|(^|[-_.]|api|access)(key|sig|code)|^(s[eiprstv]|sk.{1,3}|sdd)$/i;

/**
 * Removes what may be a secret from a location: a user and password, every query parameter that is not confirmed, and a fragment
 * with `=` in it. Generators (`gen:`) keep their parameters, which are formulas. A `#` that belongs to a path stays.
 */
export function shareableLocation(location: string, { keeps, takesKey }: Disclosure = {}): ShareableLocation {
  if (/^\s*gen:/i.test(location)) return { location, isWithheld: false };
  const { head, steps } = pipelineOf(location);
  const plain = withoutUser(head);
  const kept = keeps
    ? partsOf(queryOf(plain)).filter((part) => isConfirmable(part) && keeps(location, nameOf(part)))
    : [];
  const shared = withQuery(withoutQuery(plain), kept) + steps;
  const isWithheld = shared !== location || takesKey?.(location) === true;
  return { location: shared, isWithheld, ...(kept.length > 0 && { isKept: true }) };
}

/** Query parameters of a location, each name once, that someone may confirm as not secret: not those whose names say that they are. */
export function confirmableParameters(location: string): LocationParameter[] {
  if (/^\s*gen:/i.test(location)) return [];
  const parts = partsOf(queryOf(pipelineOf(location).head)).filter(isConfirmable);
  const values = new URLSearchParams(parts.join('&'));
  return [...new Set(values.keys())].map((name) => ({ name, value: values.getAll(name).join(', ') }));
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
  const { head, fragment } = fragmentOf(location);
  const plain = upToQuestionMark(fragment);
  return upToQuestionMark(head) + (plain.includes('=') ? '' : plain);
}

/** Puts parameters where a location without any has its query. */
function withQuery(location: string, parts: readonly string[]): string {
  if (parts.length === 0) return location;
  const { head, fragment } = fragmentOf(location);
  return `${head}?${parts.join('&')}${fragment}`;
}

/** Without the '?'. */
function queryOf(location: string): string {
  const { head } = fragmentOf(location);
  return head.slice(upToQuestionMark(head).length + 1);
}

/** Parameters as they are written. */
function partsOf(query: string): string[] {
  return query.split('&').filter((part) => part !== '');
}

function nameOf(part: string): string {
  const [name = ''] = new URLSearchParams(part).keys();
  return name;
}

function isConfirmable(part: string): boolean {
  return !secretName.test(nameOf(part));
}

function fragmentOf(location: string): { head: string; fragment: string } {
  const at = location.indexOf('#');
  return at < 0
    ? { head: location, fragment: '' }
    : { head: location.slice(0, at), fragment: location.slice(at) };
}

function upToQuestionMark(text: string): string {
  const at = text.indexOf('?');
  return at < 0 ? text : text.slice(0, at);
}
