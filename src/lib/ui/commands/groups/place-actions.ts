import type { PlaceModel, Viewer } from '../../../app';
import { placeMenu as t } from '../../../messages';
import { inGroup, type Command, type Groupless } from '../command';

/** What can be done at one place of the picture: the entries of its menu that are about the place, in parts with a line between. */
export function placeActions(viewer: Viewer, asked: PlaceModel): Command[][] {
  const parts = [copyActions(viewer, asked), labelActions(viewer, asked), moveActions(viewer, asked)];
  return [...parts, measureActions(viewer, asked)]
    .filter((part) => part.length > 0)
    .map((part) => inGroup('picture', part));
}

function copyActions({ place }: Viewer, { readout, world }: PlaceModel): Groupless[] {
  const unless = (isThere: boolean) => () => (isThere ? undefined : t.nothingHere);
  return [
    {
      id: 'place.copyValue',
      label: t.copyValue,
      icon: 'copy',
      blocked: unless(readout.length > 0),
      run: () => void place.copyValues(),
    },
    {
      id: 'place.copyPosition',
      label: t.copyPosition,
      icon: 'copy',
      blocked: unless(world !== undefined),
      run: () => void place.copyPosition(),
    },
  ];
}

function labelActions({ place }: Viewer, { label }: PlaceModel): Groupless[] {
  if (!label) return [];
  return [
    {
      id: 'place.selectLabel',
      label: t.selectLabel({ value: label.value }),
      icon: 'labels',
      run: () => place.selectLabel(),
    },
    {
      id: 'place.onlyLabel',
      label: label.showsOnlyIt ? t.showAllLabelsAgain : t.showOnlyThisLabel,
      icon: 'alone',
      run: () => place.toggleOnlyLabel(),
    },
  ];
}

function moveActions({ place }: Viewer, { isTurned }: PlaceModel): Groupless[] {
  const upright = { id: 'place.straighten', label: t.turnUpright, icon: 'roll' } as const;
  return [
    { id: 'place.center', label: t.centreHere, icon: 'pin', run: () => place.centerHere() },
    { id: 'place.zoomIn', label: t.zoomInHere, icon: 'plus', run: () => place.zoomHere(2) },
    { id: 'place.zoomOut', label: t.zoomOutHere, icon: 'minus', run: () => place.zoomHere(0.5) },
    ...(isTurned ? [{ ...upright, run: () => place.straighten() }] : []),
  ];
}

const measures = [
  { kind: 'distance', icon: 'ruler', label: t.addADistance },
  { kind: 'angle', icon: 'angle', label: t.addAnAngle },
  { kind: 'box', icon: 'box', label: t.addABox },
] as const;

function measureActions({ measure }: Viewer, { at }: PlaceModel): Groupless[] {
  return measures.map(({ kind, icon, label }) => ({
    id: `place.measure.${kind}`,
    label,
    icon,
    run: () => measure.addFrom(kind, at),
  }));
}
