import { isAbort, type AppError } from '../../core';
import { colormapColors, colormapGroups } from '../../render';
import { AppDimensionsViewer } from '../dimensions/dimensions-viewer.svelte';
import { AppExportViewer } from '../export/export-viewer.svelte';
import { AppHistoryViewer } from './history-viewer.svelte';
import { keepEqual } from './keep-equal';
import { makeLibraryEffects } from '../library/library-effects';
import { AppLibraryViewer } from '../library/library-viewer.svelte';
import { Installation } from '../install/installation.svelte';
import type { Layer } from '../scene/layers/layer';
import { patchLinked } from '../scene/layers/linked-channels';
import { AppCameraViewer } from './camera-viewer.svelte';
import { AppChannelsViewer } from './channels-viewer.svelte';
import { LinkSync } from './link-sync';
import type {
  ChannelPatch,
  LayerModel,
  LayerPatch,
  NoticeModel,
  ScaleBarModel,
  Viewer,
  WorldTextModel,
} from './model';
import { AppArrangeViewer } from './arrange-viewer.svelte';
import {
  centerModel,
  layerModels,
  memoryModel,
  noStatus,
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
import {
  applySharedView,
  linkState,
  linkTo,
  makeSession,
  readPageLink,
  reopen,
  type PageLink,
} from './start';
import { toAppError } from './to-app-error';

/** The interface's view of a session: the same things, reactive. Holds no decisions. */
export class AppViewer implements Viewer {
  layers = $state.raw<readonly LayerModel[]>([]);
  status = $state.raw(noStatus);
  scaleBar = $state.raw<ScaleBarModel | undefined>(undefined);
  memory = $state.raw({ limitBytes: 0, usedBytes: 0 });
  center = $state.raw<readonly WorldTextModel[]>([]);
  opening = $state(false);
  pendingLocation = $state<string | undefined>(undefined);
  gpuError = $state<AppError | undefined>(undefined);
  isSlowGpu = $state(false);
  readonly samples = samples;
  readonly colormaps = colormapGroups.flatMap(({ title, names }) =>
    names.map((name) => ({ name, colors: colormapColors(name, 12), group: title })),
  );
  readonly session: Session;
  readonly camera: AppCameraViewer;
  readonly space: AppSpaceViewer;
  readonly channels: AppChannelsViewer;
  readonly library: AppLibraryViewer;
  readonly arrange: AppArrangeViewer;
  readonly dims: AppDimensionsViewer;
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
  #waiting: readonly string[] = [];

  constructor() {
    this.#link = readPageLink(location.href);
    this.preferences = new AppPreferencesViewer(this.#link.memoryLimitBytes);
    this.session = makeSession(this.preferences.memoryLimitBytes, {
      // Fades would only make what is recorded take longer.
      reducedMotion: () => this.preferences.isMotionReduced || this.exports.job !== undefined,
      onChange: () => this.#publish(),
      onError: (error) => this.#notices.add(error),
      onGpuError: (error) => (this.gpuError = error),
      unopened: () => this.#notices.away.map(({ error }) => error),
      onBack: () => void reopen(this, this.#notices.away, this.#link.view),
    });
    this.camera = new AppCameraViewer(this.session);
    this.space = new AppSpaceViewer(this.session);
    this.arrange = new AppArrangeViewer(this.session);
    this.dims = new AppDimensionsViewer(this.session);
    this.preferences.useIn(this.session);
    this.measure = new AppMeasureViewer(this.session);
    const fail = (error: AppError) => this.#notices.add(error);
    this.channels = new AppChannelsViewer(this.session, (error) => fail(toAppError(error)));
    this.history = new AppHistoryViewer(this.session, fail);
    this.exports = new AppExportViewer(this.session, { recorder: this.history.recorder, fail });
    this.library = new AppLibraryViewer(makeLibraryEffects(this.session), {
      urls: URL,
      show: (wanted, fragment) => this.#show(linkTo(wanted, fragment)),
      fail,
    });
    this.#linkSync = new LinkSync({
      state: () => linkState(this.session),
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
      const layers = await this.session.open({ location: location.trim(), name: sampleTitle(location) });
      showSample(this.session, layers, { location, isFirst });
    } catch (error) {
      if (!isAbort(error)) this.#notices.add(toAppError(error), location);
      this.session.keeping.missed();
    }
  }

  async confirmPending(): Promise<void> {
    const location = this.pendingLocation;
    this.#askNext();
    if (location === undefined) return;
    const isFirst = this.session.scene.layers.length === 0;
    await this.open(location);
    await applySharedView(this.session, isFirst ? this.#link.view : { layers: this.#link.view.layers ?? [] });
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
    this.session.dimensions.playback.stop();
    this.#notices.clear();
    this.session.engine.changed();
  }

  setLayer(layerId: string, patch: LayerPatch): void {
    this.#find(layerId)?.patch(patch);
    this.session.engine.changed();
  }

  setChannel(layerId: string, channel: number, patch: ChannelPatch): void {
    if (patch.contrast) this.channels.setContinuous(layerId, channel, false);
    const layer = this.#find(layerId);
    if (layer) patchLinked(this.session.scene.layers, layer, { index: channel, patch });
    if (patch.visible === undefined) this.session.engine.redraw();
    else this.session.engine.changed();
  }

  moveLayer(layerId: string, toIndex: number): void {
    const layer = this.#find(layerId);
    if (layer) this.session.scene.move(layer, toIndex);
    this.session.engine.changed();
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

  copyLink(): Promise<void> {
    return navigator.clipboard.writeText(this.#linkSync.link());
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
    const missing = this.session.opening.reserve(link.specs);
    this.#waiting = link.blocked;
    this.#askNext();
    for (const location of missing)
      if (this.#link === link && !link.blocked.includes(location)) await this.open(location);
    if (this.#link !== link || this.session.scene.layers.length === 0) return;
    await applySharedView(this.session, link.view);
  }

  #askNext(): void {
    [this.pendingLocation, ...this.#waiting] = this.#waiting;
  }

  #find(layerId: string): Layer | undefined {
    return this.session.scene.layers.find(({ id }) => id === layerId);
  }

  /** Called once a frame: what says the same as before stays the same object, so that the interface does nothing. */
  #publish(): void {
    const { session } = this;
    this.opening = session.opening.isPending;
    this.isSlowGpu = session.engine.renderer?.isSoftware ?? this.isSlowGpu;
    this.camera.publish();
    this.layers = keepEqual(this.layers, layerModels(session));
    this.status = keepEqual(this.status, statusModel(session));
    this.scaleBar = keepEqual(this.scaleBar, scaleBarModel(session));
    this.center = keepEqual(this.center, centerModel(session));
    this.dims.publish();
    this.space.publish();
    this.arrange.publish();
    this.channels.publish();
    this.library.publish();
    this.memory = keepEqual(this.memory, memoryModel(session));
    this.history.recorder.changed();
    this.measure.publish();
    this.exports.publish();
    const marks = { showOutlines: this.preferences.chosen.outlines, measures: this.measure.marks() };
    this.#overlay.draw(session.host.overlay, session.scene.camera, overlayMarks(session, marks));
    if (this.#hasStarted && !this.exports.job?.holdsStill) this.#linkSync.changed();
  }
}
