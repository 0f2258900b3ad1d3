import type { Dataset } from '../../../core';
import { debugging as t } from '../../../messages';
import type { ReadBackFinding } from '../../../render';
import { formatNumber } from '../../../view';
import type { Fault } from './self-check';

/** What the graphics card holds in the place of a chunk, in a few words; `nameOf` tells of what a dataset is shown as. */
export function cardText(
  { key, kind, belongs }: ReadBackFinding,
  nameOf: (dataset: string) => string | undefined,
): string {
  if (!belongs) return t.cardHoldsOther;
  const place = belongs.cell.map((at) => (at === undefined ? '?' : String(at))).join(', ');
  const { level } = belongs;
  const cell = kind === 'tile' ? t.tileAt({ level, place }) : t.brickAt({ level, place });
  const name = belongs.dataset === key.dataset ? undefined : nameOf(belongs.dataset);
  return name === undefined ? t.cardHolds({ cell }) : t.cardHoldsOf({ cell, name });
}

/** What is wrong with a chunk, in a few words. */
export function faultText(fault: Fault, { axes }: Dataset): string {
  switch (fault.kind) {
    case 'elsewhere':
      return t.belongsAt({
        level: fault.level,
        index: fault.index.map((at) => (at === undefined ? '?' : String(at))).join(', '),
      });
    case 'shifted':
      return t.shiftedBy({
        voxels: formatNumber(fault.voxels, Number.isInteger(fault.voxels) ? 0 : 1),
        axis: axes[fault.axis]?.name ?? '',
      });
    case 'unknown':
      return t.belongsElsewhere;
    case 'late':
      return t.isLate;
  }
}
