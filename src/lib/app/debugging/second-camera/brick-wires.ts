import { levelVolume, type LevelVolume } from '../../../view';
import { boxOf, isOfFirstChannel, nameOf, solidCells, type SolidScene } from '../cells/solid-cells';
import { brickStanding } from '../cells/standing';
import type { Wire } from './wires';

/** The bricks of a layer: those that are drawn or missing, and coarser ones that are planned below them. */
export function brickWires(scene: SolidScene): Wire[] {
  const cells = solidCells(scene).map(({ box, level, state, flag }): Wire => ({
    ...{ box, level, state, isDrawn: state === 'exact' || state === 'coarser' },
    ...(flag && { isFlagged: true }),
  }));
  return [...cells, ...heldWires(scene, cells)];
}

/** Planned bricks that are neither drawn nor missing. */
function heldWires(scene: SolidScene, cells: readonly Wire[]): Wire[] {
  const { dataset, view, plan, drawn, chunks } = scene;
  const volumes = new Map<number, LevelVolume>();
  const volumeOf = (level: number) => {
    const volume = volumes.get(level) ?? levelVolume(dataset, view, level);
    volumes.set(level, volume);
    return volume;
  };
  const shown = new Set(drawn.map(({ key }) => nameOf(key)));
  const placed = new Set(cells.map(({ level, box }) => placeOf(level, box.low)));
  return plan.bricks.filter(isOfFirstChannel(scene)).flatMap((key): Wire[] => {
    const array = dataset.levels[key.level]?.array;
    const box = boxOf(volumeOf(key.level), key.brick);
    if (!array || shown.has(nameOf(key)) || placed.has(placeOf(key.level, box.low))) return [];
    const standing = brickStanding(key, array, chunks);
    return [{ box, level: key.level, state: standing === 'here' ? 'exact' : standing, isDrawn: false }];
  });
}

function placeOf(level: number, low: readonly number[]): string {
  return `${String(level)} ${low.join()}`;
}
