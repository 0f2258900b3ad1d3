import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const files = ['src', 'tests'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
);

/** The rows of docs/checklist.md by their numbers. */
const rows = new Map(
  readFileSync('docs/checklist.md', 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, number, text] = /^\| (\d+) +\|(.*)$/.exec(line) ?? [];
      return number === undefined || text === undefined ? [] : [[Number(number), text] as const];
    }),
);

/** What a row names: commands, paths, and end-to-end tests and benches by their short names. */
function namesIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
}

/** The files that a name stands for; none when there is no such thing. */
function filesOf(name: string): string[] {
  const bench = /^npm run bench -- --only (\S+)$/.exec(name)?.[1];
  if (bench !== undefined) return filesLike(`tests/bench/${bench}.bench.ts`);
  const long = /^npm run test:long -- (\S+)$/.exec(name)?.[1];
  if (long === 'thorough') return filesLike('tests/e2e/*.spec.ts').filter(isThorough);
  if (long !== undefined) return filesLike(`tests/long/*.${long}.ts`);
  if (name === 'npm test' || name === 'npm ci') return ['package.json'];
  if (name.includes('/') || name.includes('.')) return existsSync(name) ? [name] : [];
  const ends = [`tests/e2e/${name}.spec.ts`, `tests/e2e/${name}.*.spec.ts`, `tests/bench/${name}.bench.ts`];
  return ends.flatMap(filesLike);
}

/** Files of a path in which a star may stand for any part of a name. */
function filesLike(path: string): string[] {
  const [start = '', end] = path.split('*');
  if (end === undefined) return files.filter((file) => file === path);
  return files.filter(
    (file) => file.startsWith(start) && file.endsWith(end) && !file.slice(start.length).includes('/'),
  );
}

function isThorough(file: string): boolean {
  return readFileSync(file, 'utf8').includes('@thorough');
}

interface NamedTest {
  readonly title: string;
  /** False for those that only `npm run test:long -- thorough` runs, whatever they are made with. */
  readonly isInEveryRun: boolean;
}

/** The end-to-end tests of a file. One that is made several times is in every run as soon as one of them is. */
function testsOf(file: string): NamedTest[] {
  const calls = readFileSync(file, 'utf8').matchAll(
    /^\s*test\(\s*(['"`])(.*?)\1,\s*(\{[^{}]*@thorough[^{}]*\})?/gms,
  );
  return [...calls].map(([, , title = '', options]) => ({
    title,
    isInEveryRun: options === undefined || options.includes('?'),
  }));
}

/** Whether `npm test` runs any of a file; nothing says so of folders and documents, so they count as if it did. */
function isInEveryRun(file: string): boolean {
  if (file.startsWith('tests/long/') || file.startsWith('tests/bench/')) return false;
  return !file.endsWith('.spec.ts') || testsOf(file).some((each) => each.isInEveryRun);
}

/** The rows of the RFC that tests of a file say in their names that they prove. */
function rowsProvedBy(file: string): number[] {
  return rowsIn(readFileSync(file, 'utf8'));
}

function rowsIn(text: string): number[] {
  const named = text.matchAll(/RFC rows? (\d+(?:(?:, | and )\d+)*)/g);
  return [...named].flatMap(([, list = '']) => list.split(/, | and /).map(Number));
}

/** Whether a unit test says that it proves a row. */
function hasOtherProof(row: number): boolean {
  const units = files.filter((file) => file.endsWith('.test.ts') && file !== 'tests/checklist.test.ts');
  return units.some((file) => rowsProvedBy(file).includes(row));
}

/** Whether a row says that its proof, or a part of it, is not run by `npm test`. */
function saysItTakesLong(text: string): boolean {
  return /`npm run (test:long|bench)/.test(text);
}

describe('the checklist', () => {
  it('has each of the 72 rows once', () => {
    const numbers = readFileSync('docs/checklist.md', 'utf8').match(/^\| \d+ /gm) ?? [];
    expect(numbers.map((cell) => Number(cell.slice(2)))).toEqual(Array.from({ length: 72 }, (_, i) => i + 1));
  });

  it.each([...rows])('names in row %i nothing that is not there', (_, text) => {
    expect(namesIn(text).filter((name) => filesOf(name).length === 0)).toEqual([]);
  });

  it.each([...rows])('names in row %i a proof, or says that it does not hold', (_, text) => {
    expect(namesIn(text).length > 0 || /\.md|as above|does not hold/.test(text)).toBe(true);
  });

  it.each([...rows])('says in row %i when a test that it names is not part of `npm test`', (_, text) => {
    const left = namesIn(text)
      .filter((name) => !name.startsWith('npm run '))
      .filter((name) => filesOf(name).length > 0 && !filesOf(name).some(isInEveryRun));
    expect(saysItTakesLong(text) ? [] : left).toEqual([]);
  });

  it('says so of each row that only tests which take long say that they prove', () => {
    const silent = [...rows].flatMap(([row, text]) => {
      const specs = files.filter((file) => file.endsWith('.spec.ts'));
      const proofs = specs.flatMap(testsOf).filter(({ title }) => rowsIn(title).includes(row));
      const isLeftOut = proofs.length > 0 && !proofs.some((each) => each.isInEveryRun);
      return isLeftOut && !hasOtherProof(row) && !saysItTakesLong(text) ? [row] : [];
    });
    expect(silent).toEqual([]);
  });

  it('names each test that says which row it proves', () => {
    const tests = files.filter(
      (file) => /[.](test|spec)[.]ts$/.test(file) && file !== 'tests/checklist.test.ts',
    );
    const missing = tests.flatMap((file) =>
      rowsProvedBy(file).flatMap((row) => {
        const named = namesIn(rows.get(row) ?? '').flatMap(filesOf);
        return named.some((each) => file === each || file.startsWith(`${each}/`)) ? [] : `${row}: ${file}`;
      }),
    );
    expect(missing).toEqual([]);
  });
});
