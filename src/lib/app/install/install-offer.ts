/** How the app can be put on this device: by the browser's own question, or by hand, as iOS wants it. */
export type InstallWay = 'ask' | 'by-hand';

/** What decides whether to offer it. */
export interface InstallSituation {
  /** Absent where it cannot be, or is already. */
  readonly way: InstallWay | undefined;
  /** Visits of this browser, this one included. */
  readonly visits: number;
  /** Something was kept offline by choice. */
  readonly hasKept: boolean;
  /** It was declined, and is not offered again. */
  readonly isDeclined: boolean;
}

/** Returns how to offer to install the app: once, when it is of use, and never on a first look. */
export function installOffer({ way, visits, hasKept, isDeclined }: InstallSituation): InstallWay | undefined {
  return !isDeclined && (hasKept || visits >= 2) ? way : undefined;
}

/** What is kept of it from visit to visit. */
export interface VisitMemory {
  readonly visits: number;
  readonly lastMs: number;
  readonly isDeclined: boolean;
}

const VERSION = 1;
const MAX_LENGTH = 1000;
/** A page that is opened again within this time belongs to the same visit. */
const VISIT_MS = 3_600_000;

/** Reads what {@link formatVisits} wrote; anything else is as before the first visit. */
export function parseVisits(text: string | null): VisitMemory {
  const none: VisitMemory = { visits: 0, lastMs: 0, isDeclined: false };
  if (text === null || text.length > MAX_LENGTH) return none;
  try {
    const stored = JSON.parse(text) as Partial<VisitMemory & { version: unknown }> | null;
    if (stored?.version !== VERSION) return none;
    const { visits, lastMs, isDeclined } = stored;
    const isCount = Number.isSafeInteger(visits) && Number(visits) >= 0 && Number.isFinite(lastMs);
    return isCount
      ? { visits: Number(visits), lastMs: Number(lastMs), isDeclined: isDeclined === true }
      : none;
  } catch {
    // Someone else's text under our key says nothing.
    return none;
  }
}

export function formatVisits(memory: VisitMemory): string {
  return JSON.stringify({ version: VERSION, ...memory });
}

/** Returns the memory with a page that was opened now. */
export function withVisit(memory: VisitMemory, nowMs: number): VisitMemory {
  const isSame = Math.abs(nowMs - memory.lastMs) < VISIT_MS;
  return { ...memory, visits: memory.visits + (isSame ? 0 : 1), lastMs: nowMs };
}
