import { isSameSource, type SourceSlot, type SourceSpec } from './source-slots';

/** Takes the first of a source out of a list. */
export function takeFirst<T extends SourceSpec>(slots: T[], spec: SourceSpec): T | undefined {
  const at = slots.findIndex((slot) => isSameSource(slot, spec));
  return at < 0 ? undefined : slots.splice(at, 1)[0];
}

/** Slots that may stay: not those that lack a layer which is to come back. */
export function wholeSlots(
  slots: readonly SourceSlot[],
  specs: readonly SourceSpec[],
  restored: readonly SourceSpec[],
): SourceSlot[] {
  const count = (all: readonly SourceSpec[], spec: SourceSpec) =>
    all.filter((one) => isSameSource(one, spec)).length;
  const lacking = restored.filter((spec) => count(slots, spec) >= count(specs, spec));
  return slots.filter((slot) => !lacking.some((spec) => isSameSource(spec, slot)));
}

/** Slots that stay: each source takes one slot of its own. */
export function takeOnce(slots: readonly SourceSlot[], specs: readonly SourceSpec[]): SourceSlot[] {
  return inOrder(slots, specs, () => undefined);
}

/** Sources that no slot stands for, each slot standing for one. */
export function missingFrom(slots: readonly SourceSlot[], specs: readonly SourceSpec[]): SourceSpec[] {
  const left = [...slots];
  return specs.filter((spec) => !takeFirst(left, spec));
}

/** One slot for each source, those of `slots` first, else what `make` gives. */
export function inOrder(
  slots: readonly SourceSlot[],
  specs: readonly SourceSpec[],
  make: (spec: SourceSpec) => SourceSlot | undefined,
): SourceSlot[] {
  const left = [...slots];
  return specs.flatMap((spec) => takeFirst(left, spec) ?? make(spec) ?? []);
}
