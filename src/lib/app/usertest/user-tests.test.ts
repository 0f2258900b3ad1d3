import { expect, it } from 'vitest';
import { loadDocumentReader, maxDocumentBytes } from '../../telemetry';
import type { SessionRecording } from './record-session';
import { AppUserTests, type UserTestsPage } from './user-tests.svelte';

const readDocument = await loadDocumentReader();

const tasks = {
  userTest: 1,
  id: 'cells',
  title: 'Finding cells',
  tasks: [
    { id: 'find', prompt: 'Find one.', start: '?source=gen:ramp' },
    { id: 'zoom', prompt: 'Zoom in.', rating: false, question: false },
  ],
};
const report = (id: string) => ({
  ...{ userTestReport: 3, id, test: 'cells', app: '0.1.0', day: '2026-11-27', tasks: [] },
  device: { cores: 2, pixelRatio: 1, pointer: 'fine', window: [1200, 800] },
  recorder: { ownMs: 0, betweenFramesMs: 0 },
});
const fileOf = (name: string, value: unknown) => new File([JSON.stringify(value)], name);

/** A page that notes what is done to it, and a recorder that notes what it keeps. */
function page(more: Partial<UserTestsPage> = {}) {
  const done: string[] = [];
  let onEnd: (outcome: 'met' | 'timed-out') => void = () => undefined;
  const recording = {
    begin: ({ id }: { id: string }) => void done.push(`begin ${id}`),
    opened: ({ id }: { id: string }) => void done.push(`opened ${id}`),
    endTask: () => undefined,
    keep: (outcome: string, answers = {}) => void done.push(`keep ${outcome} ${JSON.stringify(answers)}`),
    report: () => report('0123abcd'),
    dispose: () => void done.push('dispose'),
  } as unknown as SessionRecording;
  const tests = new AppUserTests({
    address: 'https://lab.example/tasks.json',
    urlOf: (address) => (URL.canParse(address) ? new URL(address) : undefined),
    mustAsk: () => false,
    fetch: () => Promise.resolve(JSON.stringify(tasks)),
    read: (text) => Promise.resolve(readDocument(text)),
    canOpen: (start) => Promise.resolve(start.startsWith('?source=')),
    open: (start) => Promise.resolve(void done.push(`open ${start}`)),
    record: (_, ended) => {
      done.push('record');
      onEnd = ended;
      return Promise.resolve(recording);
    },
    download: (_, name) => void done.push(`download ${name}`),
    guard: () => () => void done.push('unguard'),
    textOf: (file) => file.text(),
    onClose: () => void done.push('close'),
    ...more,
  });
  return { tests, done, end: (outcome: 'met' | 'timed-out') => onEnd(outcome) };
}

it('records nothing before the person agrees, and leads through the tasks to the whole report', async () => {
  const { tests, done, end } = page();
  await tests.openAddress();
  expect([tests.stage.kind, done]).toEqual(['consent', []]);
  await tests.accept();
  expect(tests.stage).toMatchObject({ kind: 'task', at: 0 });
  tests.endTask('done');
  expect(tests.stage.kind).toBe('questions');
  tests.answer({ rating: 4, text: 'Fine.' });
  await expect.poll(() => tests.stage).toMatchObject({ kind: 'task', at: 1 });
  end('met');
  expect(tests.stage).toMatchObject({ kind: 'review', isSaved: false });
  expect(done).toEqual([
    ...[
      'record',
      'begin find',
      'open ?source=gen:ramp',
      'opened find',
      'keep done {"rating":4,"text":"Fine."}',
    ],
    ...['begin zoom', 'keep met {}', 'dispose'],
  ]);
  expect(JSON.parse(tests.text('json'))).toEqual(report('0123abcd'));
  tests.save('json');
  expect(tests.stage).toMatchObject({ isSaved: true });
  expect(done.slice(-2)).toEqual(['download cells-0123abcd.json', 'unguard']);
});

