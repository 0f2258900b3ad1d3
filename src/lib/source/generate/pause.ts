/** How long work may go on before it must let messages in, in ms: an abort has to reach a worker that computes. */
const sliceMs = 20;

/** Returns a function to call between pieces of work: it pauses when one has gone on for too long. */
export function makePause(signal: AbortSignal | undefined): () => Promise<void> | undefined {
  let sliceStart = performance.now();
  return () => {
    if (performance.now() - sliceStart < sliceMs) return undefined;
    return nextTask().then(() => {
      throwIfAborted(signal);
      sliceStart = performance.now();
    });
  };
}

export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new DOMException('The read was aborted.', 'AbortError');
}

/** A message, since nested timers wait for 4 ms in a browser. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
