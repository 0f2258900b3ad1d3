import type { Dataset } from '../../../core';
import { debugging as t } from '../../../messages';
import { formatNumber } from '../../../view';
import type { Fault } from './self-check';

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