it('can be stopped with what there is, and be forgotten, at any time', async () => {
  const { tests, done } = page();
  await tests.openAddress();
  await tests.accept();
  tests.stop();
  expect([tests.stage.kind, done.slice(-2)]).toEqual(['review', ['keep stopped {}', 'dispose']]);
  tests.discard();
  expect([tests.stage.kind, tests.reports, done.at(-1)]).toEqual(['none', [], 'close']);
  const other = page();
  await other.tests.openAddress();
  await other.tests.accept();
  other.tests.discard();
  expect(other.done.slice(-3)).toEqual(['dispose', 'unguard', 'close']);
});

it('reads a private address after a click alone, and once', async () => {
  let fetches = 0;
  const { tests } = page({
    mustAsk: () => true,
    fetch: () => Promise.resolve((fetches++, JSON.stringify(tasks))),
  });
  await tests.openAddress();
  expect([tests.stage, fetches]).toEqual([{ kind: 'ask', host: 'lab.example' }, 0]);
  await tests.openAnyway();
  await tests.openAnyway();
  expect([tests.stage.kind, fetches]).toEqual(['consent', 1]);
});

it('says why a file of tasks cannot be used', async () => {
  const problemOf = async (more: Partial<UserTestsPage>) => {
    const { tests } = page(more);
    await tests.openAddress();
    return tests.stage.kind === 'problem' ? tests.stage.problem : tests.stage.kind;
  };
  expect(await problemOf({ address: 'nowhere' })).toEqual({ kind: 'address' });
  expect(await problemOf({ fetch: () => Promise.resolve('<html>') })).toEqual({ kind: 'not-json' });
  const noReader = { kind: 'no-reader' } as const;
  expect(await problemOf({ read: () => Promise.resolve({ kind: 'fault', fault: noReader }) })).toEqual(
    noReader,
  );
  expect(await problemOf({ canOpen: () => Promise.resolve(false) })).toEqual({ kind: 'start', task: 'find' });
  const missing = { kind: 'http', host: 'lab.example', status: 404 } as const;
  expect(await problemOf({ fetch: () => Promise.resolve(missing) })).toEqual(missing);
});

it('compares reports that are dropped, each once, and says which files it left out', async () => {
  const { tests } = page();
  const files = [report('aaaa0000'), report('bbbb0000'), report('aaaa0000'), { sources: [] }, tasks];
  await tests.addFiles(files.map((value, at) => fileOf(`${String(at)}.json`, value)));
  expect(tests.stage.kind).toBe('compare');
  expect(tests.reports.map(({ id }) => id)).toEqual(['bbbb0000', 'aaaa0000']);
  expect(tests.refused.map(({ name, problem }) => [name, problem.kind])).toEqual([
    ['3.json', 'not-a-test'],
    ['4.json', 'one-at-a-time'],
  ]);
  tests.removeReport('aaaa0000');
  expect(tests.reports.map(({ id }) => id)).toEqual(['bbbb0000']);
  await tests.addFiles([fileOf('tasks.json', tasks)]);
  expect(tests.stage.kind).toBe('consent');
});

it('names what is wrong with each hostile file, and compares the others', async () => {
  const { tests } = page({ textOf: (file) => file.slice(0, maxDocumentBytes + 1).text() });
  const text = JSON.stringify(report('aaaa0000'));
  const hostile = '<img src=x onerror=alert(1)>.json';
  await tests.addFiles([
    fileOf('good.json', report('aaaa0000')),
    fileOf('same.json', { ...report('bbbb0000'), userTestReport: 4 }),
    new File([text.slice(0, -1)], 'same.json'),
    new File([text, ' '.repeat(2 * maxDocumentBytes)], 'huge.json'),
    fileOf(hostile, { ...report('bbbb0000'), variant: '<script>alert(1)</script>' }),
    new File([`{"__proto__": {"userTestReport": 3}, "userTest": 1}`], 'proto.json'),
  ]);
  expect(tests.reports.map(({ id }) => id)).toEqual(['aaaa0000']);
  expect(tests.refused.map(({ name, problem }) => [name, problem.kind])).toEqual([
    ['same.json', 'version'],
    ['same.json', 'not-json'],
    ['huge.json', 'too-large'],
    [hostile, 'invalid'],
    ['proto.json', 'invalid'],
  ]);
});

