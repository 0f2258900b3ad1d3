import type { NodeRow, OpenChoice } from '../../../app';
import type { Groupless } from '../../commands/command';
import { hierarchy as t } from '../../../messages';
import { isCollectionKind, mayBePoints, whyNoLayer, whyNotOpened } from '../node-text';

const hdf5Names = /\.(h5|hdf5|hdf|ims|xml)$/i;

export interface NodeActionOptions {
  /** The chosen nodes, at least one. */
  readonly rows: readonly NodeRow[];
  readonly hasLayers: boolean;
  readonly open: (choice: OpenChoice) => void;
}

/** What opens the chosen nodes as layers, with the reason where one cannot. Those that cannot be opened are left out of several. */
export function openActions({ rows, hasLayers, open }: NodeActionOptions): Groupless[] {
  const openable = rows.filter(({ node }) => whyNoLayer(node) === undefined);
  const [first] = rows;
  const why = openable.length > 0 ? undefined : first && whyNoLayer(first.node);
  const blocked = () => why;
  const isFlat = openable.every(({ node }) => node.shape !== undefined && node.shape.length < 3);
  const isFloat = openable.some(({ node }) => /^(float|complex)/.test(node.dtype ?? ''));
  const isPoints = openable.some(({ node }) => mayBePoints(node));
  const reason = (isBlocked: boolean, words: string) => () => why ?? (isBlocked ? words : undefined);
  const count = openable.length;
  return [
    { ...firstAction(rows, count), blocked: () => whyNothingOpens(rows), run: () => open({}) },
    {
      id: 'node.replace',
      label: t.openInPlaceOfAllLayers,
      icon: 'swipe',
      blocked: reason(!hasLayers, t.nothingIsOpen),
      run: () => open({ replaces: true }),
    },
    { id: 'node.2d', label: t.openIn2d, icon: 'image', blocked, run: () => open({ mode: '2d' }) },
    {
      id: 'node.3d',
      label: t.openIn3d,
      icon: 'box',
      blocked: reason(isFlat, t.twoAxesOnly),
      run: () => open({ mode: '3d' }),
    },
    { id: 'node.image', label: t.openAsImage, icon: 'array', blocked, run: () => open({ as: 'image' }) },
    {
      id: 'node.labels',
      label: t.openAsLabels,
      icon: 'labels',
      blocked: reason(isFloat, t.noWholeNumbers),
      run: () => open({ as: 'labels' }),
    },
    {
      id: 'node.points',
      label: t.openAsPoints,
      icon: 'points',
      blocked: reason(!isPoints, t.noRowsOfCoordinates),
      run: () => open({ as: 'points' }),
    },
    {
      id: 'node.outlines',
      label: t.openWithTileOutlines,
      icon: 'debug',
      blocked,
      run: () => open({ outlines: true }),
    },
  ];
}

/** Why nothing opens from the chosen nodes; `undefined` when something does. */
export function whyNothingOpens(rows: readonly NodeRow[]): string | undefined {
  const [first, ...others] = rows;
  if (rows.some(({ node }) => whyNoLayer(node) === undefined)) return undefined;
  return first && (others.length > 0 ? whyNoLayer(first.node) : whyNotOpened(first.node));
}

function firstAction(
  rows: readonly NodeRow[],
  count: number,
): Pick<Groupless, 'id' | 'label' | 'icon' | 'keys'> {
  const [only, ...others] = rows;
  const common = { id: 'node.add', keys: ['Enter'] };
  if (only && others.length === 0 && isCollectionKind(only.node.kind))
    return { ...common, label: t.lookThroughItsImages, icon: 'grid' };
  return { ...common, label: count > 1 ? t.addAsLayers({ count }) : t.addAsLayer, icon: 'plus' };
}

/** Why the chosen nodes cannot be kept on this device; `undefined` when they can. */
export function whyNotKept(rows: readonly NodeRow[]): string | undefined {
  const [only, ...others] = rows;
  if (only === undefined || others.length > 0) return t.oneAtATime;
  return whyNeverKept(only) ?? whyNoLayer(only.node);
}

/** Why a node can never be kept on this device; `undefined` when it may be. */
export function whyNeverKept({
  store,
  node: { archive, kind, path },
}: Pick<NodeRow, 'store' | 'node'>): string | undefined {
  const [place = '', pipeline = ''] = store.trim().split(/(?=\|)/);
  if (place.startsWith('gen:')) return t.madeOnDemand;
  if (place.startsWith('local:')) return t.onThisDeviceAlready;
  const file = archive ?? (kind === 'archive' ? path : place.replace(/[?#].*$/s, ''));
  const isHdf5 = pipeline.startsWith('|hdf5:') || hdf5Names.test(file);
  if (isHdf5) return t.hdf5IsNotKept;
  return /^[^#]*\?./s.test(place) ? t.addressMayHoldKey : undefined;
}

/** A level that can be opened by itself. */
export interface LevelChoice {
  readonly level: number;
  /** Of the image that it is a level of. */
  readonly path: string;
}

/** Levels that one node offers: all of an image, or the one that an array is. */
export function levelChoices({ node }: NodeRow): LevelChoice[] {
  if (node.levelOf) return [node.levelOf];
  const isImage = node.kind === 'image' || node.kind === 'labels';
  return isImage
    ? Array.from({ length: Math.min(node.levels ?? 0, 40) }, (_, level) => ({ level, path: node.path }))
    : [];
}
