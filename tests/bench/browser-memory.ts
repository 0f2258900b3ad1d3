import { readdir, readFile } from 'node:fs/promises';
import type { Browser } from '@playwright/test';

/**
 * Memory of all processes of a browser, in bytes: the sum of their proportional set sizes, in which a page that several
 * processes share counts once. `undefined` where the system does not tell, which is everywhere but on Linux.
 */
export async function browserMemoryBytes(browser: Browser): Promise<number | undefined> {
  if (process.platform !== 'linux') return undefined;
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const main = processInfo.find(({ type }) => type === 'browser');
  if (!main) throw new Error('The browser names no main process.');
  const sizes = await Promise.all((await processTree(main.id)).map(proportionalBytes));
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

/** A process and all that descend from it. */
async function processTree(root: number): Promise<number[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const parents = await Promise.all(names.map(async (name) => [Number(name), await parentOf(name)] as const));
  const tree = [root];
  for (const id of tree) for (const [child, parent] of parents) if (parent === id) tree.push(child);
  return tree;
}

async function parentOf(id: string): Promise<number | undefined> {
  const stat = await ifAlive(readFile(`/proc/${id}/stat`, 'utf8'));
  // The name, in parentheses, may hold anything.
  return stat === undefined ? undefined : Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

async function proportionalBytes(id: number): Promise<number> {
  const rollup = await ifAlive(readFile(`/proc/${id}/smaps_rollup`, 'utf8'));
  const [, kibibytes = '0'] = /^Pss:\s+(\d+) kB$/m.exec(rollup ?? '') ?? [];
  return Number(kibibytes) * 1024;
}

/** `undefined` for a process that ended meanwhile. */
async function ifAlive(reading: Promise<string>): Promise<string | undefined> {
  try {
    return await reading;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return undefined;
    throw error;
  }
}
