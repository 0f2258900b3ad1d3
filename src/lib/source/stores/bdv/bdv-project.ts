import { AppError } from '../../../core';
import { plainText } from '../../formats/documents/plain-text';
import { concatenated, identity } from './affine';
import type { Affine } from './affine';
import { elementsAt, readXml, textAt } from './xml-tree';
import type { XmlElement } from './xml-tree';

/** What was imaged at once: a channel at an angle, say. */
export interface BdvSetup {
  readonly id: number;
  readonly name: string;
  /** Voxels along x, y, z; absent where the document does not say. */
  readonly size?: readonly number[];
  readonly voxelSize?: readonly number[];
  readonly unit?: string;
  /** What it is a set-up of, such as channel or angle, by name. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** What a project's XML says. */
export interface BdvProject {
  /** Name of the HDF5 file, as it is written. */
  readonly file: string;
  readonly setups: readonly BdvSetup[];
  readonly timepoints: readonly number[];
  /** By `TIMEPOINT,SETUP`. */
  readonly registrations: ReadonlyMap<string, Affine>;
  /** `TIMEPOINT,SETUP` of what was not imaged. */
  readonly missing: ReadonlySet<string>;
}

const maxTimepoints = 1_000_000;

/** Reads a BigDataViewer project. Throws `not-a-dataset` for another document, `unsupported` for one whose pixels lie in no HDF5 file. */
export function readBdvProject(text: string, document: string): BdvProject {
  const root = readXml(text);
  const sequence = elementsAt(root, 'SequenceDescription')[0];
  if (root?.name !== 'SpimData' || !sequence) {
    const message = `${document} is no BigDataViewer project: it has no SpimData with a SequenceDescription.`;
    throw new AppError('not-a-dataset', message, { document });
  }
  const loader = elementsAt(sequence, 'ImageLoader')[0];
  const file = textAt(loader, 'hdf5');
  if (file === undefined || file === '') {
    const format = plainText(loader?.attributes['format'] ?? 'unknown', 80);
    const feature = `a BigDataViewer project with images in the format ${format}`;
    const message = `${document} is ${feature}; those in HDF5 can be opened.`;
    throw new AppError('unsupported', message, { document, feature });
  }
  const names = attributeNames(sequence);
  return {
    file: plainText(file, 1000),
    setups: elementsAt(sequence, 'ViewSetups', 'ViewSetup').map((setup) => readSetup(setup, names)),
    timepoints: readTimepoints(elementsAt(sequence, 'Timepoints')[0], document),
    registrations: readRegistrations(root),
    missing: new Set(elementsAt(sequence, 'MissingViews', 'MissingView').map(viewOf)),
  };
}

function readSetup(setup: XmlElement, names: ReadonlyMap<string, string>): BdvSetup {
  const id = Number(textAt(setup, 'id'));
  const size = numbers(textAt(setup, 'size'));
  const voxelSize = numbers(textAt(setup, 'voxelSize', 'size'));
  const unit = textAt(setup, 'voxelSize', 'unit');
  const attributes = elementsAt(setup, 'attributes')[0]?.children ?? [];
  return {
    id,
    name: plainText(textAt(setup, 'name') ?? '', 200) || `Set-up ${id}`,
    ...(size.length === 3 && { size }),
    ...(voxelSize.length === 3 && { voxelSize }),
    ...(unit !== undefined && { unit: plainText(unit, 40) }),
    attributes: Object.fromEntries(
      attributes.map(({ name, text }) => [name, names.get(`${name} ${text}`) ?? plainText(text, 80)]),
    ),
  };
}

/** What `channel 1` and its like are called. */
function attributeNames(sequence: XmlElement): Map<string, string> {
  const lists = elementsAt(sequence, 'ViewSetups', 'Attributes');
  return new Map(
    lists.flatMap(({ attributes, children }) =>
      children.map((item): [string, string] => {
        const id = textAt(item, 'id') ?? '';
        return [`${attributes['name'] ?? ''} ${id}`, plainText(textAt(item, 'name') ?? id, 80)];
      }),
    ),
  );
}

function readTimepoints(element: XmlElement | undefined, document: string): number[] {
  const found = listedTimepoints(element).slice(0, maxTimepoints + 1);
  if (found.length > maxTimepoints) {
    const message = `${document}: Timepoints are more than ${maxTimepoints}.`;
    throw new AppError('bad-metadata', message, { document, field: 'Timepoints' });
  }
  return found.length === 0 ? [0] : found;
}

function listedTimepoints(element: XmlElement | undefined): number[] {
  const type = element?.attributes['type'];
  if (type === 'range')
    return series(
      Number(textAt(element, 'first')),
      Number(textAt(element, 'last') ?? textAt(element, 'first')),
      1,
    );
  if (type === 'list') return elementsAt(element, 'Timepoint', 'id').map(({ text }) => Number(text));
  return (textAt(element, 'integerpattern') ?? '').split(',').flatMap((part) => {
    const [, first, last = first, step = '1'] =
      /^\s*(\d+)(?:\s*-\s*(\d+))?(?:\s*:\s*(\d+))?\s*$/.exec(part) ?? [];
    return first === undefined ? [] : series(Number(first), Number(last), Number(step));
  });
}

function series(first: number, last: number, step: number): number[] {
  const count = Math.floor((last - first) / Math.max(1, step)) + 1;
  if (!(count > 0)) return [];
  return Array.from({ length: Math.min(count, maxTimepoints + 1) }, (_, i) => first + i * Math.max(1, step));
}

/** The first transform of a list is the last to be applied. */
function readRegistrations(root: XmlElement): Map<string, Affine> {
  const views = elementsAt(root, 'ViewRegistrations', 'ViewRegistration');
  return new Map(
    views.map((view) => {
      const affines = elementsAt(view, 'ViewTransform', 'affine').map(({ text }) => numbers(text));
      const all = affines.filter((affine) => affine.length === 12);
      return [viewOf(view), all.reduce(concatenated, identity)];
    }),
  );
}

function viewOf({ attributes }: XmlElement): string {
  return `${Number(attributes['timepoint'])},${Number(attributes['setup'])}`;
}

function numbers(text: string | undefined): number[] {
  const found = (text ?? '')
    .split(/\s+/)
    .filter((part) => part !== '')
    .map(Number);
  return found.every(Number.isFinite) ? found : [];
}
