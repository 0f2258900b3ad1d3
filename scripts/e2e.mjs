import { spawnSync } from 'node:child_process';
import { buildSources, isStale } from './build-age.mjs';
import { chromiumVersion, findOrInstallChromium } from './find-chromium.mjs';

/** Runs a package's command and gives its exit code. @param {string[]} args @param {NodeJS.ProcessEnv} [env] */
function npx(args, env = {}) {
  return spawnSync('npx', args, { stdio: 'inherit', env: { ...process.env, ...env } }).status ?? 1;
}

/** @param {string} sentence */
function say(sentence) {
  process.stderr.write(`e2e: ${sentence}\n`);
}

async function main() {
  const { path, origin } = findOrInstallChromium(say, { isShellBetter: true });
  say(`Using ${path} (${chromiumVersion(path) ?? 'version unknown'}), from ${origin}.`);
  if (await isStale('build/404.html', buildSources)) {
    say('Building the app.');
    const status = npx(['vite', 'build']);
    if (status !== 0) return status;
  }
  return npx(['playwright', 'test', ...process.argv.slice(2)], { PW_CHROMIUM: path });
}

try {
  process.exitCode = await main();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
