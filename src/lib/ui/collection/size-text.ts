import { wholeText } from '../text/numbers';

const order = ['x', 'y', 'z', 'c', 't'];

/** Returns voxels along each axis as '512 × 512, c 3, t 10': the picture first, then what else has more than one. */
export function sizeText(size: Readonly<Record<string, number>>): string {
  const named = Object.entries(size).toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  const plane = named.filter(([axis]) => axis === 'x' || axis === 'y').map(([, count]) => wholeText(count));
  const rest = named
    .filter(([axis]) => axis !== 'x' && axis !== 'y')
    .map(([axis, count]) => `${axis} ${wholeText(count)}`);
  return [plane.join(' × '), ...rest].filter((part) => part !== '').join(', ');
}
