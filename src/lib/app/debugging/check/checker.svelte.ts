import { planOf } from '../../scene/layers/layer';
import type { Session } from '../../session/session';
import { keepEqual } from '../../viewer/keep-equal';
import { noFlags, visibleLayers, type ChunkFlags } from '../cells/scene-cells';
import type { CheckModel } from '../debugging-model';
import { faultText } from './check-text';
import { flagsOf, isAlike } from './flags';
import { SelfCheck } from './self-check';

/** While something is left to look at, and so that what takes long is seen to. */
const PENDING_PAUSE_MS = 30;
const WAITING_PAUSE_MS = 500;
/** More findings than this are counted, and seen on the picture. */
const MAX_TOLD = 20;

/** Runs the self-check over what is on the screen, while it is on. */
export class Checker {
  state = $state.raw<CheckModel | undefined>();
  flags: ChunkFlags = noFlags;
  readonly #session: Session;
  readonly #onChange: () => void;
  #check: SelfCheck | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(session: Session, onChange: () => void) {
    this.#session = session;
    this.#onChange = onChange;
  }

  setOn(isOn: boolean): void {
    if (isOn === (this.#check !== undefined)) return;
    const { store } = this.#session;
    this.#check = isOn ? new SelfCheck({ store, now: () => performance.now() }) : undefined;
    clearTimeout(this.#timer);
    this.state = undefined;
    this.flags = noFlags;
    if (isOn) this.#look();
    else this.#onChange();
  }

  #look(): void {
    const { scene } = this.#session;
    const layers = visibleLayers(this.#session);
    const datasets = layers.map((layer) => {
      const dataset = scene.datasetOf(layer);
      return { layer, dataset, want: planOf(layer.frame)?.want ?? [] };
    });
    const found = this.#check?.look(datasets);
    if (!found) return;
    const told = found.findings.map(({ key, fault }) => {
      const { layer, dataset } = datasets.find((each) => each.dataset.id === key.dataset) ?? {};
      const text = dataset ? faultText(fault, dataset) : '';
      return { key, model: { layerName: layer?.name ?? '', level: key.level, index: key.index, text } };
    });
    const flags = flagsOf(told.map(({ key, model: { text } }) => ({ key, text })));
    const before = this.flags;
    this.flags = isAlike(before, flags) ? before : flags;
    const { checked, pending, findings } = found;
    this.state = keepEqual(this.state, {
      ...{ isDefined: found.datasets > 0, checked, pending, found: findings.length },
      findings: told.slice(0, MAX_TOLD).map(({ model }) => model),
    });
    if (this.flags !== before) this.#onChange();
    this.#timer = setTimeout(() => this.#look(), pending > 0 ? PENDING_PAUSE_MS : WAITING_PAUSE_MS);
  }
}
