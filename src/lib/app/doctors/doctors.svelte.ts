import type { AppError } from '../../core';
import { shareableLocation } from '../../share';
import { parseLocation, type Location } from '../../source';
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
    const urlOf = (address: string) => this.#placeOf(address)?.reach;
    options.access.reachOf = urlOf;
    this.access = new AccessDesk({ held: options.access, urlOf });
  }

  /** Says what keeps a location from being opened; `undefined` of what has no server. */
  examine({ error, location }: FailedLocation): Promise<Diagnosis | undefined> {
    const address = location ?? error.detail['url'];
    const place = typeof address === 'string' ? this.#placeOf(address) : undefined;
    if (!place) return Promise.resolve(undefined);
    const { access, effects } = this.#options;
    const { root, isFile } = place;
    return examine({ error, root, isFile }, access.grants, effects);
  }

  /** Opens what something was given for: with a signed query, without the one that it may have. */
  open(location: string, kind: GivenAccess['kind']): Promise<void> {
    return this.#options.open(location, kind === 'query' ? shareableLocation(location).location : location);
  }

  #placeOf(address: string): Place | undefined {
    try {
      return placeOf(parseLocation(address, this.#options.pageUrl));
    } catch {
      // What is no location has no server.
      return undefined;
    }
  }
}

/** Where the requests for a location go. */
interface Place {
  readonly root: URL;
  readonly isFile: boolean;
  /** What all of them lie below: a project of BigDataViewer has its file beside it. */
  readonly reach: URL;
}

function placeOf(location: Location): Place | undefined {
  if (location.kind === 'http') return { root: location.root, isFile: false, reach: location.root };
  const file =
    location.kind === 'zip' ? location.archive : location.kind === 'hdf5' ? location.file : undefined;
  if (file?.kind !== 'http') return undefined;
  const isProject = location.kind === 'hdf5' && location.isProject;
  return { root: file.url, isFile: true, reach: isProject ? new URL('.', file.url) : file.url };
}
