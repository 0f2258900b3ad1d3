import { isAbort, type AppError } from '../../core';
import { colormapColors, colormapNames } from '../../render';
import { AppExportViewer } from './export-viewer.svelte';
import { AppHistoryViewer } from './history-viewer.svelte';
import { keepEqual } from './keep-equal';
import { makeLibraryEffects } from '../library/library-effects';
import { AppLibraryViewer } from '../library/library-viewer.svelte';
import { Installation } from '../install/installation.svelte';
import type { Layer } from '../scene/layers/layer';
import { autoContrast } from '../frame/contrast/layer-contrast';
import { LinkSync } from './link-sync';
import type {
  ChannelPatch,
  DimensionModel,
  LayerModel,
  LayerPatch,
  NoticeModel,
  PlaybackPatch,
  ScaleBarModel,
  StatusModel,
  Viewer,
  WorldTextModel,
} from './model';
import {
  centerModel,
  dimensionModels,
  layerModels,
  overlayMarks,
  scaleBarModel,
  statusModel,
} from './models';
import { NoticeList } from './notice-list.svelte';
import { Overlay } from '../frame/overlay/overlay';
import { AppPreferencesViewer } from './preferences-viewer.svelte';
import { AppMeasureViewer } from './measure-viewer.svelte';
import { samples, sampleTitle } from './samples';
import type { Session } from '../session/session';
import { showSample } from './show-sample';
import { AppSpaceViewer } from './space-viewer.svelte';
import type { ViewState } from '../../share';
import { applySharedView, linkTo, makeSession, readPageLink, reopen, type PageLink } from './start';
import { toAppError } from './to-app-error';
import { viewState } from '../scene/state/view-state';

const noStatus: StatusModel = { readout: [], loaded: 0, wanted: 0, failed: 0, hint: '' };

/** The interface's view of a session: the same things, reactive. Holds no decisions. */
export class AppViewer implements Viewer {
  layers = $state.raw<readonly LayerModel[]>([]);
  dimensions = $state.raw<readonly DimensionModel[]>([]);
  status = $state.raw<StatusModel>(noStatus);
  scaleBar = $state.raw<ScaleBarModel | undefined>(undefined);
  axes = $state.raw<readonly string[]>(['y', 'x']);
  memory = $state.raw({ limitBytes: 0, usedBytes: 0 });
  center = $state.raw<readonly WorldTextModel[]>([]);
  focusedAxis = $state<string | undefined>(undefined);
  opening = $state(false);
  pendingLocation = $state<string | undefined>(undefined);
  gpuError = $state<AppError | undefined>(undefined);
  isSlowGpu = $state(false);
  readonly samples = samples;
  readonly colormaps = colormapNames.map((name) => ({ name, colors: colormapColors(name, 12) }));
  readonly session: Session;
  readonly space: AppSpaceViewer;
  readonly library: AppLibraryViewer;
  readonly history: AppHistoryViewer;
  readonly exports: AppExportViewer;
  readonly measure: AppMeasureViewer;
  readonly preferences: AppPreferencesViewer;
  /** Resolves once what the page's address names has been opened or has failed. */
  readonly started: Promise<void>;
  #link: PageLink;
  readonly #linkSync: LinkSync;
  readonly #overlay = new Overlay();
  readonly #notices = new NoticeList();
  readonly #installation = new Installation();
  /** What the address named has been opened, or has failed: from now on the address follows. */
  #hasStarted = false;
  /** Locations that need a click after the one that is shown. */
  #waiting: readonly string[] = [];

  constructor() {
    this.#link = readPageLink(location.href);
    this.preferences = new AppPreferencesViewer(this.#link.memoryLimitBytes);
    this.session = makeSession(this.preferences.memoryLimitBytes, {
      reducedMotion: () => this.preferences.isMotionReduced,
      onChange: () => this.#publish(),
      // Without a location: to try again means what failed, not to open it once more.
      onError: (error) => this.#notices.add(error),
      onGpuError: (error) => (this.gpuError = error),
      unopened: () => this.#notices.away.map(({ error }) => error),
      onBack: () => void reopen(this, this.#notices.away, this.#link.view),
    });
    this.space = new AppSpaceViewer(this.session);
    this.preferences.useIn(this.session);
    this.measure = new AppMeasureViewer(this.session);
    const fail = (error: AppError) => this.#notices.add(error);
    this.history = new AppHistoryViewer(this.session, fail);
    this.exports = new AppExportViewer(this.session, fail);
    this.library = new AppLibraryViewer(makeLibraryEffects(this.session), {
      urls: URL,
      show: (wanted, fragment) => this.#show(linkTo(wanted, fragment)),
      fail,
    });
    this.#linkSync = new LinkSync({
      state: () => this.#linkState(),
      onLink: () => {
        const open = this.session.opening.slots.openSlots.map((slot) => slot.location);
        void this.#show(readPageLink(location.href, open));
      },
    });
    this.started = this.#show(this.#link).then(() => void (this.#hasStarted = true));
  }

  get notices(): readonly NoticeModel[] {
    return this.#notices.all;
  }

  get applyUpdate(): (() => void) | undefined {
    return this.#installation.applyUpdate;
  }

  get canInstall(): boolean {
    return this.#installation.canInstall;
  }

  install(): Promise<void> {
    return this.#installation.install();
  }

  async open(location: string): Promise<void> {
    this.#notices.dismissFor(location);
    const isFirst = this.session.scene.layers.length === 0;
    try {
      const layers = await this.session.open(location.trim(), sampleTitle(location));
      showSample(this.session, layers, { location, isFirst });
    } catch (error) {
      if (!isAbort(error)) this.#notices.add(toAppError(error), location);
      this.session.keeping.missed();
    }
  }

