import type { AxisDistance, LevelProblem, LevelReport, VoxelCentersChoice } from '../../../app';
import { levels as t } from '../../../messages';
import { decimalText, wholeText } from '../../text/numbers';
import { bytesText } from '../../text/sizes';
import { unitSymbol } from '../../text/units';

const choices: Readonly<Record<VoxelCentersChoice, string>> = {
  declared: t.declared,
  inferred: t.inferred,
  literal: t.literal,
  extent: t.extent,
};

/** By which rule levels may be placed, for a field to choose from. */
export const choiceOptions = (Object.keys(choices) as VoxelCentersChoice[]).map((value) => ({
  ...{ value, text: choices[value] },
}));

export function choiceText(choice: VoxelCentersChoice): string {
  return choices[choice];
}

/** Returns what is said of where a level lies. */
export function placeTexts({ rule, fromCorner, off }: LevelReport): string[] {
  const rules = { finest: t.finest, same: t.same, corner: t.corner, center: t.center, other: t.other };
  const isAway = rule === 'center' || rule === 'other';
  return [
    rules[rule],
    ...(isAway && fromCorner.length > 0 ? [t.fromCorner({ distances: distancesText(fromCorner) })] : []),
    ...(off ? [off.length > 0 ? t.off({ distances: distancesText(off) }) : t.fits] : []),
  ];
}

function distancesText(distances: readonly AxisDistance[]): string {
  return distances.map(distanceText).join(', ');
}

function distanceText({ axis, unit, voxels, world }: AxisDistance): string {
  const away = Math.abs(voxels);
  return t.distance({
    ...{ axis, voxels: rounded(away), isOne: rounded(away) === '1' },
    world:
      unit === undefined
        ? ''
        : t.worldDistance({ distance: `${rounded(Math.abs(world))} ${unitSymbol(unit)}` }),
  });
}

/** Two digits that count: more would say more than an estimate knows. */
function rounded(value: number): string {
  return decimalText(String(Number(value.toPrecision(2))));
}

/** Returns what is wrong with a level. */
export function problemText(problem: LevelProblem): string {
  switch (problem.kind) {
    case 'scale': {
      const { axis, factor, ratio } = problem;
      return t.scaleProblem({ axis, factor: rounded(factor), ratio: rounded(ratio) });
    }
    case 'chunk-large':
      return t.chunkLarge({ chunks: problem.chunks.join(' × '), size: bytesText(problem.bytes) });
    case 'chunk-small': {
      const [chunks, size] = [problem.chunks.join(' × '), bytesText(problem.bytes)];
      return t.chunkSmall({ chunks, size, count: wholeText(problem.count) });
    }
    case 'gap':
      return t.gap({ factor: rounded(problem.factor) });
    case 'no-overview':
      return t.noOverview({ size: bytesText(problem.bytes) });
    case 'missing':
      return t.missing({ message: problem.message });
  }
}
