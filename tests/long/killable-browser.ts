import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type LaunchOptions, type Page } from '@playwright/test';

/** A browser with a profile that outlives it: it can be killed with all its processes, and started anew. */
export class KillableBrowser {
  readonly #folder = mkdtempSync(join(tmpdir(), 'exascope-profile-'));
  readonly #options: LaunchOptions;
  #process: ChildProcess | undefined;

  constructor(options: LaunchOptions) {
    this.#options = options;
  }

  /** Starts it and returns its page. No service worker answers in it. */
  async start(): Promise<Page> {
    const { executablePath = '', args = [] } = this.#options;
    const own = [
      '--headless=new',
      '--no-sandbox',
      '--remote-debugging-port=0',
      `--user-data-dir=${this.#folder}`,
    ];
    this.#process = spawn(executablePath, [...own, ...args, 'about:blank'], {
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const browser = await chromium.connectOverCDP(await endpointOf(this.#process));
    const [context] = browser.contexts();
    if (!context) throw new Error('The browser has no context.');
    await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
    return context.newPage();
  }

  /** Kills it at once, with everything that it was about to write. */
  async kill(): Promise<void> {
    const running = this.#process;
    if (running?.pid === undefined || running.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    process.kill(-running.pid, 'SIGKILL');
    await ended;
    this.#process = undefined;
  }

  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** Where a browser that starts says that it listens. */
function endpointOf({ stderr }: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    stderr?.on('data', (part: Buffer) => {
      text += part.toString();
      const [, url] = /DevTools listening on (ws:\S+)/.exec(text) ?? [];
      if (url !== undefined) resolve(url);
    });
    stderr?.once('close', () => reject(new Error(`The browser did not start: ${text.slice(-500)}`)));
  });
}