it('leaves a test that is being done alone, whatever is dropped', async () => {
  const { tests } = page();
  await tests.openAddress();
  await tests.accept();
  await tests.addFiles([fileOf('other.json', tasks)]);
  await tests.addFiles([fileOf('report.json', report('aaaa0000'))]);
  tests.compare();
  expect(tests.stage).toMatchObject({ kind: 'task', at: 0 });
});

/** What is held until it is let go. */
function held<T>() {
  const waiting: ((value: T) => void)[] = [];
  const wait = () => new Promise<T>((resolve) => waiting.push(resolve));
  return {
    wait,
    count: () => waiting.length,
    letGo: (value: T) => waiting.splice(0).forEach((go) => go(value)),
  };
}

it('does not begin to record what was called off while the recorder came', async () => {
  const recorder = held<SessionRecording>();
  const { tests, done } = page({ record: recorder.wait, guard: () => (done.push('guard'), () => undefined) });
  await tests.openAddress();
  const accepted = tests.accept();
  tests.discard();
  recorder.letGo({ dispose: () => void done.push('dispose') } as SessionRecording);
  await accepted;
  expect([tests.stage.kind, done]).toEqual(['none', ['close', 'dispose']]);
});

it('records once, however often one says that it may begin, and again after it could not', async () => {
  const recorder = held<SessionRecording>();
  let isBroken = true;
  const record = () => (isBroken ? Promise.reject(new Error('offline')) : recorder.wait());
  const { tests } = page({ record });
  await tests.openAddress();
  await expect(tests.accept()).rejects.toThrow('offline');
  isBroken = false;
  const accepted = [tests.accept(), tests.accept()];
  expect(recorder.count()).toBe(1);
  recorder.letGo({ begin: () => undefined, opened: () => undefined } as unknown as SessionRecording);
  await Promise.all(accepted);
  expect(tests.stage.kind).toBe('task');
});

it('keeps a report that is reviewed when another test is dropped', async () => {
  const { tests } = page();
  await tests.openAddress();
  await tests.accept();
  tests.stop();
  await tests.addFiles([fileOf('tasks.json', tasks)]);
  expect(tests.stage.kind).toBe('consent');
  tests.discard();
  expect([tests.stage.kind, tests.reports.map(({ id }) => id)]).toEqual(['compare', ['0123abcd']]);
  tests.discard();
  expect([tests.stage.kind, tests.reports]).toEqual(['none', []]);
});

it('shows nothing that was closed while what checks it was loaded', async () => {
  const reader = held<typeof readDocument>();
  const { tests } = page({ read: async (text) => (await reader.wait())(text) });
  const reading = tests.openAddress();
  await expect.poll(reader.count).toBe(1);
  tests.discard();
  reader.letGo(readDocument);
  await reading;
  expect(tests.stage.kind).toBe('none');
});

it('shows nothing that was closed, or replaced by another, while it was read', async () => {
  const [addressed, link] = [held<string>(), held<boolean>()];
  const { tests } = page({ fetch: addressed.wait, canOpen: link.wait });
  const reading = tests.openAddress();
  tests.discard();
  addressed.letGo(JSON.stringify(tasks));
  await reading;
  expect(tests.stage.kind, 'read').toBe('none');
  const offered = tests.addFiles([fileOf('tasks.json', tasks)]);
  await expect.poll(link.count).toBe(1);
  tests.discard();
  link.letGo(true);
  await offered;
  expect(tests.stage.kind, 'offered').toBe('none');
  const refused = tests.addFiles([fileOf('tasks.json', tasks)]);
  await expect.poll(link.count).toBe(1);
  await tests.addFiles([fileOf('report.json', report('aaaa0000'))]);
  link.letGo(false);
  await refused;
  expect(tests.stage.kind, 'replaced').toBe('compare');
});
