/** How the library describes a type and, but for types within types, a shape. */
export interface H5Metadata {
  readonly type: number;
  readonly size: number;
  readonly signed: boolean;
  readonly vlen: boolean;
  readonly total_size: number;
  readonly shape: readonly number[] | null;
  readonly chunks: readonly number[] | null;
  readonly enum_type?: { readonly type: number; readonly members: Readonly<Record<string, number>> };
  readonly virtual_sources?: readonly { readonly file_name: string }[];
}

/** A file of the library's file system, and what is open of it. */
export interface H5FileNode {
  stream_ops: object;
}

/** Emscripten's file system, as far as it is used. */
export interface H5FileSystem {
  readonly ErrnoError: new (errno: number) => Error;
  createFile(
    parent: string,
    name: string,
    properties: object,
    canRead: boolean,
    canWrite: boolean,
  ): H5FileNode;
  getStream(descriptor: number): H5FileNode;
  unlink(path: string): void;
}

/** The compiled HDF5 library, as far as it is used. Identifiers and sizes are 64 bits wide. */
export interface H5Module {
  readonly FS: H5FileSystem;
  readonly HEAPU8: Uint8Array;
  readonly H5F_ACC_RDONLY: number;
  readonly H5F_LIBVER_EARLIEST: number;
  readonly H5F_LIBVER_LATEST: number;
  readonly H5G_GROUP: number;
  readonly H5G_DATASET: number;
  readonly H5G_LINK: number;
  readonly H5G_UDLINK: number;
  readonly H5G_TYPE: number;
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  UTF8ToString(pointer: number, maxBytes?: number): string;
  deactivate_throwing_error_handler(): number;
  open(path: string, mode: number, trackOrder: boolean, low: number, high: number): bigint;
  close_file(file: bigint): number;
  get_type(file: bigint, path: string): number;
  get_names(file: bigint, path: string, isRecursive: boolean): string[];
  get_symbolic_link(file: bigint, path: string): string | null;
  get_external_link(file: bigint, path: string): { readonly filename?: string; readonly obj_path?: string };
  get_dataset_metadata(file: bigint, path: string): H5Metadata;
  get_dataset_filters(file: bigint, path: string): { readonly id: number; readonly name: string }[];
  get_dimension_labels(file: bigint, path: string): (string | null)[];
  get_dataset_data(
    file: bigint,
    path: string,
    count: bigint[],
    offset: bigint[],
    strides: bigint[],
    pointer: bigint,
  ): number;
  get_attribute_names(file: bigint, path: string): string[];
  get_attribute_metadata(file: bigint, path: string, name: string): H5Metadata;
  get_attribute_data(file: bigint, path: string, name: string, pointer: bigint): number;
  reclaim_vlen_memory(file: bigint, path: string, attribute: string, pointer: bigint): number;
  create_object_reference(file: bigint, path: string): Uint8Array;
}

/** The library could not do what it was asked, for `reason`. */
export class H5Failure extends Error {
  /** The file is none of HDF5, or broken at its beginning. */
  readonly isFormat: boolean;

  constructor(reason: string, isFormat = false) {
    super(reason);
    this.name = 'H5Failure';
    this.isFormat = isFormat;
  }
}
