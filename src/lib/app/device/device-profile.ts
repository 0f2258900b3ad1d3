import { defaultMemoryLimit, type DeviceHints } from '../frame/memory-limit';

/** How the design tells devices apart. */
export type DeviceClass = 'desktop' | 'tablet' | 'phone';

/** What a browser says about the device now. */
export interface DeviceFacts extends DeviceHints {
  /** Processor cores that the browser owns up to. */
  readonly cores: number;
  /** Part of the battery that is left, from 0 to 1; absent while the device is plugged in, and where the browser does not say. */
  readonly batteryLeft?: number | undefined;
  /** The person asked the browser to save data. */
  readonly savesData: boolean;
}

/** What a person may choose of how finely the picture is drawn. */
export type DetailChoice = 'auto' | 'full' | 'sparing';

/** Why the picture is drawn less finely than the screen could show. */
export type DetailReason = 'touch' | 'small' | 'battery' | 'low-battery' | 'data-saver';

/** How finely the picture is drawn. */
export interface Detail {
  /** Device pixels per CSS pixel, at most. */
  readonly maxPixelRatio: number;
  /** As scripts set it: 1 loads a voxel per pixel, 0.5 a voxel for two. */
  readonly quality: number;
  /** What brought it down; none when it was chosen. */
  readonly reasons: readonly DetailReason[];
}

/** Phones and tablets draw at most this many device pixels per CSS pixel: beyond it nothing is seen but heat. */
const TOUCH_RATIO = 2;
/** What a small device draws, and any that runs from its battery: three quarters of the lines of most screens of today. */
const SPARING_RATIO = 1.5;
const LOW_BATTERY = 0.2;

/** What lowers the detail, and to what. */
const limits: readonly {
  readonly reason: DetailReason;
  readonly holds: (facts: DeviceFacts) => boolean;
  readonly maxPixelRatio?: number;
  readonly quality?: number;
}[] = [
  { reason: 'touch', holds: ({ coarsePointer }) => coarsePointer, maxPixelRatio: TOUCH_RATIO },
  { reason: 'small', holds: isSmall, maxPixelRatio: SPARING_RATIO },
  { reason: 'battery', holds: ({ batteryLeft = 1 }) => batteryLeft < 1, maxPixelRatio: SPARING_RATIO },
  { reason: 'low-battery', holds: ({ batteryLeft = 1 }) => batteryLeft <= LOW_BATTERY, maxPixelRatio: 1 },
  { reason: 'data-saver', holds: ({ savesData }) => savesData, quality: 0.5 },
];

/** Little memory, or a phone or tablet with few cores. */
function isSmall({ deviceMemoryGiB = 8, coarsePointer, cores }: DeviceFacts): boolean {
  return deviceMemoryGiB <= 2 || (coarsePointer && cores <= 2);
}

/** Returns the class that the design knows a device by. */
export function deviceClass({ coarsePointer, shortSidePx }: DeviceHints): DeviceClass {
  if (!coarsePointer) return 'desktop';
  return shortSidePx >= 600 ? 'tablet' : 'phone';
}

/** Returns how finely to draw on a device; what a person chose comes before whatever the device says. */
export function detailFor(facts: DeviceFacts, choice: DetailChoice): Detail {
  if (choice === 'full') return { maxPixelRatio: Infinity, quality: 1, reasons: [] };
  if (choice === 'sparing') return { maxPixelRatio: 1, quality: 0.5, reasons: [] };
  const held = limits.filter(({ holds }) => holds(facts));
  const least = (values: readonly (number | undefined)[], most: number) =>
    values.reduce<number>((low, value = most) => Math.min(low, value), most);
  const maxPixelRatio = least(
    held.map((limit) => limit.maxPixelRatio),
    Infinity,
  );
  const quality = least(
    held.map((limit) => limit.quality),
    1,
  );
  // Only what made the difference is worth telling.
  const tells = held.filter((limit) => limit.quality ?? limit.maxPixelRatio === maxPixelRatio);
  return { maxPixelRatio, quality, reasons: tells.map(({ reason }) => reason) };
}

/** Whether to fetch what is not seen yet, such as the next steps of play; what a person chose of the detail does not matter. */
export function mayPrefetch({ savesData }: Pick<DeviceFacts, 'savesData'>): boolean {
  return !savesData;
}

/** The memory limit where neither the address nor a person says one; it does not follow the battery, since pools are made for it. */
export function suggestedLimit(facts: DeviceFacts): number {
  return defaultMemoryLimit(facts);
}
