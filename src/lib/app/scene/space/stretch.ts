import { axisIndex, type Axis, type Dataset } from '../../../core';
import { unitFactor } from '../../../view';
import { worldUnits, type WorldUnits } from '../world-units';

/** Factors by which displayed axes are stretched, by name; those that are not are absent. */
export type Stretch = ReadonlyMap<string, number>;
export const noStretch: Stretch = new Map();

/**
 * Returns how displayed axes must be stretched to stand side by side on the screen, horizontal last. Axes of one kind keep
 * their lengths, converted between units of that kind. Time beside space has no common length, unless neither says a unit:
 * then one step of it is drawn as long as one voxel of the axis that runs across the screen, or of the first one of space.
 */
export function stretchOf(displayed: readonly string[], datasets: readonly Dataset[]): Stretch {
  const units = worldUnits(datasets);
  const axes = displayed.toReversed().flatMap((name) => describe(name, datasets) ?? []);
  const reference = axes.find(({ axis }) => axis.type === 'space') ?? axes[0];
  const factors = axes.flatMap((one): [string, number][] => {
    if (!reference || one === reference) return [];
    const factor = factorOf(one, reference, units);
    return factor === 1 ? [] : [[one.axis.name, factor]];
  });
  return factors.length > 0 ? new Map(factors) : noStretch;
}

interface Described {
  readonly axis: Axis;
  /** World length of a voxel of level 0. */
  readonly step: number;
}

/** As the first dataset that has the axis has it, in its own units, which are the world's. */
function describe(name: string, datasets: readonly Dataset[]): Described | undefined {
  for (const { axes, levels } of datasets) {
    const at = axisIndex(axes, name);
    const axis = at === undefined ? undefined : axes[at];
    if (at !== undefined && axis) return { axis, step: Math.abs(levels[0]?.scale[at] ?? 1) };
  }
  return undefined;
}

function factorOf(one: Described, reference: Described, units: WorldUnits): number {
  const [own, other] = [units.get(one.axis.name), units.get(reference.axis.name)];
  if (own !== undefined && other !== undefined) {
    const factor = unitFactor(own, other);
    if (factor !== undefined) return factor;
  }
  const isComparable = one.axis.type === reference.axis.type || (own === undefined && other === undefined);
  return isComparable || one.step === 0 ? 1 : reference.step / one.step;
}

/** Whether two stretches are the same. */
export function isSameStretch(a: Stretch, b: Stretch): boolean {
  return a.size === b.size && [...a].every(([axis, factor]) => b.get(axis) === factor);
}
