import { detailFor, mayPrefetch, suggestedLimit, type DeviceFacts } from '../device/device-profile';
import { readDevice, watchDevice } from '../device/watch-device';
import { defaultPreferences, type Preferences } from '../preferences/preferences';
import { readPreferences, writePreferences } from '../preferences/preference-store';
import type { Session } from '../session/session';
import type { PreferencesViewer } from './preferences-model';

/** The choices for all visits: read when the page starts, in force at once, and kept. */
export class AppPreferencesViewer implements PreferencesViewer {
  chosen = $state.raw<Preferences>(readPreferences(() => localStorage));
  memoryLimitBytes = $state(0);
  readonly suggestedLimitBytes = suggestedLimit(readDevice());
  readonly isLimitFromAddress: boolean;
  #device = $state.raw<DeviceFacts>(readDevice());
  #isSystemLight = $state(false);
  #isSystemStill = $state(false);
  #session: Session | undefined;

  /** @param addressLimitBytes the limit that the page's address sets, which comes before what was chosen. */
  constructor(addressLimitBytes: number | undefined) {
    this.isLimitFromAddress = addressLimitBytes !== undefined;
    this.memoryLimitBytes = addressLimitBytes ?? this.#wantedLimit();
    watchDevice((facts) => {
      this.#device = facts;
      this.#apply();
    });
    const follow = (query: string, note: (matches: boolean) => void): void => {
      const media = matchMedia(query);
      note(media.matches);
      media.addEventListener('change', () => {
        note(media.matches);
        this.#session?.engine.redraw();
      });
    };
    follow('(prefers-color-scheme: light)', (matches) => (this.#isSystemLight = matches));
    follow('(prefers-reduced-motion: reduce)', (matches) => (this.#isSystemStill = matches));
  }

  get detail() {
    return detailFor(this.#device, this.chosen.detail);
  }

  get theme(): 'dark' | 'light' {
    const { theme } = this.chosen;
    if (theme !== 'system') return theme;
    return this.#isSystemLight ? 'light' : 'dark';
  }

  get isMotionReduced(): boolean {
    return this.chosen.motion === 'reduced' || this.#isSystemStill;
  }

  /** Puts what was chosen in force in a session that was made with {@link memoryLimitBytes}. */
  useIn(session: Session): void {
    this.#session = session;
    this.#apply();
  }

  set(patch: Partial<Preferences>): void {
    this.chosen = { ...this.chosen, ...patch };
    // Whoever switches outlines off wants to see none.
    if (patch.outlines === false)
      for (const layer of this.#session?.scene.layers ?? []) layer.patch({ outlines: false });
    this.#keep();
  }

  unsetMemoryLimit(): void {
    const { memoryLimitBytes: _, ...rest } = this.chosen;
    this.chosen = rest;
    this.#keep();
  }

  reset(): void {
    this.chosen = defaultPreferences;
    this.#keep();
  }

  #keep(): void {
    writePreferences(() => localStorage, this.chosen);
    this.#apply();
  }

  #apply(): void {
    const session = this.#session;
    if (!session) return;
    const { fps, loop, waitForData } = this.chosen;
    session.dimensions.playback.defaults = { fps, loop, waitForData };
    if (!this.isLimitFromAddress && this.#wantedLimit() !== this.memoryLimitBytes) {
      this.memoryLimitBytes = this.#wantedLimit();
      session.setMemoryLimit(this.memoryLimitBytes);
    }
    this.#spare(session);
    session.engine.redraw();
  }

  #spare({ host, engine }: Session): void {
    const { maxPixelRatio, quality } = this.detail;
    host.setMaxPixelRatio(maxPixelRatio);
    const prefetches = mayPrefetch(this.#device);
    if (engine.thrift === 1 / quality && engine.prefetches === prefetches) return;
    engine.thrift = 1 / quality;
    engine.prefetches = prefetches;
    engine.changed();
  }

  #wantedLimit(): number {
    return this.chosen.memoryLimitBytes ?? this.suggestedLimitBytes;
  }
}
