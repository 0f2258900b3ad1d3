import { ready } from 'h5wasm';
import type { H5Module } from './h5-module';
import { Hdf5Engine } from './hdf5-engine';

/** Makes an engine, once the library has compiled itself. */
export async function loadEngine(): Promise<Hdf5Engine> {
  return new Hdf5Engine((await ready) as unknown as H5Module);
}
