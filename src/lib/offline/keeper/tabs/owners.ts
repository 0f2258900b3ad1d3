import type { KeeperEffects } from '../keeper-effects';

type LockEffects = Pick<KeeperEffects, 'locks' | 'owner' | 'scope'>;

/** Says by a lock that this context lives, for as long as it does. Resolves once it holds. */
export async function holdOwnership({ locks, owner, scope }: LockEffects): Promise<void> {
  if (!locks) return;
  await new Promise<void>((resolve, reject) => {
    const name = `${ownerPrefix(scope)}${owner}`;
    locks.request(name, {}, () => (resolve(), new Promise(isKept))).catch(reject);
  });
}

/** Returns whether the context of a name lives, as of now. Where there are no locks all may. */
export async function livingOwners({
  locks,
  owner,
  scope,
}: LockEffects): Promise<(owner: string) => boolean> {
  if (!locks) return () => true;
  const prefix = ownerPrefix(scope);
  const held = (await locks.query()).held ?? [];
  const alive = new Set(
    held.flatMap(({ name = '' }) => (name.startsWith(prefix) ? name.slice(prefix.length) : [])),
  );
  return (name) => name === owner || alive.has(name);
}

/** Runs what only one tab at a time may do. While another tab does, this waits, or with `isOptional` does nothing. */
export async function asJanitor(
  { locks, scope }: LockEffects,
  run: () => Promise<void>,
  { isOptional = false } = {},
): Promise<void> {
  if (!locks) return run();
  const name = `exascope-keep-${scope}-janitor`;
  await locks.request(name, isOptional ? { ifAvailable: true } : {}, async (lock) => {
    if (lock) await run();
  });
}

function ownerPrefix(scope: string): string {
  return `exascope-keep-${scope}-owner-`;
}

function isKept(): void {
  // The promise that this begins is never settled.
}
