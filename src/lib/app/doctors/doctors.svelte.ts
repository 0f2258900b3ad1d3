import type { AppError } from '../../core';
import { shareableLocation } from '../../share';
import { parseLocation } from '../../source';
import { AccessDesk } from '../access/access-desk.svelte';
import type { GivenAccess } from '../access/read-grant';
import type { WorkerAccess } from '../access/worker-access';
import { examine, type Diagnosis } from './location/examine';
import type { LevelsDoctor } from './levels/levels-doctor';
import type { ProbeEffects } from './location/probe';

export interface DoctorsOptions {
  readonly access: WorkerAccess;
  /** Relative locations resolve against it. */
  readonly pageUrl: string;
  readonly effects: ProbeEffects;
  readonly levels: LevelsDoctor;
  /** Opens a location in place of one that failed: as the link says that named it, or on top of what is open. */
  readonly open: (failed: string, location: string) => Promise<void>;
}

/** A failure that was shown. */
export interface FailedLocation {
  readonly error: AppError;
  readonly location?: string | undefined;
}

/** Finds out what is wrong with locations, and lets the page into servers. */
export class Doctors {
  /** The location that access is being given for, as the user wrote it; absent where it is for none in particular. */
  accessFor: string | undefined = $state();
  /** What is asked about last; it stays when what showed it is gone. */
  complaint: FailedLocation | undefined = $state.raw();
  readonly access: AccessDesk;
  readonly levels: LevelsDoctor;
  readonly #options: DoctorsOptions;

  constructor(options: DoctorsOptions) {
    this.#options = options;
    this.levels = options.levels;
    this.access = new AccessDesk({ held: options.access, urlOf: (address) => this.#placeOf(address)?.root });
  }

  /** Says what keeps a location from being opened; `undefined` of what has no server. */
  examine({ error, location }: FailedLocation): Promise<Diagnosis | undefined> {
    const address = location ?? error.detail['url'];
    const place = typeof address === 'string' ? this.#placeOf(address) : undefined;
    if (!place) return Promise.resolve(undefined);
    const { access, effects } = this.#options;
    return examine({ error, ...place }, access.grants, effects);
  }

  /** Opens what something was given for: with a signed query, without the one that it may have. */
  open(location: string, kind: GivenAccess['kind']): Promise<void> {
    return this.#options.open(location, kind === 'query' ? shareableLocation(location).location : location);
  }

  #placeOf(address: string): { root: URL; isFile: boolean } | undefined {
    try {
      const location = parseLocation(address, this.#options.pageUrl);
      if (location.kind === 'http') return { root: location.root, isFile: false };
      const isRemote = location.kind === 'zip' && location.archive.kind === 'http';
      return isRemote ? { root: location.archive.url, isFile: true } : undefined;
    } catch {
      // What is no location has no server.
      return undefined;
    }
  }
}
