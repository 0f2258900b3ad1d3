import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { buildSources, isStale } from '../../scripts/build-age.mjs';
import { findOrInstallChromium } from '../../scripts/find-chromium.mjs';

const usage =
  'Usage: npm run test:long -- [fuzz] [soak] [offline] [thorough] [--runs N] [--minutes N] [--seed N] [--no-build]\n' +
  'All, with 20,000 runs of each property and 30 minutes, unless said otherwise. Seeds are printed.';

/** Runs a package's command and gives its exit code. @param {string[]} args @param {NodeJS.ProcessEnv} [env] */
function npx(args, env = {}) {
  return spawnSync('npx', args, { stdio: 'inherit', env: { ...process.env, ...env } }).status ?? 1;
}

/** @param {string} sentence */
function say(sentence) {
  process.stderr.write(`test:long: ${sentence}\n`);
}

/** @param {string | undefined} text @param {string} fallback */
function positive(text, fallback) {
  if (!(Number(text ?? fallback) > 0)) throw new Error(`"${text}" is not a number above 0.`);
  return text ?? fallback;
}

/** @param {string} runs @param {NodeJS.ProcessEnv} seed */
function fuzz(runs, seed) {
  return npx(['vitest', 'run', '-c', 'tests/long/vitest.config.ts'], { FUZZ_RUNS: runs, ...seed });
}

/**
 * Runs the files of one suite in a browser; of `thorough`, the end-to-end tests that are marked so.
 * @param {'soak' | 'offline' | 'thorough'} suite @param {NodeJS.ProcessEnv} settings @param {boolean} noBuild
 */
async function inBrowser(suite, settings, noBuild) {
  const { path } = findOrInstallChromium(say);
  if (!noBuild && (await isStale('build/404.html', buildSources))) {
    say('Building the app.');
    const status = npx(['vite', 'build']);
    if (status !== 0) return status;
  }
  const args =
    suite === 'thorough'
      ? ['--grep', '@thorough']
      : ['-c', 'tests/long/playwright.config.ts', `\\.${suite}\\.ts$`];
  return npx(['playwright', 'test', ...args], { PW_CHROMIUM: path, ...settings });
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      runs: { type: 'string' },
      minutes: { type: 'string' },
      seed: { type: 'string' },
      'no-build': { type: 'boolean' },
    },
  });
  const stray = positionals.find((name) => !['fuzz', 'soak', 'offline', 'thorough'].includes(name));
  if (stray !== undefined) throw new Error(`There is no "${stray}".`);
  const isWanted = (/** @type {string} */ name) => positionals.length === 0 || positionals.includes(name);
  const { seed, 'no-build': noBuild = false } = values;
  const runs = positive(values.runs, '20000');
  const minutes = positive(values.minutes, '30');
  let status = 0;
  if (isWanted('fuzz')) status ||= fuzz(runs, seed === undefined ? {} : { FUZZ_SEED: seed });
  const soakSettings = { SOAK_MINUTES: minutes, ...(seed !== undefined && { SOAK_SEED: seed }) };
  if (isWanted('soak')) status ||= await inBrowser('soak', soakSettings, noBuild);
  if (isWanted('offline')) status ||= await inBrowser('offline', {}, noBuild);
  if (isWanted('thorough')) status ||= await inBrowser('thorough', { THOROUGH: '1' }, noBuild);
  return status;
}

try {
  process.exitCode = await main();
} catch (error) {
  say(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  process.exitCode = 1;
}
