import { planOf, type Layer } from '../scene/layers/layer';
import type { Session } from '../session/session';
import { visibleLayers } from './cells/scene-cells';
import type { LayerRows, LevelRow } from './debugging-model';

/** How each level of each visible layer stands, top layer first; levels of which there is nothing are left out. */
export function layerRows(session: Session): LayerRows[] {
  return visibleLayers(session)
    .toReversed()
    .map((layer) => ({
      ...{ id: layer.id, name: layer.name, targetLevel: planOf(layer.frame)?.level ?? 0 },
      rows: rowsOf(session, layer),
    }));
}

type Counts = { -readonly [Name in Exclude<keyof LevelRow, 'level'>]: number };

function rowsOf({ scene, store, engine }: Session, layer: Layer): LevelRow[] {
  const rows = new Map<number, Counts>();
  const rowOf = (level: number) => {
    const row = rows.get(level) ?? { drawn: 0, wanted: 0, underWay: 0, failed: 0, bytes: 0 };
    rows.set(level, row);
    return row;
  };
  for (const [level, count] of Object.entries(engine.renderer?.drawnByLevel(layer.id) ?? {}))
    rowOf(Number(level)).drawn = count;
  for (const { key } of planOf(layer.frame)?.want ?? []) {
    const row = rowOf(key.level);
    const state = store.stateOf(key);
    row.wanted += 1;
    if (state === 'failed') row.failed += 1;
    else if (state !== 'ready' && state !== 'empty') row.underWay += 1;
  }
  for (const { key, bytes } of store.held(scene.datasetOf(layer).id)) rowOf(key.level).bytes += bytes;
  return [...rows].map(([level, row]) => ({ level, ...row })).sort((a, b) => a.level - b.level);
}
