import type { AppError } from '../../core';
import { isAway } from '../keeping/reconnect';
import type { NoticeModel } from './model';

/** Notices beyond this push the oldest out. */
const MAX_NOTICES = 4;

/** Failures that the user has not dismissed. */
export class NoticeList {
  all = $state.raw<readonly NoticeModel[]>([]);
  #lastId = 0;

  add(error: AppError, location?: string): void {
    const notice: NoticeModel = { id: ++this.#lastId, error, ...(location && { location }) };
    this.all = [...this.all, notice].slice(-MAX_NOTICES);
  }

  /** Of locations whose servers are out of reach. */
  get away(): readonly NoticeModel[] {
    return this.all.filter(({ error, location }) => location !== undefined && isAway(error));
  }

  dismiss(id: number): void {
    this.all = this.all.filter((notice) => notice.id !== id);
  }

  /** Dismisses what is said of a location, since it is tried again. */
  dismissFor(location: string): void {
    this.all = this.all.filter((notice) => notice.location !== location);
  }

  clear(): void {
    this.all = [];
  }
}
