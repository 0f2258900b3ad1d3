import { confirmableParameters, shareableLocation, type Disclosure, type Link } from '../../share';
import type { WorkerAccess } from '../access/worker-access';

/** What links and view files of this page may tell of its locations. It is kept for as long as the page is open. */
export class Disclosed implements Disclosure {
  /** Names of parameters that are not secret, by location: another query of the same address is asked about anew. */
  readonly #kept = new Map<string, ReadonlySet<string>>();
  readonly #access: Pick<WorkerAccess, 'lets'>;

  constructor(access: Pick<WorkerAccess, 'lets'>) {
    this.#access = access;
  }

  readonly keeps = (location: string, name: string): boolean => this.#kept.get(location)?.has(name) === true;

  readonly takesKey = (location: string): boolean => this.#access.lets(location);

  keep(location: string, name: string, isKept: boolean): void {
    const names = new Set(this.#kept.get(location));
    if (isKept) names.add(name);
    else names.delete(name);
    this.#kept.set(location, names);
  }

  /** What a link was made to tell, it tells again: it holds no more than came with it. */
  follow({ sources, kept = [] }: Pick<Link, 'sources' | 'kept'>): void {
    for (const at of kept) {
      const location = sources[at] ?? '';
      for (const { name } of confirmableParameters(location)) this.keep(location, name, true);
    }
  }

  isWithheld(location: string): boolean {
    return shareableLocation(location, this).isWithheld;
  }
}
