import type { AppError } from '../../core';
import { colormapColors, colormapGroups } from '../../render';
import { AppDimensionsViewer } from '../dimensions/dimensions-viewer.svelte';
import { LazyDebugging } from '../debugging/lazy-debugging';
import type { Doctors } from '../doctors/doctors-model';
import { AppExportViewer } from '../export/export-viewer.svelte';
import type { HierarchyViewer } from '../hierarchy/hierarchy-model';
import { AppHistoryViewer } from './history-viewer.svelte';
import { keepEqual } from './keep-equal';
import { loadedOnce } from './loaded-once';
import { makeLibraryEffects } from '../library/library-effects';
import { AppLibraryViewer } from '../library/library-viewer.svelte';
import { AppCollectionViewer } from '../collection/collection-viewer.svelte';
import { AppLocalViewer } from '../local/local-viewer.svelte';
import { AppMemoryViewer } from '../memory/memory-viewer.svelte';
import { AppFirstRunViewer } from '../first-run/first-run-viewer.svelte';
import { Installation } from '../install/installation.svelte';
import type { Layer } from '../scene/layers/layer';
import { patchLinked } from '../scene/layers/linked-channels';
import { AppCameraViewer } from './camera-viewer.svelte';
import { AppChannelsViewer } from './channels-viewer.svelte';
import { LinkOpener } from './link-opener';
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
import { UserTestGate } from '../usertest/user-test-gate.svelte';
import { AppShareViewer } from '../share/share-viewer.svelte';
import { AppArrangeViewer } from './arrange-viewer.svelte';
import { centerModel, layerModels, noStatus, overlayMarks, scaleBarModel, statusModel } from './models';
import { NoticeList } from './notice-list.svelte';
import { Overlay } from '../frame/overlay/overlay';
import { AppPlaceViewer } from './place-viewer.svelte';
import { AppPreferencesViewer } from './preferences-viewer.svelte';
import { AppMeasureViewer } from './measure-viewer.svelte';
import { pageAddress } from './page-address';
import { PendingList } from './pending-list.svelte';
import { samples } from './samples';
import type { Session } from '../session/session';
import { AppSpaceViewer } from './space-viewer.svelte';
import { linkTo, makeSession, mustAsk, readStart, sharedOf } from './start';
import { toAppError } from './to-app-error';

