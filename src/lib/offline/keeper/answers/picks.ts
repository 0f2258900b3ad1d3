import type { PickRow } from '../../../db';
import type { KeeperParts } from '../keeper-parts';

/** More things of this device than this are not remembered: those viewed longest ago go. */
const maxPicks = 200;

/** What the user picked on this device, last viewed first. */
export async function picks({ effects }: KeeperParts): Promise<PickRow[]> {
  const rows = await effects.database.picks.toArray();
  return rows.sort((a, b) => b.viewedAtMs - a.viewedAtMs);
}

export async function putPick(keeper: KeeperParts, pick: PickRow): Promise<void> {
  const { database } = keeper.effects;
  await database.picks.put(pick);
  const rest = (await picks(keeper)).slice(maxPicks);
  if (rest.length > 0) await database.picks.bulkDelete(rest.map(({ id }) => id));
}

export async function forgetPick({ effects }: KeeperParts, id: string): Promise<void> {
  await effects.database.picks.delete(id);
}
