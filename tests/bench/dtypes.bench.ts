import { completed, expect, fragmentOf, memoryFigures, onFreshPage, recordingOf, test, visit } from './bench';
import { frameFigures, report, type Figures } from './figures';

const RUNS = 2;

for (const dtype of ['uint8', 'uint16', 'int16', 'uint32', 'uint64', 'float32', 'float64'])
  test(`dtype-${dtype}`, async ({ browser, servers: { h1: server } }) => {
    const address = server.generated(`gen:ramp?levels=5&tile=256&dtype=${dtype}`);
    const fragment = fragmentOf({ x: 4000, y: 4100, zoom: 1 });
    const runs: Figures[] = [];
    for (let i = 0; i <= RUNS; i++) {
      const figures = await onFreshPage(browser, async (page) => {
        server.resetLog();
        await visit(page, address, fragment);
        const completeMs = await completed(page);
        const recording = await recordingOf(page);
        const { firstContentMs = NaN } = recording;
        return {
          firstContentMs,
          completeMs,
          requests: server.log().length,
          ...frameFigures(recording),
          ...(await memoryFigures(browser)),
        };
      });
      if (i > 0) runs.push(figures);
    }
    const { requests } = report(`dtype-${dtype}`, runs);
    expect(requests, 'the image came from the server').toBeGreaterThan(12);
  });
