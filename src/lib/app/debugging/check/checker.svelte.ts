import { chunkKeyString, type ChunkKey } from '../../../core';
import { ReadBack, type ReadBackState, type Renderer } from '../../../render';
import { planOf } from '../../scene/layers/layer';
import type { Session } from '../../session/session';
import { keepEqual } from '../../viewer/keep-equal';
import { noFlags, visibleLayers, type ChunkFlags } from '../cells/scene-cells';
import type { CheckModel } from '../debugging-model';
import { cardText, faultText } from './check-text';
import { flagsOf, isAlike } from './flags';
import { SelfCheck } from './self-check';

/** While something is left to look at, and so that what takes long is seen to. */
const PENDING_PAUSE_MS = 30;
const WAITING_PAUSE_MS = 500;
/** What reading back from the graphics card may take at once. */
const READ_SLICE_MS = 20;
/** More findings than this are counted, and seen on the picture. */
const MAX_TOLD = 20;

const nothingRead: ReadBackState = { read: 0, pending: 0, unreadable: 0, passedOver: 0, findings: [] };

/** Runs the self-check over what is on the screen, while it is on. */
export class Checker {
  state = $state.raw<CheckModel | undefined>();
  flags: ChunkFlags = noFlags;
  readonly #session: Session;
  readonly #onChange: () => void;
  #check: SelfCheck | undefined;
  #reader: { readonly renderer: Renderer; readonly readBack: ReadBack } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(session: Session, onChange: () => void) {
    this.#session = session;
    this.#onChange = onChange;
  }

  setOn(isOn: boolean): void {
    if (isOn === (this.#check !== undefined)) return;
    const { store } = this.#session;
    this.#check = isOn ? new SelfCheck({ store, now: () => performance.now() }) : undefined;
    this.#reader?.readBack.destroy();
    this.#reader = undefined;
    clearTimeout(this.#timer);
    this.state = undefined;
    this.flags = noFlags;
    if (isOn) this.#look();
    else this.#onChange();
  }

  #look(): void {
    const { scene } = this.#session;
    const layers = visibleLayers(this.#session).filter(({ kind }) => kind !== 'points');
    const datasets = layers.map((layer) => {
      const dataset = scene.datasetOf(layer);
      return { layer, dataset, want: planOf(layer.frame)?.want ?? [] };
    });
    const found = this.#check?.look(datasets);
    if (!found) return;
    const drawn = this.#readBack();
    const layerOf = (key: Pick<ChunkKey, 'dataset'>) =>
      datasets.find((each) => each.dataset.id === key.dataset);
    const nameOf = (dataset: string) => layerOf({ dataset })?.layer.name;
    const tell = (key: ChunkKey, text: string) => {
      const layerName = nameOf(key.dataset) ?? '';
      return { key, model: { layerName, level: key.level, index: key.index, text } };
    };
    const told = uniqueByChunk([
      ...found.findings.map(({ key, fault }) => {
        const dataset = layerOf(key)?.dataset;
        return tell(key, dataset ? faultText(fault, dataset) : '');
      }),
      ...drawn.findings.map((finding) => tell(finding.key, cardText(finding, nameOf))),
    ]);
    const flags = flagsOf(told.map(({ key, model: { text } }) => ({ key, text })));
    const before = this.flags;
    this.flags = isAlike(before, flags) ? before : flags;
    const { checked, pending } = found;
    const { read, unreadable, passedOver } = drawn;
    this.state = keepEqual(this.state, {
      ...{ isDefined: found.datasets > 0, checked, pending, found: told.length },
      findings: told.slice(0, MAX_TOLD).map(({ model }) => model),
      drawn: { read, unreadable, passedOver, pending: drawn.pending },
    });
    if (this.flags !== before) this.#onChange();
    const isBusy = pending > 0 || drawn.pending > 0;
    this.#timer = setTimeout(() => this.#look(), isBusy ? PENDING_PAUSE_MS : WAITING_PAUSE_MS);
  }

  /** Reads on what is drawn, of the renderer that there is now. */
  #readBack(): ReadBackState {
    const { engine, store } = this.#session;
    const { renderer } = engine;
    if (renderer !== this.#reader?.renderer) {
      this.#reader?.readBack.destroy();
      this.#reader = renderer && { renderer, readBack: new ReadBack(() => renderer.inside) };
    }
    const endMs = performance.now() + READ_SLICE_MS;
    return this.#reader?.readBack.look(store, () => performance.now() >= endMs) ?? nothingRead;
  }
}

/** Of what was found of the same chunk the first. */
function uniqueByChunk<Told extends { readonly key: ChunkKey }>(told: readonly Told[]): Told[] {
  return [...new Map(told.toReversed().map((each) => [chunkKeyString(each.key), each])).values()].reverse();
}
