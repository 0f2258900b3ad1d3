import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** Rows of OME's matrix of viewers, as it names them. */
const rows = [
  ...['web viewer', 'Z downsample', 'omero info', 'downsampling not 2', 'axes 0.3', 'axes 0.4', 'labels'],
  ...['HCS plate', 'bioformats2raw', 'multiple multiscales', 'scale on datasets', 'translation on datasets'],
  ...['scale on multiscales', 'translation on multiscales', 'overlay images', 'channels', 'time points'],
];

/** What docs/formats.md says of a row: the title of its test, and the file that has it. */
const documented = new Map(
  readFileSync('docs/formats.md', 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, row = '', title = '', file = ''] = line.split('|').map((cell) => cell.trim());
      return /^`[\w-]+`$/.test(file)
        ? [[row, { title, file: `tests/e2e/${file.slice(1, -1)}.spec.ts` }] as const]
        : [];
    }),
);

it('lists each of the 17 rows once, with a test that there is', () => {
  expect([...documented.keys()]).toEqual(rows);
});

it.each(rows)('has a test of %s', (row) => {
  const { title, file } = documented.get(row) ?? { title: '', file: '' };
  expect(existsSync(file), file).toBe(true);
  const source = readFileSync(file, 'utf8');
  // Titles stand in tests, or are the names of what tests are made of.
  const [start = ''] = title.split('0.4, 0.5');
  expect(
    source.includes(`test('${start}`) ||
      source.includes(`'${start}': {`) ||
      source.includes(`test(\`${start}`),
  ).toBe(true);
});
