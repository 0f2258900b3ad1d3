import { keepEqual } from '../viewer/keep-equal';
import type { Session } from '../session/session';
import type { DeviceReport, MemoryState, MemoryViewer } from './memory-model';

/** The interface's view of memory; what reads it is fetched when it is first watched. */
export class AppMemoryViewer implements MemoryViewer {
  state = $state.raw<MemoryState | undefined>();
  device = $state.raw<DeviceReport | undefined>();
  readonly #session: Session;
  readonly #fail: (error: unknown) => void;

  constructor(session: Session, fail: (error: unknown) => void) {
    this.#session = session;
    this.#fail = fail;
  }

  watch(): () => void {
    let stop: (() => void) | undefined;
    let isStopped = false;
    const begin = async (): Promise<void> => {
      const { watchMemory, readDeviceReport } = await import('./watch-memory');
      if (isStopped) return;
      stop = watchMemory(this.#session, (state) => (this.state = keepEqual(this.state, state)));
      this.device = await readDeviceReport(this.#session);
    };
    void begin().catch(this.#fail);
    return () => {
      isStopped = true;
      stop?.();
    };
  }

  setQuality(quality: number): void {
    const { engine } = this.#session;
    engine.bias = 1 / quality;
    engine.changed();
    if (this.state) this.state = { ...this.state, quality };
  }
}
