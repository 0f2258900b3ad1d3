import type { MenuPlace } from '../session/pointer-commands';
import { worldUnder } from '../session/read-point';
import type { Session } from '../session/session';
import { readout, worldTexts } from './models';
import type { PlaceModel, PlaceViewer } from './place-model';

/** The interface's view of the place that was asked about. */
export class AppPlaceViewer implements PlaceViewer {
  asked = $state.raw<PlaceModel | undefined>(undefined);
  readonly #session: Session;
  /** What was answered last. */
  #seen: MenuPlace | undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  askAtCenter(): void {
    this.#session.menuAt = {};
    this.publish();
  }

  close(): void {
    this.asked = undefined;
  }

  centerHere(): void {
    if (!this.asked) return;
    const [x, y] = this.#middle();
    const [atX, atY] = this.asked.at;
    const { mover } = this.#session;
    mover.hold([atX, atY]);
    mover.pan(x - atX, y - atY);
  }

  zoomHere(factor: number): void {
    if (this.asked) this.#session.mover.zoom(factor, this.asked.at);
  }

  straighten(): void {
    if (this.asked) this.#session.mover.straighten(this.asked.at);
  }

  copyPosition(): Promise<void> {
    const parts = this.asked?.world ?? [];
    const text = parts.map((part) => `${part.axis} ${part.text}${part.unit ? ` ${part.unit}` : ''}`);
    return navigator.clipboard.writeText(text.join(', '));
  }

  copyValues(): Promise<void> {
    const values = this.asked?.readout.map(({ value }) => String(value ?? '')) ?? [];
    return navigator.clipboard.writeText(values.join(', '));
  }

  selectLabel(): void {
    this.#patchLabel({});
  }

  toggleOnlyLabel(): void {
    this.#patchLabel({ showSelectedOnly: !this.asked?.label?.showsOnlyIt });
  }

  /** Called once a frame. */
  publish(): void {
    const { menuAt } = this.#session;
    if (menuAt === this.#seen) return;
    this.#seen = menuAt;
    this.asked = menuAt && this.#placeAt(menuAt.at ?? this.#middle());
  }

  #patchLabel(patch: { readonly showSelectedOnly?: boolean }): void {
    const { scene, engine } = this.#session;
    const label = this.asked?.label;
    const layer = scene.layers.find(({ id }) => id === label?.layer);
    if (label) layer?.labels?.patch({ selectedLabel: label.value, ...patch });
    engine.redraw();
  }

  #placeAt(at: readonly [number, number]): PlaceModel {
    const session = this.#session;
    const { scene } = session;
    const world = worldUnder(session, at);
    const label = this.#labelAt(at);
    return {
      at,
      ...(world && { world: worldTexts(session, world) }),
      readout: readout(session, at),
      ...(label && { label }),
      isTurned: scene.mode === '2d' && scene.camera.turn !== 0,
    };
  }

  #labelAt([x, y]: readonly [number, number]): PlaceModel['label'] {
    const { scene } = this.#session;
    for (const { layer, value } of this.#session.valueAt(x, y).toReversed()) {
      const labels = scene.layers.find(({ id }) => id === layer)?.labels;
      if (!labels || value === null || String(value) === '0') continue;
      const { selectedLabel, showSelectedOnly } = labels.look;
      const text = String(value);
      return { layer, value: text, showsOnlyIt: showSelectedOnly && selectedLabel === text };
    }
    return undefined;
  }

  /** The middle of what the panels leave free. */
  #middle(): readonly [number, number] {
    const { camera, insets } = this.#session.scene;
    const { left, right, top, bottom } = insets;
    return [(left + camera.width - right) / 2, (top + camera.height - bottom) / 2];
  }
}
