import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { appErrorCodes, dtypes } from '../../core';
import { taskReport, taskSettings, userTestReport } from '../report/report.fixture';
import { isMet } from './end-condition';
import type { EndCondition } from './task-file';
import { maxDocumentBytes } from './max-document-bytes';
import { readDocument } from './read-document';

const tasks = {
  userTest: 1,
  id: 'cells',
  title: 'Finding cells',
  tasks: [{ id: 'find', prompt: 'Find one.', end: { level: 0, within: { z: [1, 2] } }, rating: false }],
};
const read = (value: unknown) => readDocument(JSON.stringify(value));
const faultOf = (value: unknown) => {
  const found = read(value);
  return found.kind === 'fault' ? found.fault : found.kind;
};

it('reads a file of tasks, and a report', () => {
  expect(read(tasks)).toEqual({ kind: 'tasks', tasks });
  const report = userTestReport([taskReport('find', { errors: { network: 1 }, text: 'so', rating: 5 })]);
  expect(read(report)).toEqual({ kind: 'report', report });
});

/** As it was saved before it was told what went to make room. */
function secondReport() {
  const tasks = ['find', 'zoom'].map((task) => {
    const { cache, ...others } = taskReport(task);
    const { evicted: _, ...counted } = cache;
    return { ...others, cache: counted };
  });
  return { ...userTestReport([]), userTestReport: 2, tasks };
}

/** As it was saved before settings were told with each task. */
function firstReport(changed: object = {}) {
  const { tasks: [find, zoom] = [], ...report } = JSON.parse(
    JSON.stringify(secondReport(), (key, value: unknown) => (key === 'picture' ? undefined : value)),
    (key, value: unknown) => (key === 'settings' ? undefined : value),
  ) as { tasks?: object[] };
  const settings = { memoryLimitMiB: 256, quality: 1, tuning: { version: 1, preset: 'one-level', changed } };
  return { ...report, userTestReport: 1, settings, tasks: [find, zoom] };
}

it('reads a report of version 1, whose tasks all have the settings that the test ended with', () => {
  const found = read(firstReport({ stillMs: 90, standIns: false }));
  if (found.kind !== 'report') throw new Error(JSON.stringify(found));
  const { tasks: done, userTestReport: version } = found.report;
  const tuning = {
    ...{ version: 1, name: 'one-level-a9978b', preset: 'one-level' },
    changed: { stillMs: 90, standIns: false },
  };
  expect([version, 'settings' in found.report]).toEqual([3, false]);
  expect(done.map(({ settings }) => settings)).toEqual([
    { memoryLimitMiB: 256, quality: 1, tuning },
    { memoryLimitMiB: 256, quality: 1, tuning },
  ]);
  expect(faultOf({ ...firstReport(), userTestReport: 2 })).toMatchObject({ kind: 'invalid' });
  expect(faultOf(firstReport({ secret: 1 }))).toMatchObject({ place: 'settings/tuning/changed' });
});

it('reads a report of version 2, which tells neither what went to make room nor the largest dataset', () => {
  const found = read(secondReport());
  if (found.kind !== 'report') throw new Error(JSON.stringify(found));
  expect(found.report).toEqual({ ...secondReport(), userTestReport: 3 });
  expect(faultOf({ ...secondReport(), userTestReport: 4 })).toEqual({ kind: 'version', version: '4' });
});

it('takes no report that calls a strategy what it is not, has a task twice, or a number that is none', () => {
  const named = (name: string) =>
    taskReport('find', {
      settings: taskSettings({
        tuning: { version: 1, name, preset: 'progressive', changed: { stillMs: 90 } },
      }),
    });
  expect(read(userTestReport([named('progressive-e775ab')])).kind).toBe('report');
  for (const name of ['progressive', 'progressive-000000'])
    expect(faultOf(userTestReport([named(name)]))).toMatchObject({
      ...{ kind: 'invalid', place: 'tasks/0/settings/tuning/name' },
    });
  expect(faultOf(userTestReport([taskReport('find'), taskReport('find')]))).toEqual({
    ...{ kind: 'same-task-twice', task: 'find' },
  });
  const text = JSON.stringify(userTestReport([taskReport('find', { seconds: 12345 })]));
  expect(readDocument(text.replace('12345', '1e999'))).toMatchObject({ fault: { place: 'tasks/0/seconds' } });
});

