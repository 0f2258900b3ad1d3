import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AppError, progressiveTuning, strategyName } from '../../core';
import { isWithinSpec, tuningNames, tuningPresets } from './tuning-specs';
import { reportedTuning } from '../usertest/reported-tuning';
import { decodeTuning, encodeTuning, parseTuningJson, tuningJson, tuningName } from './tuning-text';
import { tunings } from './tuning.fixture';

it('reads back from a link and from a file what it wrote, whatever was tuned', () => {
  fc.assert(
    fc.property(tunings, (tuning) => {
      expect(decodeTuning(encodeTuning(tuning))).toEqual(tuning);
      expect(parseTuningJson(tuningJson(tuning))).toEqual(tuning);
    }),
  );
});

it('calls presets by their names, and says only what differs', () => {
  expect(encodeTuning(progressiveTuning)).toBe('progressive');
  expect(encodeTuning(tuningPresets['one-level'])).toBe('one-level');
  expect(encodeTuning({ ...tuningPresets['one-level'], stillMs: 90 })).toBe('one-level-e775ab,stillMs:90');
});

it('has a name for what was edited, the same however it was edited and wherever it is read', () => {
  fc.assert(
    fc.property(tunings, (tuning) => {
      const name = tuningName(tuning);
      expect(tuningName(decodeTuning(encodeTuning(tuning)))).toBe(name);
      expect(encodeTuning(tuning).split(',')[0]).toBe(name);
      expect(JSON.parse(tuningJson(tuning))).toMatchObject({ name });
      expect(reportedTuning(tuning).name).toBe(name);
    }),
  );
  expect(Object.values(tuningPresets).map(tuningName)).toEqual(Object.keys(tuningPresets));
});

it('reads what a person wrote, who need not know the name', () => {
  const named = decodeTuning('one-level-e775ab,stillMs:90');
  expect(named).toEqual({ ...tuningPresets['one-level'], stillMs: 90 });
  expect(decodeTuning('one-level,stillMs:90')).toEqual(named);
  expect(decodeTuning('progressive,extraChunks:1e-7').extraChunks).toBe(1e-7);
});

it('reads what was written when a preset had other values: its name is of what it says itself', () => {
  const { stillMs, ...others } = tuningPresets['one-level'];
  const name = strategyName('one-level', { stillMs });
  expect(decodeTuning(`${name},stillMs:${String(stillMs)}`)).toEqual({ ...others, stillMs });
});

it('has presets that are within their own bounds', () => {
  for (const preset of Object.values(tuningPresets))
    for (const name of tuningNames) expect(isWithinSpec(name, preset[name]), name).toBe(true);
});

it.each([
  ['progressive,maxTiles:7', 'it has no constant called maxTiles'],
  ['fast', 'it names no preset that is known here, which are progressive and one-level'],
  ['progressive,http1Requests:25', 'http1Requests has to be a whole number from 1 to 24'],
  ['progressive,http1Requests:1.5', 'http1Requests has to be a whole number from 1 to 24'],
  ['progressive,stillMs:1e9', 'stillMs has to be a number from 0 to 1000'],
  ['progressive,standIns:1', 'standIns has to be true or false'],
  ['progressive,stillMs:1,stillMs:2', 'stillMs is not written once as name:value'],
  ['progressive,__proto__:1', 'it has no constant called a part of it'],
  ['progressive,<b>:1', 'it has no constant called a part of it'],
  [`progressive,${'x'.repeat(4000)}`, 'it is too long'],
  ['', 'it names no preset'],
  ['fast-e775ab,stillMs:90', 'it names no preset'],
  ['one-level-e775ab,stillMs:91', 'one-level-e775ab is not the name of what it says, which is one-level-'],
  [
    'one-level-e775ab',
    'one-level-e775ab is not the name of what it says, which is one-level; one-level alone',
  ],
])('refuses %s, and says why', (text, reason) => {
  expect(() => decodeTuning(text)).toThrow(`The tuning cannot be used: ${reason}`);
});

it.each([
  ['{', 'it is not well-formed'],
  ['null', 'it is no file of a tuning'],
  ['{"format":"exascope-tuning","version":2}', 'it is of a version that is not known here'],
  ['{"format":"exascope-tuning","version":1,"preset":"progressive"}', 'it has no values'],
  [
    '{"format":"exascope-tuning","version":1,"preset":"progressive","values":{"constructor":1}}',
    'it has no constant called constructor',
  ],
])('refuses the file %s, and says why', (text, reason) => {
  expect(() => parseTuningJson(text)).toThrow(`The tuning cannot be used: ${reason}`);
});

it('reads any text, or refuses it as a bad link', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((text) => `progressive,${text}`),
      ),
      (text) => {
        try {
          const tuning = decodeTuning(text);
          for (const name of tuningNames) expect(isWithinSpec(name, tuning[name])).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
          expect(error).toMatchObject({ code: 'bad-link' });
        }
      },
    ),
  );
});
