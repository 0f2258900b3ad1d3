/** What a device is, as far as it tells. */
export type DeviceClass = 'desktop' | 'tablet' | 'phone';

const GIB = 2 ** 30;
const MIB = 2 ** 20;

/** Enough for weeks of viewing, and little of what such a device has. */
const DEVICE_BYTES: Readonly<Record<DeviceClass, number>> = {
  desktop: 8 * GIB,
  tablet: 2 * GIB,
  phone: GIB,
};

/** Of what the browser grants, the part that chunks may take: the app itself and its index live there, too. */
const QUOTA_PART = 0.5;
/** Of what is kept when the browser refuses more, the part that it will surely bear. */
const LEARNED_PART = 0.9;
/** Of the limit, what comes back each day of what a refusal took. */
const RECOVERED_PART_PER_DAY = 0.05;
/** What goes at once when the browser refuses: this part of what is kept … */
const EMERGENCY_PART = 0.05;
/** … but so much at least, so that the next writes do not meet the same wall … */
const EMERGENCY_BYTES = 64 * MIB;
/** … and of little that is kept, not more than this part for that. */
const EMERGENCY_MOST = 0.25;

/** How long nothing is written once a second try was refused, too. What is kept is still read, and the network still asked. */
export const writePauseMs = 60_000;

/** What the browser says of the room that this site has. */
export interface StorageEstimate {
  readonly quotaBytes: number;
  /** What is used of it, other than by chunks. */
  readonly otherBytes: number;
}

/**
 * Returns the limit for who set none. The browser's estimate, absent where it gives none, only ever lowers it: some claim far
 * more than they grant. It is passed over when it says that there is no room at all, as one does that will not tell.
 */
export function defaultLimitBytes(device: DeviceClass, estimate?: StorageEstimate): number {
  const most = DEVICE_BYTES[device];
  if (!estimate) return most;
  const freeBytes = estimate.quotaBytes - estimate.otherBytes;
  return freeBytes > 0 ? Math.min(most, Math.floor(QUOTA_PART * freeBytes)) : most;
}

/** Returns the limit that a refused write teaches, from what was kept when it was refused. */
export function learnedLimitBytes(accountedBytes: number): number {
  return Math.floor(LEARNED_PART * accountedBytes);
}

/** What a refused write taught, and the days since then; less than a whole one counts. */
export interface LearnedLimit {
  readonly bytes: number;
  readonly days: number;
}

/**
 * Returns the limit that holds: the one that is set, but no more than was learned, which recovers by a twentieth of the one
 * that is set each day: after twenty days at most it is forgotten. A clock that was set back recovers nothing.
 */
export function limitInForce(limitBytes: number, learned?: LearnedLimit): number {
  if (!learned) return limitBytes;
  const recovered = RECOVERED_PART_PER_DAY * limitBytes * Math.max(0, learned.days);
  return Math.min(limitBytes, Math.floor(learned.bytes + recovered));
}

/** Returns how much has to go when the browser refuses a write: never more than what is there. */
export function emergencyBytes(accountedBytes: number): number {
  const enough = Math.min(EMERGENCY_BYTES, Math.ceil(EMERGENCY_MOST * accountedBytes));
  return Math.max(enough, Math.ceil(EMERGENCY_PART * accountedBytes));
}
