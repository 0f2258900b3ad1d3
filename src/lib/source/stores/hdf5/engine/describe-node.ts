import type { Hdf5Node } from '../engine-calls';
import { elementType } from './element-type';
import { H5Failure } from './h5-module';
import type { OpenFile } from './open-file';
import { readAttributes } from './read-attributes';

const maxNameLength = 200;

/** Says what is at a path; `undefined` where nothing is. Throws H5Failure for what is there and cannot be read. */
export function describeNode(file: OpenFile, path: string): Hdf5Node | undefined {
  const type = file.strict((module, id) => module.get_type(id, path));
  const { H5G_GROUP, H5G_DATASET, H5G_LINK, H5G_UDLINK, H5G_TYPE } = file.module;
  switch (type) {
    case H5G_GROUP: {
      const holder = holderOf(file, path);
      if (holder !== undefined) return { kind: 'other', what: `link to ${holder}, which holds it` };
      return { kind: 'group', attributes: readAttributes(file, path) };
    }
    case H5G_DATASET:
      return describeDataset(file, path);
    case H5G_LINK: {
      const target = file.native((module, id) => module.get_symbolic_link(id, path)) ?? '';
      return { kind: 'other', what: `broken link to ${target.slice(0, maxNameLength)}` };
    }
    case H5G_UDLINK: {
      const { filename = '', obj_path = '' } = file.native((module, id) =>
        module.get_external_link(id, path),
      );
      return { kind: 'other', what: `link to ${obj_path} of the file ${filename}`.slice(0, maxNameLength) };
    }
    case H5G_TYPE:
      return { kind: 'other', what: 'named type' };
    default:
      return undefined;
  }
}

function describeDataset(file: OpenFile, path: string): Hdf5Node {
  const metadata = file.native((module, id) => module.get_dataset_metadata(id, path));
  if (!metadata) throw new H5Failure(file.reason);
  const filters = file.native((module, id) => module.get_dataset_filters(id, path));
  const { shape, chunks, virtual_sources: sources = [] } = metadata;
  const otherFiles = sources.map(({ file_name: name }) => name).filter((name) => name !== '.');
  return {
    kind: 'dataset',
    attributes: readAttributes(file, path),
    type: elementType(metadata),
    ...(shape && { shape }),
    ...(chunks && { chunks }),
    filters: filters.map(({ id, name }) => ({ id, name: name.slice(0, maxNameLength) })),
    labels:
      shape && shape.length > 0 ? file.native((module, id) => module.get_dimension_labels(id, path)) : [],
    otherFiles: [...new Set(otherFiles)].slice(0, 10),
  };
}

/** The group above a path that is the same group as the one at the path. */
function holderOf(file: OpenFile, path: string): string | undefined {
  if (path === '/') return undefined;
  const own = objectOf(file, path);
  const segments = path.split('/').slice(1, -1);
  const above = ['/', ...segments.map((_, i) => `/${segments.slice(0, i + 1).join('/')}`)];
  return above.find((each) => objectOf(file, each) === own);
}

function objectOf(file: OpenFile, path: string): string {
  return file.native((module, id) => module.create_object_reference(id, path)).join();
}
