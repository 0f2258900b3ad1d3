import type { LimitReason } from './tile-plan';

/** Level 0 magnified beyond this would be sharper if there were a finer level. */
const MAGNIFIED_PX = 1.5;

/** Returns why a plan is coarser than the screen could show; `undefined` when it is not. */
export function limitReason(plan: {
  /** The level that the plan uses, and the one it would use without limits. */
  readonly level: number;
  readonly ideal: number;
  readonly isLocked: boolean;
  /** Something was left out for memory. */
  readonly isCut: boolean;
  /** What was left out, or is coarser, would have fitted, but not what had to be read for it. */
  readonly isReadTooMuch?: boolean;
  /** Size of a voxel of level 0 in device pixels. */
  readonly finestPx: number;
}): LimitReason | undefined {
  const isCoarser = plan.level > plan.ideal;
  if (plan.isCut || (isCoarser && !plan.isLocked)) return plan.isReadTooMuch ? 'thickness' : 'memory';
  if (isCoarser) return 'level-locked';
  return plan.level === 0 && plan.finestPx > MAGNIFIED_PX ? 'no-finer-level' : undefined;
}