it('says what is wrong, and where', () => {
  const [task] = tasks.tasks;
  expect(faultOf({ ...tasks, userTest: 2 })).toEqual({ kind: 'version', version: '2' });
  expect(faultOf({ ...tasks, userTest: ['1'] })).toEqual({ kind: 'version', version: 'object' });
  expect(faultOf({ ...tasks, tasks: [{ ...task, prompt: 5 }] })).toEqual({
    ...{ kind: 'invalid', place: 'tasks/0/prompt', reason: 'must be string' },
  });
  expect(faultOf({ ...tasks, script: 'x' })).toMatchObject({
    ...{ place: '', reason: 'must NOT have additional properties: script' },
  });
  expect(faultOf({ ...tasks, tasks: [task, task] })).toEqual({ kind: 'same-task-twice', task: 'find' });
  expect(faultOf({ sources: [] })).toEqual({ kind: 'not-a-test' });
  expect(readDocument('{')).toEqual({ kind: 'fault', fault: { kind: 'not-json' } });
  expect(readDocument(' '.repeat(maxDocumentBytes + 1))).toMatchObject({ fault: { kind: 'too-large' } });
});

it('refuses more tasks than a person does, and names that a report could not keep', () => {
  const many = Array.from({ length: 51 }, (_, at) => ({ id: `t${String(at)}`, prompt: 'x' }));
  expect(faultOf({ ...tasks, tasks: many })).toMatchObject({ kind: 'invalid', place: 'tasks' });
  for (const id of ['', 'A', 'https://x', '../x', 'x'.repeat(41)])
    expect(faultOf({ ...tasks, id })).toMatchObject({ kind: 'invalid', place: 'id' });
});

it('takes no report with anything that it does not know', () => {
  const report = userTestReport([taskReport('find')]);
  for (const more of [{ location: 'x' }, { device: { ...report.device, name: 'x' } }])
    expect(faultOf({ ...report, ...more })).toMatchObject({ kind: 'invalid' });
  const [task] = report.tasks;
  expect(faultOf({ ...report, tasks: [{ ...task, errors: { secret: 1 } }] })).toMatchObject({
    ...{ kind: 'invalid', place: 'tasks/0/errors' },
  });
});

it('never throws, whatever it is given', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(['tasks', 'report', 'fault']).toContain(readDocument(text).kind);
    }),
  );
  const value = fc.jsonValue();
  fc.assert(
    fc.property(fc.constantFrom('id', 'title', 'tasks', 'variant', 'introduction'), value, (key, any) => {
      expect(['tasks', 'fault']).toContain(read({ ...tasks, [key]: any }).kind);
    }),
  );
  expect(readDocument(`${'['.repeat(100_000)}${']'.repeat(100_000)}`).kind).toBe('fault');
});

it('publishes schemas that know each code of a failure and each type of voxels', () => {
  const schema: unknown = JSON.parse(readFileSync('static/schemas/user-test-report-3.json', 'utf8'));
  const { definitions } = schema as {
    definitions: Record<string, { properties: Record<string, { properties?: object; enum?: string[] }> }>;
  };
  const known = Object.keys(definitions['task']?.properties['errors']?.properties ?? {});
  expect(known.sort()).toEqual([...appErrorCodes, 'unexpected'].sort());
  expect(definitions['data']?.properties['dtype']?.enum).toEqual(dtypes);
});

it('ends a task once all that its condition says holds', () => {
  const view = { mode: '2d' as const, zoom: 2, level: 1, at: { y: 5, z: 3 } };
  expect(isMet({ level: 1, zoom: 2, mode: '2d', within: { y: [5, 6], z: [0, 3] } }, view)).toBe(true);
  const unmet: EndCondition[] = [{ level: 0 }, { zoom: 2.1 }, { mode: '3d' }, { within: { y: [6, 7] } }];
  for (const end of unmet) expect(isMet(end, view)).toBe(false);
  expect(isMet({ within: { ['constructor' as string]: [0, 1] } }, view)).toBe(false);
  expect(isMet({ level: 5 }, { mode: '2d', zoom: 2, at: {} })).toBe(false);
});

it('reads the example of the guide, which comes with the app', () => {
  const [, example = ''] = /```json\n(.*?)```/s.exec(readFileSync('docs/user-tests.md', 'utf8')) ?? [];
  const sample: unknown = JSON.parse(readFileSync('static/samples/user-test.json', 'utf8'));
  expect(read(sample).kind).toBe('tasks');
  expect({ ...JSON.parse(example), $schema: '' }).toEqual({ ...Object(sample), $schema: '' });
});
