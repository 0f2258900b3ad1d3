import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

export interface NarrowLink {
  /** The address of something on the server, as it is reached over the link. */
  through(url: string): string;
  close(): Promise<void>;
}

/** Bytes sent at a time: about as much as a kernel hands over at once. */
const pieceBytes = 16_384;

/** A way to a server whose answers share a bandwidth, whatever the number of connections. It adds no latency. */
export async function startNarrowLink(serverUrl: string, megabitsPerSecond: number): Promise<NarrowLink> {
  const target = new URL(serverUrl);
  const queue = new SendQueue((megabitsPerSecond * 1e6) / 8 / 1000);
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const [socket, other] of [[client, upstream] as const, [upstream, client] as const]) {
      open.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        open.delete(socket);
        // What is under way still arrives.
        if (socket === upstream) void queue.flushed().then(() => other.end());
        else other.destroy();
      });
    }
    client.on('data', (bytes) => upstream.write(bytes));
    upstream.on('data', (bytes) => queue.send(client, bytes));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    through: (url) => url.replace(target.host, `${target.hostname}:${port}`),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

/** Sends pieces one after the other, each when the link has had the time to carry those before. */
class SendQueue {
  readonly #bytesPerMs: number;
  #freeAtMs = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(bytesPerMs: number) {
    this.#bytesPerMs = bytesPerMs;
  }

  send(to: Socket, bytes: Buffer): void {
    for (let start = 0; start < bytes.length; start += pieceBytes) {
      const piece = bytes.subarray(start, start + pieceBytes);
      this.#last = this.#last.then(() => this.#sendPiece(to, piece));
    }
  }

  flushed(): Promise<void> {
    return this.#last;
  }

  async #sendPiece(to: Socket, piece: Buffer): Promise<void> {
    const nowMs = performance.now();
    this.#freeAtMs = Math.max(this.#freeAtMs, nowMs) + piece.length / this.#bytesPerMs;
    // Timers are no finer than a millisecond; what a late one costs, the next pieces make up for.
    const waitMs = this.#freeAtMs - nowMs;
    if (waitMs > 2) await new Promise((resolve) => setTimeout(resolve, waitMs - 1));
    if (!to.destroyed) to.write(piece);
  }
}
