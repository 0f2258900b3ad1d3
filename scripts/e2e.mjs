import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { chromiumVersion, findOrInstallChromium } from './find-chromium.mjs';

/** What the build is made from. A build older than any file in these is made anew. */
const sources = [
  'src',
  'service-worker',
  'static',
  'package.json',
  'package-lock.json',
  'svelte.config.js',
  'vite.config.ts',
];

/** Newest modification time in a file or folder, in ms. @param {string} path @returns {number} */
function newestChange(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}

function mustBuild() {
  if (!existsSync('build/index.html')) return true;
  return Math.max(...sources.map(newestChange)) > statSync('build/index.html').mtimeMs;
}

/** Runs a package's command and gives its exit code. @param {string[]} args @param {NodeJS.ProcessEnv} [env] */
function npx(args, env = {}) {
  return spawnSync('npx', args, { stdio: 'inherit', env: { ...process.env, ...env } }).status ?? 1;
}

/** @param {string} sentence */
function say(sentence) {
  process.stderr.write(`e2e: ${sentence}\n`);
}

function main() {
  const { path, origin } = findOrInstallChromium(say);
  say(`Using ${path} (${chromiumVersion(path) ?? 'version unknown'}), from ${origin}.`);
  if (mustBuild()) {
    say('Building the app.');
    const status = npx(['vite', 'build']);
    if (status !== 0) return status;
  }
  return npx(['playwright', 'test', ...process.argv.slice(2)], { PW_CHROMIUM: path });
}

try {
  process.exitCode = main();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
