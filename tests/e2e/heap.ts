import type { CDPSession, Page } from '@playwright/test';

/** Bytes of one JavaScript heap: objects, and the array buffers that they own. */
export interface HeapUse {
  readonly usedSize: number;
  readonly backingStorageSize: number;
}

/** Heaps of the page and of each of its workers, as the browser counts them, after garbage was collected. */
export async function heapUse(page: Page): Promise<{ page: HeapUse; workers: HeapUse[] }> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const own = (await session.send('Runtime.getHeapUsage')) as unknown as HeapUse;
  const browser = await page.context().browser()?.newBrowserCDPSession();
  if (!browser) throw new Error('There is no browser to ask.');
  const { targetInfos } = await browser.send('Target.getTargets');
  const workers: HeapUse[] = [];
  for (const { targetId, type } of targetInfos)
    if (type === 'worker') workers.push(await workerHeapUse(browser, targetId));
  await browser.detach();
  await session.detach();
  return { page: own, workers };
}

/** Workers have no session of their own in Playwright: messages go through the browser's. */
async function workerHeapUse(browser: CDPSession, targetId: string): Promise<HeapUse> {
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: false });
  const ask = (id: number, method: string) =>
    new Promise<HeapUse>((resolve) => {
      const onMessage = (event: { sessionId: string; message: string }) => {
        const message = JSON.parse(event.message) as { id: number; result: HeapUse };
        if (event.sessionId !== sessionId || message.id !== id) return;
        browser.off('Target.receivedMessageFromTarget', onMessage);
        resolve(message.result);
      };
      browser.on('Target.receivedMessageFromTarget', onMessage);
      void browser.send('Target.sendMessageToTarget', {
        sessionId,
        message: JSON.stringify({ id, method, params: {} }),
      });
    });
  await ask(1, 'HeapProfiler.collectGarbage');
  const use = await ask(2, 'Runtime.getHeapUsage');
  await browser.send('Target.detachFromTarget', { sessionId });
  return use;
}
