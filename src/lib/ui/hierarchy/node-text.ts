import type { LoadedState, NodeKind, NoteRow, TreeNode } from '../../app';
import { hierarchy as t } from '../../messages';
import type { IconName } from '../base/icons';
import { wholeText } from '../text/numbers';
import { bytesText } from '../text/sizes';

const kinds: Readonly<Record<NodeKind, { readonly text: string; readonly icon: IconName }>> = {
  image: { text: t.image, icon: 'image' },
  labels: { text: t.labels, icon: 'labels' },
  points: { text: t.points, icon: 'points' },
  plate: { text: t.plate, icon: 'grid' },
  well: { text: t.well, icon: 'grid' },
  series: { text: t.series, icon: 'shelf' },
  array: { text: t.array, icon: 'array' },
  group: { text: t.group, icon: 'folder' },
  folder: { text: t.folder, icon: 'folder' },
  file: { text: t.file, icon: 'file' },
  archive: { text: t.archive, icon: 'shelf' },
  unknown: { text: t.unknown, icon: 'help' },
};

export function kindText(kind: NodeKind): string {
  return kinds[kind].text;
}

export function kindIcon(kind: NodeKind): IconName {
  return kinds[kind].icon;
}

/** Returns sizes in store axis order: '61 × 180 × 8,192'. */
export function sizesText(sizes: readonly number[]): string {
  return sizes.length === 0 ? t.oneValue : sizes.map(wholeText).join(' × ');
}

/** What stands at the end of a node's row. */
export function metaText(
  { kind, dtype, shape, levels, entries, sizeBytes, format }: TreeNode,
  depth: number,
): string {
  if (kind === 'array') return shape ? `${sizesText(shape)}${depth > 1 ? '' : ` · ${dtype ?? ''}`}` : '';
  if (levels !== undefined) return [dtype, t.levelCount({ count: levels })].filter(Boolean).join(' · ');
  if (kind === 'file' || kind === 'archive') return sizeBytes === undefined ? '' : bytesText(sizeBytes);
  if (kind === 'plate' && entries !== undefined) return t.wellCount({ count: entries });
  if (kind === 'well' && entries !== undefined) return t.fieldCount({ count: entries });
  if (depth === 1 && format !== undefined) return t.zarrVersion({ version: format });
  return entries === undefined ? '' : wholeText(entries);
}

/** What the eye of a row does. */
export function eyeText({ name }: TreeNode, { isWhole, visible }: LoadedState): string {
  const isHidden = visible === 'none';
  if (isWhole) return isHidden ? t.show({ name }) : t.hide({ name });
  return isHidden ? t.showWhatIsOpenIn({ name }) : t.hideWhatIsOpenIn({ name });
}

/** All of it in words, for those who hear the row: first what is to be seen of it, so that speech input finds it by that. */
export function rowLabel(
  node: TreeNode,
  { depth, isOpen }: { readonly depth: number; readonly isOpen: boolean },
): string {
  const meta = metaText(node, depth);
  return [node.name, meta, kindText(node.kind), isOpen ? t.openAsALayer : ''].filter(Boolean).join(', ');
}

const notes: Readonly<Record<NoteRow['note'], string>> = {
  unlisted: t.serverListsNothing,
  cut: t.moreThanIsListed,
  empty: t.nothingHere,
  failed: t.couldNotBeRead,
  reading: t.readingTheMetadata,
};

export function noteText({ note }: NoteRow): string {
  return notes[note];
}

/** Whether it holds images that are looked through before one is opened. */
export function isCollectionKind(kind: NodeKind): boolean {
  return kind === 'plate' || kind === 'well' || kind === 'series';
}

/** Why nothing opens from a node; `undefined` when it can be opened, as layers or to look through its images. */
export function whyNotOpened({ kind, isPending, levels }: TreeNode): string | undefined {
  if (isPending && kind === 'folder') return undefined;
  switch (kind) {
    case 'image':
    case 'labels':
    case 'array':
    case 'archive':
    case 'plate':
    case 'well':
    case 'series':
      return undefined;
    case 'file':
      return t.aFileNotAnImage;
    case 'points':
      return levels === undefined ? t.pointsInATable : undefined;
    case 'unknown':
      return t.metadataCannotBeRead;
    default:
      return t.itIsNoImage;
  }
}

/** Whether a node may be opened as points: a list of 2 to 5 coordinates, or what says that it holds points. */
export function mayBePoints({ kind, shape }: TreeNode): boolean {
  if (kind !== 'array') return kind === 'points' || kind === 'group';
  const [, width = 0, ...others] = shape ?? [];
  return others.length === 0 && width >= 2 && width <= 5;
}

/** Why a node is no layer by itself; `undefined` when it is one. */
export function whyNoLayer(node: TreeNode): string | undefined {
  switch (node.kind) {
    case 'plate':
      return t.openFieldsOfItsWells;
    case 'well':
      return t.openOneOfItsFields;
    case 'series':
      return t.openOneOfItsSeries;
    default:
      return whyNotOpened(node);
  }
}
