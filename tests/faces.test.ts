import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportedNames } from './exported-names';

const folders = readdirSync('src/lib').filter((name) => existsSync(join('src/lib', name, 'index.ts')));

describe('what a folder shows the others', () => {
  it('is there for each folder', () => {
    expect(folders).toEqual(readdirSync('src/lib'));
  });

  it.each(folders)('is changed on purpose: %s', (folder) => {
    expect(exportedNames(join('src/lib', folder, 'index.ts'))).toMatchSnapshot();
  });
});
