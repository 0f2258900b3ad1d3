import { AppError } from '../../../core';
import type { StoreRequest } from '../byte-store';
import type { RangedFile } from '../ranged/ranged-file';
import { abortError } from '../retry';
import { EngineLost } from './engine-calls';
import { SharedBlocks } from './shared-blocks';
import type { FileBytes, Hdf5Call, Hdf5Node, Hdf5Outcome, Hdf5Port } from './engine-calls';

/** An engine that goes away so often under one call does not get another. */
const maxEngines = 3;
/** No tree of nodes is as deep. */
const maxTries = 2000;
/** Looking through a file is worth no more. */
const maxWalkBytes = 2 ** 23;
/** What reading a value may take beside the value: indices of chunks, and neighbours in the same blocks. */
const maxBytesBeside = 2 ** 25;

/**
 * An HDF5 file, read in parts: the engine says which it is missing, they are fetched, and it tries again. So what is remote is
 * asked for with all that goes with a request, and the engine waits for nothing.
 */
export class Hdf5File {
  readonly file: RangedFile;
  readonly #port: Hdf5Port;
  readonly #id: string;
  readonly #blocks: SharedBlocks;
  #calls = 0;

  /** `id`: what the engine is to call it, which is no other's name. */
  constructor(file: RangedFile, { port, id }: { readonly port: Hdf5Port; readonly id: string }) {
    this.file = file;
    this.#id = id;
    this.#port = port;
    this.#blocks = new SharedBlocks(file);
  }

  async describe(path: string, request: StoreRequest): Promise<Hdf5Node | undefined> {
    return (await this.#ask({ kind: 'describe', path }, request)) as Hdf5Node | undefined;
  }

  /** Names in a group, as many as there are up to `maxNames`. */
  async children(path: string, maxNames: number, request: StoreRequest): Promise<readonly string[]> {
    return (await this.#ask({ kind: 'children', path, maxNames }, request)) as string[];
  }

  /** All nodes by their paths; `undefined` where there are more than `maxNodes`, or they are too far apart to be worth it. */
  async walk(maxNodes: number, request: StoreRequest): Promise<[string, Hdf5Node][] | undefined> {
    return (await this.#ask({ kind: 'walk', maxNodes }, request)) as [string, Hdf5Node][] | undefined;
  }

  /** The bytes of a box: see {@link Hdf5Call}. */
  async read(
    call: Extract<Hdf5Call, { kind: 'read' }>,
    request: StoreRequest,
  ): Promise<Uint8Array<ArrayBuffer>> {
    return (await this.#ask(call, request)) as Uint8Array<ArrayBuffer>;
  }

  /** Nothing more is read of it. */
  close(): void {
    this.#port.close(this.#id);
  }

  async #ask(call: Hdf5Call, request: StoreRequest): Promise<unknown> {
    for (let engine = 1; ; engine++) {
      try {
        return await this.#try(call, request);
      } catch (error) {
        if (!(error instanceof EngineLost)) throw error;
        if (engine >= maxEngines) throw crashError(this.file.name, error.message);
      }
    }
  }

  async #try(call: Hdf5Call, request: StoreRequest): Promise<unknown> {
    const token = `${this.#id}.${String(++this.#calls)}`;
    const file = { id: this.#id, sizeBytes: await this.file.size(request) };
    let bytes: readonly FileBytes[] = [];
    let allowance = call.kind === 'walk' ? maxWalkBytes : request.maxBytes + maxBytesBeside;
    try {
      for (let tries = 0; tries < maxTries; tries++) {
        if (request.signal?.aborted === true) throw abortError();
        const outcome = await this.#port.attempt({ token, file, call, bytes });
        if (outcome.kind !== 'missing') return this.#valueOf(outcome, call);
        allowance -= outcome.parts.reduce((sum, { length }) => sum + length, 0);
        if (allowance < 0) break;
        bytes = await this.#blocks.fetch(outcome.parts, request);
      }
    } catch (error) {
      this.#port.drop(token);
      throw error;
    }
    this.#port.drop(token);
    if (call.kind === 'walk') return undefined;
    throw tooMuch(this.file.name, call);
  }

  #valueOf(outcome: Exclude<Hdf5Outcome, { kind: 'missing' }>, call: Hdf5Call): unknown {
    if (outcome.kind === 'value') return outcome.value;
    const { name } = this.file;
    if (outcome.kind === 'crashed') throw crashError(name, outcome.reason);
    const { reason, isFormat } = outcome;
    if (isFormat) throw formatError(name, reason);
    const where = 'path' in call ? `${call.path} in ${name}` : name;
    if (call.kind === 'read')
      throw new AppError('corrupt-chunk', `A part of ${where} cannot be read: ${reason}.`, {
        key: call.path,
      });
    throw new AppError('bad-metadata', `${where} cannot be read: ${reason}.`, {
      document: name,
      field: 'path' in call ? call.path : '/',
    });
  }
}

/** The library's own words for a file that ends too early, and for one that never was one. */
function formatError(name: string, reason: string): AppError {
  if (/truncated/i.test(reason)) {
    const message = `${name} is cut off: it is shorter than it says (${reason}).`;
    return new AppError('bad-metadata', message, { document: name, field: 'end of file', isCutOff: true });
  }
  if (/file signature|not an hdf5/i.test(reason))
    return new AppError('not-a-dataset', `${name} is no HDF5 file: it has no HDF5 signature.`, {
      document: name,
    });
  const message = `${name} is no HDF5 file that can be read: ${reason}.`;
  return new AppError('bad-metadata', message, { document: name, field: 'superblock' });
}

function crashError(name: string, reason: string): AppError {
  const message = `${name} made the HDF5 library fail: ${reason}.`;
  return new AppError('corrupt-chunk', message, { key: name, crashedLibrary: true });
}

function tooMuch(name: string, call: Hdf5Call): AppError {
  const what = 'path' in call ? `${call.path} in ${name}` : name;
  const message = `${what} takes more bytes to read than its values have: it is damaged, or not meant to be read in parts.`;
  return new AppError('bad-metadata', message, { document: name, field: 'path' in call ? call.path : '/' });
}