  /** Opens the location that waits, and asks for the next one. */
  async confirmPending(): Promise<void> {
    const location = this.pendingLocation;
    this.#askNext();
    if (location === undefined) return;
    const isFirst = this.session.scene.layers.length === 0;
    await this.open(location);
    applySharedView(this.session, isFirst ? this.#link.view : { layers: this.#link.view.layers ?? [] });
  }

  dismissPending(): void {
    if (this.pendingLocation !== undefined) this.session.opening.slots.drop(this.pendingLocation);
    this.#askNext();
  }

  close(layerId: string): void {
    const layer = this.#find(layerId);
    if (layer) this.session.close(layer);
  }

  closeAll(): void {
    this.session.opening.closeAll();
    this.session.playback.stop();
    this.#notices.clear();
    this.session.engine.changed();
  }

  setLayer(layerId: string, patch: LayerPatch): void {
    this.#find(layerId)?.patch(patch);
    this.session.engine.changed();
  }

  setChannel(layerId: string, channel: number, patch: ChannelPatch): void {
    this.#find(layerId)?.patchChannel(channel, patch);
    if (patch.visible === undefined) this.session.engine.redraw();
    else this.session.engine.changed();
  }

  autoContrast(layerId: string, channel: number): void {
    const layer = this.#find(layerId);
    if (layer) autoContrast(this.session, layer, channel);
    this.session.engine.redraw();
  }

  moveLayer(layerId: string, toIndex: number): void {
    const layer = this.#find(layerId);
    if (layer) this.session.scene.move(layer, toIndex);
    this.session.engine.changed();
  }

  setPosition(axis: string, index: number): void {
    this.session.setPosition(axis, index);
  }

  focusAxis(axis: string): void {
    this.session.focusAxis(axis);
  }

  togglePlay(axis: string): void {
    this.session.playback.toggle(axis, performance.now());
    this.session.engine.wake();
  }

  setPlayback(axis: string, patch: PlaybackPatch): void {
    this.session.playback.patch(axis, patch);
    this.#publish();
  }

  home(): void {
    this.session.home();
  }

  zoomBy(factor: number, at?: readonly [number, number]): void {
    this.session.mover.zoom(factor, at);
  }

  panBy(deltaX: number, deltaY: number): void {
    this.session.mover.pan(deltaX, deltaY);
  }

  async copyLink(): Promise<void> {
    await navigator.clipboard.writeText(this.#linkSync.link());
  }
  retryFailed(): void {
    this.session.engine.retryFailed();
  }

  dismissNotice(id: number): void {
    this.#notices.dismiss(id);
  }

  setInsets(insets: { left: number; right: number; top: number; bottom: number }): void {
    this.session.setInsets(insets);
  }

  mount(place: HTMLElement): () => void {
    return this.session.host.mount(place);
  }

  /** Shows what an address of this page says: the first one, or one that the browser went to since. */
  #show = (link: PageLink): Promise<void> => this.history.recorder.afresh(() => this.#openLink(link));

  async #openLink(link: PageLink): Promise<void> {
    this.#link = link;
    if (link.sources.length === 0) this.closeAll();
    for (const error of link.failures) this.#notices.add(error);
    const missing = this.session.opening.reserve(link.sources);
    this.#waiting = link.blocked;
    this.#askNext();
    for (const location of missing)
      if (this.#link === link && !link.blocked.includes(location)) await this.open(location);
    if (this.#link !== link || this.session.scene.layers.length === 0) return;
    applySharedView(this.session, link.view);
    this.session.fitIfNew();
  }

  /** Shows the next location that needs a click. */
  #askNext(): void {
    [this.pendingLocation, ...this.#waiting] = this.#waiting;
  }

  /** The view with layers called as they will be when the link is opened; nothing while there is nothing to share. */
  #linkState(): ViewState | undefined {
    const { scene, opening } = this.session;
    const { locations } = opening.slots;
    return locations.length > 0 ? viewState(scene, locations, opening.slots.linkIds()) : undefined;
  }

  #find(layerId: string): Layer | undefined {
    return this.session.scene.layers.find(({ id }) => id === layerId);
  }

  /** Called once a frame: what says the same as before stays the same object, so that the interface does nothing. */
  #publish(): void {
    const { session } = this;
    this.opening = session.opening.isPending;
    this.isSlowGpu = session.engine.renderer?.isSoftware ?? this.isSlowGpu;
    this.layers = keepEqual(this.layers, layerModels(session));
    this.dimensions = keepEqual(this.dimensions, dimensionModels(session));
    this.status = keepEqual(this.status, statusModel(session));
    this.scaleBar = keepEqual(this.scaleBar, scaleBarModel(session));
    this.axes = keepEqual(this.axes, session.scene.displayed);
    this.center = keepEqual(this.center, centerModel(session));
    this.space.publish();
    this.library.publish();
    this.history.recorder.changed();
    this.focusedAxis = session.focusedDimension?.axis;
    const { limitBytes, bytes: usedBytes } = session.budget;
    this.memory = keepEqual(this.memory, { limitBytes, usedBytes });
    this.measure.publish();
    const marks = { showOutlines: this.preferences.chosen.outlines, measures: this.measure.marks() };
    this.#overlay.draw(session.host.overlay, session.scene.camera, overlayMarks(session, marks));
    if (this.#hasStarted) this.#linkSync.changed();
  }
}
