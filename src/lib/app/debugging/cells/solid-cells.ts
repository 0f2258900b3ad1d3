import type { Dataset } from '../../../core';
import type { DrawnBrick } from '../../../render';
import {
  BRICK_SIZE,
  levelVolume,
  parentBrick,
  type BrickKey,
  type BrickPlan,
  type LevelVolume,
  type Vec3,
  type VolumeView,
  type WorldBox,
} from '../../../view';
import type { Arrival } from './arrival';
import type { CellFlag, SolidCell } from './cell';
import { brickStanding, type ChunkStandings } from './standing';

/** What is on the screen of a layer in 3D, and what is wanted there. */
export interface SolidScene {
  readonly layer: string;
  readonly dataset: Dataset;
  readonly view: VolumeView;
  readonly plan: Pick<BrickPlan, 'bricks'>;
  /** Bricks that the picture is made of, of the first channel that is shown. */
  readonly drawn: readonly DrawnBrick[];
  readonly chunks: ChunkStandings;
  readonly flagOf: (key: BrickKey) => CellFlag | undefined;
  readonly arrivalOf: (key: BrickKey) => Arrival | undefined;
}

/** A planned brick of which no other is planned that would show more, and how it stands. */
export interface PlannedBrick {
  readonly key: BrickKey;
  readonly box: WorldBox;
  readonly state: 'exact' | 'empty' | 'loading' | 'failed' | 'offline';
}

/** The cells of a layer in 3D: what is drawn, and what is wanted and not there or empty. */
export function solidCells(scene: SolidScene): SolidCell[] {
  const { layer, drawn, flagOf, arrivalOf } = scene;
  const missing = missingBricks(scene);
  const stateOf = drawnBrickState(scene, missing);
  return [
    ...drawn.map(({ key, level, box }): SolidCell => {
      const [flag, arrival] = [flagOf(key), arrivalOf(key)];
      return { layer, level, box, state: stateOf(key), ...(flag && { flag }), ...(arrival && { arrival }) };
    }),
    ...missing.map(({ key, box, state }): SolidCell => {
      const flag = flagOf(key);
      return { layer, level: key.level, box, state, ...(flag && { flag }) };
    }),
  ];
}

function missingBricks(scene: SolidScene): PlannedBrick[] {
  return plannedBricks(scene).filter(({ state }) => state !== 'exact');
}

/** Returns what tells of a brick that is drawn whether it stands in for a finer one that is missing. */
export function drawnBrickState(
  scene: SolidScene,
  missing = missingBricks(scene),
): (key: Pick<BrickKey, 'level' | 'brick'>) => 'exact' | 'coarser' {
  const stood = standIns(scene, missing);
  return (key) => (stood.has(nameOf(key)) ? 'coarser' : 'exact');
}

/** The finest bricks that are planned at each place, of the first channel, with their standing. */
export function plannedBricks({ dataset, view, plan, chunks }: Omit<SolidScene, 'drawn'>): PlannedBrick[] {
  const volumes = new Map<number, LevelVolume>();
  const volumeOf = (level: number) => {
    const known = volumes.get(level) ?? levelVolume(dataset, view, level);
    volumes.set(level, known);
    return known;
  };
  const own = plan.bricks.filter(isOfFirstChannel({ dataset, view }));
  const outdone = new Set<string>();
  for (const { level, brick } of own) {
    if (level + 1 >= dataset.levels.length) continue;
    const parent = parentBrick(volumeOf(level), volumeOf(level + 1), brick);
    outdone.add(`${String(level + 1)}/${parent.join()}`);
  }
  return own.flatMap((key) => {
    const array = dataset.levels[key.level]?.array;
    if (!array || outdone.has(nameOf(key))) return [];
    const standing = brickStanding(key, array, chunks);
    const state = standing === 'here' ? 'exact' : standing;
    return [{ key, box: boxOf(volumeOf(key.level), key.brick), state }];
  });
}

/** Whether a brick is of the channel that cells are shown of. */
export function isOfFirstChannel({
  dataset: { channelAxis },
  view,
}: Pick<SolidScene, 'dataset' | 'view'>): (key: BrickKey) => boolean {
  return ({ slice }) => channelAxis === undefined || slice[channelAxis] === view.channels[0];
}

/** Names of the coarser bricks that are drawn in the place of what is missing. */
function standIns({ dataset, view, drawn }: SolidScene, missing: readonly PlannedBrick[]): Set<string> {
  const shown = new Set(drawn.map(({ key }) => nameOf(key)));
  const names = new Set<string>();
  for (const { key, state } of missing) {
    if (state === 'empty') continue;
    let { level, brick } = key;
    for (; level + 1 < dataset.levels.length; level++) {
      brick = parentBrick(levelVolume(dataset, view, level), levelVolume(dataset, view, level + 1), brick);
      const name = `${String(level + 1)}/${brick.join()}`;
      if (!shown.has(name)) continue;
      names.add(name);
      break;
    }
  }
  return names;
}

/** Names a brick among those of one channel of a layer. */
export function nameOf({ level, brick }: Pick<BrickKey, 'level' | 'brick'>): string {
  return `${String(level)}/${brick.join()}`;
}

/** Where a brick lies, cut to its level, world coordinates. */
export function boxOf({ origin, scale, size }: LevelVolume, brick: Vec3): WorldBox {
  const along = (a: 0 | 1 | 2, edge: number): number =>
    origin[a] + Math.min((brick[a] + edge) * BRICK_SIZE, size[a]) * scale[a];
  const corner = (edge: number): Vec3 => [along(0, edge), along(1, edge), along(2, edge)];
  return { low: corner(0), high: corner(1) };
}
