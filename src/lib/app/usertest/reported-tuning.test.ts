import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { progressiveTuning } from '../../core';
import { readDocument, type UserTestReport } from '../../telemetry';
import { tuningNames, tuningPresets, tuningSpecs } from '../tuning/tuning-specs';
import { tunings } from '../tuning/tuning.fixture';
import { reportedTuning } from './reported-tuning';

const schema = JSON.parse(readFileSync('static/schemas/user-test-report-1.json', 'utf8')) as {
  definitions: { tuning: { properties: { preset: { enum: string[] }; changed: { properties: object } } } };
};

/** A report of no task with some constants, as it is saved. */
function saved(tuning: unknown): string {
  const report: Omit<UserTestReport, 'settings'> & { settings: unknown } = {
    ...{ userTestReport: 1, id: '0123abcd', test: 'a', app: '0.1.0', day: '2026-11-27' },
    device: { cores: 2, pixelRatio: 1, pointer: 'fine', window: [1200, 800] },
    settings: { memoryLimitMiB: 512, quality: 1, tuning },
    tasks: [],
    recorder: { ownMs: 0, betweenFramesMs: 0 },
  };
  return JSON.stringify(report);
}

describe('the constants in force', () => {
  it('are named by their preset, and by what differs from it', () => {
    expect(reportedTuning(progressiveTuning)).toEqual({ version: 1, preset: 'progressive', changed: {} });
    expect(reportedTuning({ ...tuningPresets['one-level'], stillMs: 90 })).toEqual({
      ...{ version: 1, preset: 'one-level', changed: { stillMs: 90 } },
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
        const { preset, changed } = found.report.settings.tuning;
        expect({ ...tuningPresets[preset], ...changed }).toEqual(tuning);
      }),
    );
  });

  it.each([
    ['of no preset', { version: 1, preset: 'mine', changed: {} }],
    ['of another version', { version: 2, preset: 'progressive', changed: {} }],
    ['with a constant of no name', { version: 1, preset: 'progressive', changed: { secret: 1 } }],
    ['with words in them', { version: 1, preset: 'progressive', changed: { stillMs: 'brain.zarr' } }],
    ['that are missing', undefined],
  ])('%s are refused', (_, tuning) => {
    expect(readDocument(saved(tuning)).kind).toBe('fault');
  });

  it('have bounds that a report can hold', () => {
    for (const { min, max } of Object.values(tuningSpecs)) expect(min).toBeLessThanOrEqual(max);
    for (const { min } of Object.values(tuningSpecs)) expect(min).toBeGreaterThanOrEqual(0);
  });
});
