import { linkContrast } from '../scene/layers/linked-channels';
import type { Layer } from '../scene/layers/layer';
import type { Session } from '../session/session';
import type { ArrangeViewer, CellModel, SwipeModel } from './arrange-model';
import { keepEqual } from './keep-equal';

/** The divider stays this far from the edges, so that it can be taken hold of. */
const DIVIDER_ROOM = 0.02;

/** The interface's view of how layers lie on the screen and beside each other. */
export class AppArrangeViewer implements ArrangeViewer {
  isGrid = $state(false);
  cells = $state.raw<readonly CellModel[]>([]);
  swipe = $state.raw<SwipeModel | undefined>(undefined);
  soloed = $state<string | undefined>(undefined);
  readonly #session: Session;
  /** Layers that were seen before one was shown alone. */
  #seenBefore: readonly string[] = [];

  constructor(session: Session) {
    this.#session = session;
  }

  rename(layerId: string, name: string): void {
    this.#find(layerId)?.rename(name);
    this.#session.engine.changed();
  }

  async duplicate(layerId: string): Promise<void> {
    const layer = this.#find(layerId);
    if (!layer) return;
    await this.#session.opening.duplicate(layer);
    this.#session.engine.changed();
  }

  solo(layerId: string): void {
    const { layers } = this.#session.scene;
    const others = layers.filter(({ id }) => id !== layerId);
    const isAlone = others.every(({ look }) => !look.visible);
    const before = isAlone ? this.#seenBefore : [];
    if (!isAlone) this.#seenBefore = layers.filter(({ look }) => look.visible).map(({ id }) => id);
    // Without anything to go back to, all are shown.
    for (const other of others)
      other.patch({ visible: isAlone && (before.length === 0 || before.includes(other.id)) });
    this.#find(layerId)?.patch({ visible: true });
    this.#session.engine.changed();
  }

  linkContrast(layerId: string, isOn: boolean): void {
    const layer = this.#find(layerId);
    if (layer) linkContrast(this.#session.scene.layers, layer, isOn);
    this.#session.engine.redraw();
  }

  setGrid(isOn: boolean): void {
    this.#session.scene.arrangement.isGrid = isOn;
    this.#session.home();
  }

  compare(layerId: string | undefined): void {
    const { layers, arrangement } = this.#session.scene;
    const shown = layers.filter(({ look }) => look.visible);
    const at = shown.findIndex(({ id }) => id === layerId);
    const [below, layer] = [shown[at - 1], shown[at]];
    if (layerId === undefined) arrangement.swipe = undefined;
    else if (below && layer) {
      arrangement.isGrid = false;
      arrangement.swipe = { left: below.id, right: layer.id, at: 0.5 };
    }
    this.#session.engine.changed();
  }

  moveDivider(at: number): void {
    const { arrangement } = this.#session.scene;
    if (!arrangement.swipe) return;
    const bounded = Math.min(1 - DIVIDER_ROOM, Math.max(DIVIDER_ROOM, at));
    arrangement.swipe = { ...arrangement.swipe, at: bounded };
    this.#session.engine.changed();
  }

  /** Called once a frame: what says the same as before stays the same object. */
  publish(): void {
    const { scene } = this.#session;
    const { isGrid, swipe } = scene.arrangement;
    this.isGrid = isGrid;
    const panes = scene.panes();
    const cells = [...panes].map(([id, { clip }]) => ({
      ...{ id, name: this.#nameOf(id), x: clip.x0, y: clip.y0 },
      ...{ width: clip.x1 - clip.x0, height: clip.y1 - clip.y0 },
    }));
    this.cells = keepEqual(this.cells, isGrid ? cells : []);
    const isCompared = !isGrid && swipe !== undefined && panes.size > 0;
    const model = isCompared
      ? { left: this.#nameOf(swipe.left), right: this.#nameOf(swipe.right), at: swipe.at }
      : undefined;
    this.swipe = keepEqual(this.swipe, model);
    const seen = scene.layers.filter(({ look }) => look.visible);
    this.soloed = scene.layers.length > 1 && seen.length === 1 ? seen[0]?.id : undefined;
  }

  #nameOf(id: string): string {
    return this.#find(id)?.name ?? id;
  }

  #find(layerId: string): Layer | undefined {
    return this.#session.scene.layers.find(({ id }) => id === layerId);
  }
}
