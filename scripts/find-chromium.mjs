import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

/** Chromium without the parts that only a window needs: it opens pages in two thirds of the time. */
const shellName = 'chromium-headless-shell';
/** Names under which systems install Chromium or its kin, best first. */
const commandNames = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'msedge',
  shellName,
];
const macPaths = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];
/** Seconds after which an installer that hangs is given up. */
const installTimeoutSeconds = 300;

/**
 * @typedef {object} FoundChromium
 * @property {string} path The executable.
 * @property {string} origin Where it comes from, for people to read.
 */

/**
 * @typedef {object} ChromiumWish
 * @property {boolean} [isShellBetter] A Chromium without the parts of a window comes before others.
 */

/**
 * Finds a Chromium that starts, without installing anything: `PW_CHROMIUM`, Playwright's own, then the system's.
 * Throws when `PW_CHROMIUM` is set and does not start: a wish that cannot be met is not ignored.
 * @param {ChromiumWish} [wish]
 * @returns {FoundChromium | undefined}
 */
export function findChromium({ isShellBetter = false } = {}) {
  const wished = process.env['PW_CHROMIUM'];
  if (wished) {
    if (!isStarting(wished)) throw new Error(`PW_CHROMIUM is "${wished}", which is no browser that starts.`);
    return { path: wished, origin: 'PW_CHROMIUM' };
  }
  const shell = isShellBetter ? systemPaths([shellName]).find(isStarting) : undefined;
  if (shell !== undefined) return { path: shell, origin: 'the system' };
  const own = chromium.executablePath();
  if (isStarting(own)) return { path: own, origin: "Playwright's own" };
  const system = systemPaths(commandNames).find(isStarting);
  return system === undefined ? undefined : { path: system, origin: 'the system' };
}

/**
 * Finds a Chromium, and installs one where there is none: Playwright's, else the system's package manager's.
 * `say` hears what is done, a sentence at a time. Throws with a sentence that says what to do when nothing worked.
 * @param {(sentence: string) => void} say
 * @param {ChromiumWish} [wish]
 * @returns {FoundChromium}
 */
export function findOrInstallChromium(say, wish = {}) {
  const found = findChromium(wish);
  if (found) return found;
  say('No Chromium was found: not in PW_CHROMIUM, not from Playwright, not on the system.');
  for (const install of installers(wish)) {
    say(`Installing one: ${install.map((command) => command.join(' ')).join(' && ')}`);
    const hasWorked = install.every(([command, ...args]) => run(/** @type {string} */ (command), args));
    const installed = findChromium(wish);
    if (installed) {
      say(`Installed ${installed.path}.`);
      return installed;
    }
    say(hasWorked ? 'That brought no browser.' : 'That failed.');
  }
  throw new Error(
    'No Chromium could be found or installed. Install Chromium or Chrome, or set PW_CHROMIUM to its executable, and try again.',
  );
}

/** @param {readonly string[]} names @returns {string[]} */
function systemPaths(names) {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const named = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return process.platform === 'darwin' ? [...macPaths, ...named] : named;
}

/**
 * Whether the browser is there with the libraries that it needs. On Windows asking would open a window, so it has to do that it is there.
 * @param {string} path
 */
function isStarting(path) {
  return existsSync(path) && (process.platform === 'win32' || chromiumVersion(path) !== undefined);
}

/**
 * Ways to install, each a list of commands. `--with-deps` and package managers need root.
 * @param {ChromiumWish} wish
 * @returns {string[][][]}
 */
function installers({ isShellBetter = false }) {
  const isRoot = process.getuid?.() === 0;
  const withDependencies = isRoot && process.platform === 'linux' ? ['--with-deps'] : [];
  const ways = [[['npx', 'playwright', 'install', ...withDependencies, 'chromium']]];
  for (const name of isShellBetter ? [shellName, 'chromium'] : ['chromium'])
    if (isRoot && hasCommand('apt-get'))
      ways.push([
        ['apt-get', 'update'],
        ['apt-get', 'install', '-y', '--no-install-recommends', name],
      ]);
  if (isRoot && hasCommand('dnf')) ways.push([['dnf', 'install', '-y', 'chromium']]);
  if (isRoot && hasCommand('apk')) ways.push([['apk', 'add', 'chromium']]);
  return ways;
}

/** @param {string} name */
function hasCommand(name) {
  return spawnSync('/bin/sh', ['-c', `command -v ${name}`]).status === 0;
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function run(command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { stdio: /** @type {const} */ ('inherit'), env, timeout: installTimeoutSeconds * 1000 };
  return spawnSync(command, args, options).status === 0;
}

/**
 * The version that a Chromium reports, such as "Chromium 140.0.7339.80", or `undefined` when it does not start.
 * @param {string} path
 */
export function chromiumVersion(path) {
  const { status, stdout } = spawnSync(path, ['--version', '--no-sandbox'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}
