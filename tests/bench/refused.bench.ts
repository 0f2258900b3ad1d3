import { fileOrigin, memoryFetch } from '../foreign-data';
import { senselessSizes } from '../faults/senseless-sizes';
import { arrayDocument } from '../faults/trees';
import { failureOf, makeWorld, openReader } from '../faults/world';
import { expect, test } from './bench';
import { report, type Figures } from './figures';

const RUNS = 25;
/** The compiler has seen the code by then, as it has in a viewer that has opened anything. */
const WARM_UP = 5;
const maxMs = 5;

for (const [what, more] of senselessSizes)
  test(`refused-${what.replaceAll(/[ ^]+/g, '-')}`, async () => {
    const objects = { 'zarr.json': arrayDocument(more) };
    const runs: Figures[] = [];
    for (let run = 0; run < WARM_UP + RUNS; run++) {
      const cpu = process.cpuUsage();
      const startMs = performance.now();
      const error = await failureOf(openReader(fileOrigin, makeWorld(memoryFetch(objects))));
      const clockMs = performance.now() - startMs;
      const { user, system } = process.cpuUsage(cpu);
      expect(error.code).toMatch(/^(bad-metadata|unsupported|chunk-too-large)$/);
      if (run >= WARM_UP) runs.push({ clockMs, cpuMs: (user + system) / 1000 });
    }
    const worstMs = Math.max(...runs.map(({ clockMs = NaN }) => clockMs));
    const { cpuMs } = report(
      `refused-${what.replaceAll(/[ ^]+/g, '-')}`,
      runs.map((figures) => ({ ...figures, worstMs })),
    );
    expect(cpuMs, 'ms to refuse it').toBeLessThan(maxMs);
  });
