import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'exascope-chromium-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a command that stands alone: the PATH of the script holds nothing else. */
function command(name: string, script: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return path;
}

/** Runs the search in a system that has only what the test put there, and gives what it found and said. */
function search(env: Record<string, string> = {}, wish: { isShellBetter?: boolean } = {}) {
  const module = JSON.stringify(resolve('scripts/find-chromium.mjs'));
  const script = `import(${module})
    .then(({ findOrInstallChromium }) => console.log(findOrInstallChromium((text) => console.log(text), ${JSON.stringify(wish)}).path))
    .catch((error) => console.log('Failed: ' + error.message))`;
  const { stdout } = spawnSync(process.execPath, ['-e', script], {
    encoding: 'utf8',
    env: { PATH: folder, PLAYWRIGHT_BROWSERS_PATH: folder, ...env },
  });
  return stdout.trim().split('\n');
}

describe.skipIf(process.platform === 'win32')('the search for a Chromium', () => {
  it('takes what PW_CHROMIUM names before one of the system', () => {
    command('chromium', 'echo Chromium 1');
    const wished = command('mine', 'echo Chromium 2');
    expect(search({ PW_CHROMIUM: wished })).toEqual([wished]);
  });

  it('fails when what PW_CHROMIUM names does not start, and says so', () => {
    command('chromium', 'echo Chromium 1');
    const wished = command('mine', 'exit 127');
    expect(search({ PW_CHROMIUM: wished })).toEqual([
      `Failed: PW_CHROMIUM is "${wished}", which is no browser that starts.`,
    ]);
  });

  it('takes the first of the system that starts', () => {
    command('chromium', 'exit 127');
    const other = command('google-chrome', 'echo Google Chrome 1');
    expect(search()).toEqual([other]);
  });

  it('takes one without windows first where that is better, and last where it is not', () => {
    const whole = command('chromium', 'echo Chromium 1');
    const shell = command('chromium-headless-shell', 'echo Chromium 2');
    expect(search({}, { isShellBetter: true })).toEqual([shell]);
    expect(search()).toEqual([whole]);
    rmSync(whole);
    expect(search()).toEqual([shell]);
  });

  it('installs one where there is none, and says what it did', () => {
    const installed = join(folder, 'chromium');
    command('npx', `printf '#!/bin/sh\\necho Chromium 3\\n' > ${installed}; /bin/chmod +x ${installed}`);
    const said = search();
    expect(said[1]).toMatch(/^Installing one: npx playwright install (--with-deps )?chromium$/);
    expect(said.slice(2)).toEqual([`Installed ${installed}.`, installed]);
  });

  it('says what to do when no installation works', () => {
    command('npx', 'exit 1');
    expect(search().at(-1)).toBe(
      'Failed: No Chromium could be found or installed. Install Chromium or Chrome, or set PW_CHROMIUM to its executable, and try again.',
    );
  });
});

describe.skipIf(process.getuid?.() !== 0 || process.platform !== 'linux')('as root', () => {
  it("falls back to the system's package manager", () => {
    const installed = join(folder, 'chromium');
    command('npx', 'exit 1');
    command(
      'apt-get',
      `[ "$1" = update ] || { printf '#!/bin/sh\\necho Chromium 4\\n' > ${installed}; /bin/chmod +x ${installed}; }`,
    );
    expect(search().at(-1)).toBe(installed);
  });

  it('installs one without windows first where that is better', () => {
    command('npx', 'exit 1');
    command(
      'apt-get',
      `[ "$1" = update ] || { for name; do :; done; printf '#!/bin/sh\\necho Chromium 5\\n' > ${folder}/$name; /bin/chmod +x ${folder}/$name; }`,
    );
    expect(search({}, { isShellBetter: true }).at(-1)).toBe(join(folder, 'chromium-headless-shell'));
  });
});
