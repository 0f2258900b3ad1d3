import fc from 'fast-check';

/** Of one opening or read, in ms: far above what any takes, far below what a user would call hung. */
const maxRunMs = 5000;
/** What the process may grow by from start to end, in bytes. A chunk may have 256 MiB, decoded once and copied once. */
const maxGrowthBytes = 2 ** 30;

/** How many inputs each property is tried on, `FUZZ_RUNS`; 2000 is about a minute for all. */
export const runs = Number(process.env['FUZZ_RUNS'] ?? 2000);
/** `FUZZ_SEED`, else a new one each time. */
export const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);

/** Checks a property on `runs` inputs, and that each run is over in time and memory stays bounded. Prints the seed. */
export async function fuzz<T>(
  name: string,
  inputs: fc.Arbitrary<T>,
  check: (input: T) => Promise<void>,
): Promise<void> {
  const startBytes = process.memoryUsage().rss;
  let longestMs = 0;
  console.log(`${name}: ${runs} runs, FUZZ_SEED=${seed}`);
  const property = fc.asyncProperty(inputs, async (input) => {
    const startMs = performance.now();
    await check(input);
    const ms = performance.now() - startMs;
    longestMs = Math.max(longestMs, ms);
    if (ms > maxRunMs) throw new Error(`It took ${ms.toFixed(0)} ms.`);
    const growth = process.memoryUsage().rss - startBytes;
    if (growth > maxGrowthBytes) throw new Error(`The process grew by ${growth} bytes.`);
  });
  await fc.assert(property, { seed, numRuns: runs, endOnFailure: false });
  const grownMiB = (process.memoryUsage().rss - startBytes) / 2 ** 20;
  console.log(`${name}: longest run ${longestMs.toFixed(0)} ms, process ${grownMiB.toFixed(0)} MiB larger`);
}
