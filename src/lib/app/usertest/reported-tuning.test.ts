import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { progressiveTuning } from '../../core';
import { loadDocumentReader } from '../../telemetry';
import { tuningNames, tuningPresets, tuningSpecs } from '../tuning/tuning-specs';
import { tunings } from '../tuning/tuning.fixture';
import { reportedTuning } from './reported-tuning';

const readDocument = await loadDocumentReader();

const schema = JSON.parse(readFileSync('static/schemas/user-test-report-3.json', 'utf8')) as {
  definitions: { tuning: { properties: { preset: { enum: string[] }; changed: { properties: object } } } };
};

/** A report of one task with some constants, as it is saved. */
function saved(tuning: unknown): string {
  const figures = Object.fromEntries(
    ['sharpAgain', 'inputDelay', 'inputToFrame', 'frameGaps'].map((name) => [name, { count: 0 }]),
  );
  const zeros = (names: string) => Object.fromEntries(names.split(' ').map((name) => [name, 0]));
  const picture = { mode: '2d', layout: 'stacked', size: [1200, 800], pixelRatio: 1 };
  const settings = {
    memoryLimitMiB: 512,
    quality: 1,
    tuning,
    device: 'desktop',
    picture,
    haveChanged: false,
  };
  const task = {
    ...{ task: 'find', outcome: 'done', seconds: 1, settings, data: [], timings: figures, errors: {} },
    memory: zeros('peakMiB gpuPeakMiB chunksPeakMiB inFlightPeakMiB'),
    cache: zeros('network disk memory generated requests failed aborted networkMiB'),
    interactions: zeros('drags clicks wheelTurns pinches keys'),
  };
  const report = {
    ...{ userTestReport: 3, id: '0123abcd', test: 'a', app: '0.1.0', day: '2026-11-27' },
    device: { cores: 2, pixelRatio: 1, pointer: 'fine', window: [1200, 800] },
    tasks: [task],
    recorder: { ownMs: 0, betweenFramesMs: 0 },
  };
  return JSON.stringify(report);
}

const none = { version: 1, name: 'progressive', preset: 'progressive', changed: {} };

describe('the constants in force', () => {
  it('are named by their preset, and by what differs from it', () => {
    expect(reportedTuning(progressiveTuning)).toEqual({
      ...{ version: 1, name: 'progressive', preset: 'progressive', changed: {} },
    });
    expect(reportedTuning({ ...tuningPresets['one-level'], stillMs: 90 })).toEqual({
      ...{ version: 1, name: 'one-level-e775ab', preset: 'one-level', changed: { stillMs: 90 } },
    });
  });

  it('are all of them what the schema of reports says', () => {
    const { preset, changed } = schema.definitions.tuning.properties;
    expect(preset.enum).toEqual(Object.keys(tuningPresets));
    expect(Object.keys(changed.properties).sort()).toEqual([...tuningNames].sort());
  });

  it('are read back from a report, whatever they are, and tell all of themselves', () => {
    fc.assert(
      fc.property(tunings, (tuning) => {
        const found = readDocument(saved(reportedTuning(tuning)));
        if (found.kind !== 'report') throw new Error(JSON.stringify(found));
        const [task] = found.report.tasks;
        if (!task) throw new Error('The task is lost.');
        const { preset, changed } = task.settings.tuning;
        expect({ ...tuningPresets[preset], ...changed }).toEqual(tuning);
      }),
    );
  });

  it.each([
    ['of no preset', { ...none, preset: 'mine' }],
    ['of another version', { ...none, version: 2 }],
    ['with a constant of no name', { ...none, changed: { secret: 1 } }],
    ['with words in them', { ...none, changed: { stillMs: 'brain.zarr' } }],
    ['of a name that is not theirs', { ...none, name: 'brain-zarr' }],
    ['of a name that is a preset, though they differ', { ...none, changed: { stillMs: 90 } }],
    ['that are missing', undefined],
  ])('%s are refused', (_, tuning) => {
    expect(readDocument(saved(tuning)).kind).toBe('fault');
  });

  it('have bounds that a report can hold', () => {
    for (const { min, max } of Object.values(tuningSpecs)) expect(min).toBeLessThanOrEqual(max);
    for (const { min } of Object.values(tuningSpecs)) expect(min).toBeGreaterThanOrEqual(0);
  });
});
