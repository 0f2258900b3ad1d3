import type { Session } from '../../session/session';
import { LoadLog } from './load-log';

/** The log of a session's loads, which all who look share: it is written while one of them does. */
export class LoadRecorder {
  readonly log: LoadLog;
  readonly #session: Pick<Session, 'loads'>;
  #users = 0;

  constructor(session: Pick<Session, 'loads' | 'store'>) {
    this.#session = session;
    this.log = new LoadLog({
      now: () => performance.now(),
      stateOf: (key) => session.store.stateOf(key),
    });
  }

  /** Writes the log until what it returns is called. */
  use(): () => void {
    let isUsed = true;
    this.#users += 1;
    this.#session.loads = this.log;
    return () => {
      if (!isUsed) return;
      isUsed = false;
      this.#users -= 1;
      if (this.#users === 0) this.#session.loads = undefined;
    };
  }
}
