import type { ErrorMessage } from './app-error';

/** What the user picked on this device, as a page hands it to workers. Can be cloned; nothing of it is copied. */
export type LocalRoot =
  | { readonly kind: 'folder'; readonly handle: FileSystemDirectoryHandle }
  | { readonly kind: 'file'; readonly file: File }
  /** Only the page can find its files: each is asked for. */
  | { readonly kind: 'page' };

/** What lies in a folder on this device, without what lies deeper. */
export interface LocalEntry {
  readonly name: string;
  readonly kind: 'folder' | 'file';
  readonly sizeBytes?: number;
}

/** What a worker asks of its page, over a port of its own. `pick` is the id of what was picked; paths are below it, '' for itself. */
export type LocalQuestion =
  | { readonly id: number; readonly type: 'root'; readonly pick: string }
  | { readonly id: number; readonly type: 'file' | 'list'; readonly pick: string; readonly path: string };

/** The answer to the question with the same `id`. Absent: there is no such thing. */
export type LocalAnswer =
  | { readonly id: number; readonly root: LocalRoot | undefined }
  | { readonly id: number; readonly file: File | undefined }
  | { readonly id: number; readonly entries: readonly LocalEntry[] | undefined }
  | { readonly id: number; readonly error: ErrorMessage };

/** What a worker that reads files of this device gets once, before anything else: the way to ask for them. */
export interface LocalConnectMessage {
  readonly type: 'local';
  readonly port: MessagePort;
}