/** The interface's view of a session: the same things, reactive. Holds no decisions. */
export class AppViewer implements Viewer {
  layers = $state.raw<readonly LayerModel[]>([]);
  status = $state.raw(noStatus);
  scaleBar = $state.raw<ScaleBarModel | undefined>(undefined);
  center = $state.raw<readonly WorldTextModel[]>([]);
  opening = $state(false);
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
  readonly local: AppLocalViewer;
  readonly collection: AppCollectionViewer;
  readonly arrange: AppArrangeViewer;
  readonly dims: AppDimensionsViewer;
  readonly memory: AppMemoryViewer;
  readonly history: AppHistoryViewer;
  readonly exports: AppExportViewer;
  readonly measure: AppMeasureViewer;
  readonly place: AppPlaceViewer;
  readonly preferences: AppPreferencesViewer;
  readonly firstRun: AppFirstRunViewer;
  readonly share: AppShareViewer;
  readonly hierarchy = loadedOnce<HierarchyViewer>(async () => {
    const { makeHierarchy } = await import('../hierarchy/make-hierarchy');
    return makeHierarchy(this, (error, location) => this.#notices.add(error, location));
  });
  readonly doctors = loadedOnce<Doctors>(async () => {
    const { makeDoctors } = await import('../doctors/make-doctors');
    return makeDoctors(this.session, { links: this.#links, notices: this.#notices });
  });
  readonly workbench = loadedOnce(async () => {
    const { makeWorkbench } = await import('../debugging/workbench');
    return makeWorkbench(this.session, (tuning) => (this.#linkSync.tuning = tuning));
  });
  readonly debugging = () => this.#debugging.load();
  readonly #debugging: LazyDebugging;
  readonly userTest = new UserTestGate(() => ({
    session: this.session,
    links: this.#links,
    notices: this.#notices,
  }));
  /** Resolves once what the page's address names has been opened or has failed. */
  readonly started: Promise<void>;
  readonly #links: LinkOpener;
  readonly #linkSync: LinkSync;
  readonly #pending = new PendingList();
  readonly #overlay = new Overlay();
  readonly #notices = new NoticeList();
  readonly #installation = new Installation();

  constructor() {
    const link = readStart(location.href);
    this.preferences = new AppPreferencesViewer(link.memoryLimitBytes);
    this.session = makeSession(this.preferences, {
      // Fades would only make what is recorded take longer.
      reducedMotion: () => this.preferences.isMotionReduced || this.exports.job !== undefined,
      onChange: () => this.#publish(),
      onError: (error) => this.#notices.add(error),
      onGpuError: (error) => (this.gpuError = error),
      unopened: () => this.#notices.away.map(({ error }) => error),
      onBack: () => void this.#links.reopen(),
      answerLocal: (question) => this.local.answer(question),
      openCollection: (request) => this.collection.take(request),
    });
    this.camera = new AppCameraViewer(this.session);
    this.space = new AppSpaceViewer(this.session);
    this.arrange = new AppArrangeViewer(this.session);
    this.dims = new AppDimensionsViewer(this.session);
    this.preferences.useIn(this.session);
    this.measure = new AppMeasureViewer(this.session);
    this.place = new AppPlaceViewer(this.session);
    const fail = (error: AppError) => this.#notices.add(error);
    this.channels = new AppChannelsViewer(this.session, (error) => fail(toAppError(error)));
    this.memory = new AppMemoryViewer(this.session, (error) => fail(toAppError(error)));
    this.#debugging = new LazyDebugging({
      ...{ session: this.session, onChange: () => this.#publish(), fail },
      ...{ reducedMotion: () => this.preferences.isMotionReduced, workbench: this.workbench },
    });
    this.history = new AppHistoryViewer(this.session, fail);
    this.exports = new AppExportViewer(this.session, { recorder: this.history.recorder, fail });
    this.library = new AppLibraryViewer(makeLibraryEffects(this.session), {
      urls: URL,
      show: (wanted, fragment) => this.#links.show(linkTo(wanted, fragment)),
      fail,
    });
    this.local = new AppLocalViewer({
      load: async (onChange) => {
        const { makeLocalOpener } = await import('../local/make-local-opener');
        return makeLocalOpener(this, { links: this.#links, onChange });
      },
      fail,
    });
    this.collection = new AppCollectionViewer(async (request) => {
      const { openCollection } = await import('../collection/open-collection');
      const parts = { session: this.session, links: this.#links, pageUrl: document.baseURI };
      return openCollection(request, { ...parts, onChange: () => this.#publish() });
    });
    this.firstRun = new AppFirstRunViewer(this.#installation, this.library);
    const shared = sharedOf(this.session);
    const sync = (this.#linkSync = new LinkSync({
      ...{ ...pageAddress(), ...shared, fail, isBusy: () => this.session.opening.isPending },
      onLink: () => void this.#links.showAddress(),
    }));
    this.share = new AppShareViewer({
      ...{ link: () => sync.link(), changed: () => sync.changed() },
      ...shared,
      name: () => this.layers[0]?.name ?? 'view',
      show: (pasted, place) => this.#links.showPasted(pasted, place),
      isBlocked: mustAsk,
      ask: (url) => this.#pending.add([url]),
      ...{ takeTurn: () => this.#links.takeTurn(), fail },
    });
    this.#links = new LinkOpener(link, {
      ...{ session: this.session, sync, notices: this.#notices, pending: this.#pending },
      ...{ recorder: this.history.recorder, onChange: () => this.#publish(), disclosed: shared.disclosed },
      share: () => this.share,
      closeAll: () => this.closeAll(),
      tune: async (text) => (await this.workbench()).tuning.follow(text),
    });
    this.started = this.#links.showAddress();
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

  get pendingLocation(): string | undefined {
    return this.#pending.current;
  }

  open(wanted: string): Promise<void> {
    return this.#links.open(wanted);
  }

  confirmPending(): Promise<void> {
    return this.#links.confirmPending();
  }

  dismissPending(): void {
    this.#links.dismissPending();
  }

  close(layerId: string): void {
    const layer = this.#find(layerId);
    if (layer) this.session.close(layer);
  }

  closeAll(): void {
    this.collection.forget();
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

  #find(layerId: string): Layer | undefined {
    return this.session.scene.layers.find(({ id }) => id === layerId);
  }

  /** Called once a frame: what says the same as before stays the same object, so that the interface does nothing. */
  #publish(): void {
    const { session } = this;
    this.opening = session.opening.isPending || this.collection.isReading || this.#links.isReading;
    this.isSlowGpu = session.engine.renderer?.gpu.isSoftware ?? this.isSlowGpu;
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
    this.history.recorder.changed();
    this.measure.publish();
    this.place.publish();
    this.exports.publish();
    const cells = this.#debugging.marks(this.preferences.chosen.outlines);
    const marks = { measures: this.measure.marks(), ...(cells && { cells }) };
    this.#overlay.draw(session.host.overlay, session.scene.camera, overlayMarks(session, marks));
    if (!this.exports.job?.holdsStill) this.#linkSync.changed();
  }
}
