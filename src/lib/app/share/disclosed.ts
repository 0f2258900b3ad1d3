import { confirmableParameters, shareableLocation, type Disclosure, type Link } from '../../share';
import type { WorkerAccess } from '../access/worker-access';

/** What links and view files of this page may tell of its locations. It is kept for as long as the page is open. */
export class Disclosed implements Disclosure {
  /** Which parameters the user or a link said to be no secret, and which the user took back, by location: another query of the same address is asked about anew. */
  readonly #kept = new Map<string, ReadonlyMap<string, boolean>>();
  readonly #access: Pick<WorkerAccess, 'lets'>;

  constructor(access: Pick<WorkerAccess, 'lets'>) {
    this.#access = access;
  }

  readonly keeps = (location: string, name: string): boolean => this.#kept.get(location)?.get(name) === true;

  readonly takesKey = (location: string): boolean => this.#access.lets(location);

  keep(location: string, name: string, isKept: boolean): void {
    this.#kept.set(location, new Map([...(this.#kept.get(location) ?? []), [name, isKept]]));
  }

  /**
   * What a link was made to tell, it tells again: it holds no more than came with it. What the user took back stays taken back,
   * though the browser goes back to a link that told it.
   */
  follow({ sources, kept = [] }: Pick<Link, 'sources' | 'kept'>): void {
    for (const at of kept) {
      const location = sources[at] ?? '';
      const isTakenBack = (name: string): boolean => this.#kept.get(location)?.get(name) === false;
      for (const { name } of confirmableParameters(location))
        if (!isTakenBack(name)) this.keep(location, name, true);
    }
  }

  isWithheld(location: string): boolean {
    return shareableLocation(location, this).isWithheld;
  }
}
