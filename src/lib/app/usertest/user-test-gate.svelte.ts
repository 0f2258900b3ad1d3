import { loadedOnce } from '../viewer/loaded-once';
import { addressedTest } from './addressed-test';
import type { UserTestPageParts } from './make-user-tests';
import type { UserTestEntry, UserTests } from './user-test-model';

/** What of user tests is always there: whether there is one. */
export class UserTestGate implements UserTestEntry {
  /** It leaves the page's address once something is open. */
  readonly #address = addressedTest();
  isOpen = $state(this.#address !== null);
  readonly load: () => Promise<UserTests>;

  constructor(parts: () => Omit<UserTestPageParts, 'address' | 'onClose'>) {
    this.load = loadedOnce(async () => {
      const { makeUserTests } = await import('./make-user-tests');
      return makeUserTests({ ...parts(), address: this.#address, onClose: () => (this.isOpen = false) });
    });
  }
}
