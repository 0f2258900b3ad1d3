import { spawnSync } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { compareLines, formatTables, parseLines } from './bench-table.mjs';
import { buildSources, isStale } from './build-age.mjs';
import { chromiumArgs } from './chromium-args.mjs';
import { chromiumVersion, findOrInstallChromium } from './find-chromium.mjs';

const usage =
  'Usage: npm run bench -- [--only CASE] [--angle BACKEND] [--out FILE] [--compare FILE] [--no-build]\n' +
  'CASE is a part of the name of a case, such as "walk", "first-view-h2" or "decode".\n' +
  'BACKEND is what WebGL2 is drawn by: "swiftshader" in software, which is the default, or "vulkan", "gl-egl", "metal" or "d3d11" on a GPU.';

/** With more to do than this beforehand, a machine's figures are not worth keeping. */
const quietLoad = 1.5;

/** @param {string} sentence */
function say(sentence) {
  process.stderr.write(`bench: ${sentence}\n`);
}

/** Runs a package's command and gives its exit code. @param {string[]} args @param {NodeJS.ProcessEnv} [env] */
function npx(args, env = {}) {
  return spawnSync('npx', args, { stdio: 'inherit', env: { ...process.env, ...env } }).status ?? 1;
}

/** What draws WebGL2 in that browser, in its own words. @param {string} executablePath @param {string} [angle] */
async function webglRenderer(executablePath, angle) {
  const browser = await chromium.launch({
    executablePath,
    args: chromiumArgs(angle),
    chromiumSandbox: false,
  });
  try {
    const page = await browser.newPage();
    return await page.evaluate(() => {
      const gl = document.createElement('canvas').getContext('webgl2');
      const names = gl?.getExtension('WEBGL_debug_renderer_info');
      return gl && names ? String(gl.getParameter(names.UNMASKED_RENDERER_WEBGL)) : 'none';
    });
  } finally {
    await browser.close();
  }
}

/** The machine, as one line of JSON. @param {string} browser @param {string} renderer */
function machineLine(browser, renderer) {
  const [first] = cpus();
  const { stdout } = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' });
  return JSON.stringify({
    machine: `${cpus().length} × ${first?.model ?? 'unknown'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, ${process.platform}`,
    browser: chromiumVersion(browser) ?? 'unknown',
    webgl: renderer,
    node: process.version,
    commit: stdout?.trim() || 'unknown',
    load: Number((loadavg()[0] ?? 0).toFixed(2)),
    date: new Date().toISOString().slice(0, 10),
  });
}

/** @param {{ only?: string, out?: string, compare?: string, angle?: string, 'no-build'?: boolean }} options */
async function bench({ only, out, compare, angle, 'no-build': noBuild = false }) {
  const earlier = compare === undefined ? undefined : parseLines(await readFile(compare, 'utf8'));
  const { path } = findOrInstallChromium(say);
  if (!noBuild && (await isStale('build/404.html', buildSources))) {
    say('Building the app.');
    const status = npx(['vite', 'build']);
    if (status !== 0) return status;
  }
  const load = loadavg()[0] ?? 0;
  if (load > quietLoad) say(`The machine is busy (load ${load.toFixed(1)}): times will be too long.`);
  const folder = await mkdtemp(join(tmpdir(), 'exascope-bench-'));
  const file = join(folder, 'lines.jsonl');
  try {
    const machine = machineLine(path, await webglRenderer(path, angle));
    console.log(machine);
    await writeFile(file, `${machine}\n`);
    const picked = only === undefined ? [] : ['--grep', only];
    const args = ['playwright', 'test', '-c', 'playwright.bench.config.ts', ...picked];
    const status = npx(args, { PW_CHROMIUM: path, BENCH_OUT: file, ...(angle && { WEBGL_ANGLE: angle }) });
    const lines = parseLines(await readFile(file, 'utf8'));
    console.log(`\n${formatTables(lines)}`);
    if (earlier) console.log(`\nAgainst ${compare}:\n\n${compareLines(lines, earlier)}`);
    if (out !== undefined) await copyFile(file, out);
    return status;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** @type {import('node:util').ParseArgsConfig['options']} */
const options = {
  only: { type: 'string' },
  angle: { type: 'string' },
  out: { type: 'string' },
  compare: { type: 'string' },
  'no-build': { type: 'boolean' },
};

try {
  process.exitCode = await bench(parseArgs({ options }).values);
} catch (error) {
  say(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  process.exitCode = 1;
}
