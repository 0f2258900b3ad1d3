import type { MemoryBudget } from '../../../chunks';
import type { ChunkSource } from '../../../core';
import type { VoxelCentersChoice } from '../../scene/layers/voxel-centers';
import { placeInWorld, type WorldUnits } from '../../scene/world-units';
import { levelsReport, worstOff, type LevelReport } from './levels-report';
import { measureLevels, type LevelsExam } from './measure-levels';

/** What of a layer is looked at. */
export interface PlacedLayer {
  readonly source: ChunkSource;
  voxelCenters: VoxelCentersChoice;
}

export interface LevelsDoctorOptions {
  readonly layerOf: (id: string) => PlacedLayer | undefined;
  readonly units: () => WorldUnits;
  readonly budget: Pick<MemoryBudget, 'reserve' | 'release'>;
  /** A layer is placed anew. */
  readonly onChange: () => void;
}

/** What was found out about the levels of a layer, and what to do about it. */
export interface LevelsDiagnosis {
  /** As the layer is placed now. */
  readonly levels: readonly LevelReport[];
  /** How it would fit better; absent where it fits, or where nothing tells. */
  readonly better?: VoxelCentersChoice;
  /** Whether the voxels of any level told where it lies. */
  readonly isMeasured: boolean;
}

const choices: readonly VoxelCentersChoice[] = ['declared', 'inferred', 'literal', 'extent'];
/** Less than this, in voxels of level 0, is no reason to place an image anew. */
const worthIt = 0.2;

/** Looks at the levels of layers, and places them as the user chooses. */
export class LevelsDoctor {
  readonly #options: LevelsDoctorOptions;

  constructor(options: LevelsDoctorOptions) {
    this.#options = options;
  }

  /** Opens all levels of a layer and compares their voxels. Rejects with an AbortError once the signal aborts. */
  examine(layerId: string, signal: AbortSignal): Promise<LevelsExam> {
    const { layerOf, budget } = this.#options;
    const source = layerOf(layerId)?.source;
    if (!source) return Promise.resolve({ offsets: [], missing: [] });
    return measureLevels({ source, budget, signal });
  }

  /** Says what an exam means for a layer as it is placed now. */
  diagnose(layerId: string, exam: LevelsExam): LevelsDiagnosis | undefined {
    const layer = this.#options.layerOf(layerId);
    if (!layer) return undefined;
    const tried = choices.map((choice) => ({ choice, levels: this.#reportFor(layer, choice, exam) }));
    const now = tried.find(({ choice }) => choice === layer.voxelCenters);
    if (!now) throw new Error(`No report for voxel centres ${layer.voxelCenters}.`);
    const best = tried.reduce(
      (best, other) => (fault(other.levels) < fault(best.levels) ? other : best),
      now,
    );
    const isBetter = fault(now.levels) - fault(best.levels) > worthIt;
    return {
      levels: now.levels,
      ...(isBetter && { better: best.choice }),
      isMeasured: now.levels.some(({ off }) => off !== undefined),
    };
  }

  /** Places the levels of a layer; links keep it, and it can be undone. */
  place(layerId: string, choice: VoxelCentersChoice): void {
    const layer = this.#options.layerOf(layerId);
    if (!layer) return;
    layer.voxelCenters = choice;
    this.#options.onChange();
  }

  #reportFor(layer: PlacedLayer, choice: VoxelCentersChoice, exam: LevelsExam): LevelReport[] {
    const voxelCenters = choice === 'declared' ? undefined : choice;
    const placed = placeInWorld(layer.source.dataset, { units: this.#options.units(), voxelCenters });
    return levelsReport(placed, exam);
  }
}

/** How wrong levels are: a scale that contradicts a shape weighs more than any distance. */
function fault(levels: readonly LevelReport[]): number {
  const contradictions = levels.flatMap(({ problems }) =>
    problems.filter(({ kind }) => kind === 'scale'),
  ).length;
  return contradictions * 1e6 + (worstOff(levels) ?? 0);
}
