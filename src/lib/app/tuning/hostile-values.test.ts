import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AppError, progressiveTuning, type Tuning } from '../../core';
import { isWithinSpec, tuningNames, tuningSpecs } from './tuning-specs';
import { decodeTuning, tuningVersion, parseTuningJson } from './tuning-text';
import { AppTuningViewer } from './tuning-viewer.svelte';

const names = fc.constantFrom(...tuningNames);
/** Whatever may stand where a number or a switch is expected. */
const values = fc.oneof(
  fc.double(),
  fc.maxSafeInteger(),
  fc.boolean(),
  fc.string(),
  fc.constantFrom(null, '', '1e400', '0x10', '-0', 'NaN', 'Infinity', 'true', '1,000', {}, [1]),
);

function isRefused(read: () => Tuning): boolean {
  try {
    read();
    return false;
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    return true;
  }
}

it('takes from a file no value that is not within its bounds, and takes all that are', () => {
  fc.assert(
    fc.property(names, values, (name, value) => {
      const file = { format: 'exascope-tuning', version: tuningVersion, preset: 'progressive' };
      // What JSON cannot say is not what it was any more.
      const text = JSON.stringify({ ...file, values: { [name]: value } });
      const told = (JSON.parse(text) as { values: Record<string, unknown> }).values[name];
      if (isWithinSpec(name, told)) expect(parseTuningJson(text)[name]).toBe(told);
      else expect(isRefused(() => parseTuningJson(text))).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

it('takes from a link no value that is not within its bounds', () => {
  fc.assert(
    fc.property(names, values, (name, value) => {
      const text = `progressive,${name}:${String(value)}`;
      if (isRefused(() => decodeTuning(text))) return;
      const tuning = decodeTuning(text);
      for (const each of tuningNames) expect(isWithinSpec(each, tuning[each]), each).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

it('brings what is set by hand within its bounds, and passes over what is no number', () => {
  const applied: Tuning[] = [];
  const viewer = new AppTuningViewer({ apply: (tuning) => applied.push(tuning) });
  fc.assert(
    fc.property(names, fc.oneof(fc.double(), fc.boolean()), (name, value) => {
      viewer.use('progressive');
      viewer.set(name, value);
      const now = applied.at(-1) ?? progressiveTuning;
      for (const each of tuningNames) expect(isWithinSpec(each, now[each]), each).toBe(true);
      const { min, max, unit } = tuningSpecs[name];
      if (unit !== 'switch' && value === Infinity) expect(now[name]).toBe(max);
      if (unit !== 'switch' && value === -Infinity) expect(now[name]).toBe(min);
    }),
    { numRuns: 1000 },
  );
});

it('cannot be tuned so that room on this device is made in the wrong order', () => {
  const { diskHigh, diskLow, diskShared } = tuningSpecs;
  expect(diskShared.max).toBeLessThan(diskLow.min);
  expect(diskLow.max).toBeLessThan(diskHigh.min);
  expect(diskHigh.max).toBeLessThan(1);
});
