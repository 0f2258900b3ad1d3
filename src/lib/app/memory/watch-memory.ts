import { readDevice } from '../device/watch-device';
import type { Session } from '../session/session';
import type { DeviceReport, MemoryState } from './memory-model';
import { Rates } from './rates';
import { readMemory } from './read-memory';

/** Fast enough to see bytes move, and slow enough to be read. */
const PERIOD_MS = 400;

/** Tells how memory stands, at once and from then on, until what it returns is called. */
export function watchMemory(session: Session, tell: (state: MemoryState) => void): () => void {
  const rates = new Rates();
  const look = () => tell(readMemory(session, rates));
  look();
  const timer = setInterval(look, PERIOD_MS);
  return () => clearInterval(timer);
}

/** What is known of the device; storage is left out where the browser does not say. */
export async function readDeviceReport({ engine, largest }: Session): Promise<DeviceReport> {
  const { cores, deviceMemoryGiB } = readDevice();
  const gpu = engine.renderer?.gpu;
  const storage = await storageEstimate();
  return {
    cores,
    ...(gpu && { gpu }),
    ...(deviceMemoryGiB !== undefined && { memoryGiB: deviceMemoryGiB }),
    ...(largest.bytes > 0 && { largestBytes: largest.bytes }),
    ...(storage && { storage }),
  };
}

async function storageEstimate(): Promise<DeviceReport['storage']> {
  try {
    const { quota, usage } = await navigator.storage.estimate();
    return quota === undefined ? undefined : { quotaBytes: quota, usedBytes: usage ?? 0 };
  } catch {
    // Some browsers refuse it in private windows: the report does without.
    return undefined;
  }
}
