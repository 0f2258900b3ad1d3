import type { CommandGroup } from '../command';

/** What a pointer does, or a key inside a control: told in the list of shortcuts only. */
export interface TellingRow {
  readonly group: CommandGroup;
  readonly label: string;
  readonly keys: string;
}

export const tellingRows: readonly TellingRow[] = [
  { group: 'Picture', label: 'Zoom about the pointer', keys: 'Wheel, pinch' },
  { group: 'Picture', label: 'Zoom in twofold', keys: 'Double-click' },
  { group: 'Picture', label: 'Pan; in 3D turn the volume', keys: 'Drag' },
  { group: 'Picture', label: 'Pan in 3D', keys: 'Shift + drag' },
  { group: 'Axes', label: 'Ten steps, in a slider', keys: 'Shift + ← →' },
  { group: 'Axes', label: 'Step along the axis', keys: 'Shift + wheel' },
  { group: 'Axes', label: 'Step along an axis', keys: 'Wheel over its slider' },
  { group: 'Layers', label: 'Show a layer alone, and back', keys: 'Alt + its eye' },
  { group: 'Layers', label: 'Rename a layer', keys: 'Double-click, F2' },
  { group: 'Layers', label: 'Move a layer up or down', keys: 'Drag, Alt + arrows' },
];
