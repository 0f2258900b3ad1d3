import type { LocalEntry } from '../../core';
import { Archives, type LocalFiles } from '../../source';
import { zipOf } from '../../../../tests/fixtures/zip';
import type { NodeDetails } from '../details/node-details';
import type { TreeNode } from '../tree-node';
import type { NodeAddress } from './messages';
import type { Objects } from './server-world.fixture';
import { TreeClient } from './tree-client';
import { portOf } from './worker-port.fixture';

const PICK = 'local:0123456789abcdef/data';

export interface LocalTreeOptions {
  readonly files: Objects;
  /** What is in archives, by their paths. */
  readonly archives?: Readonly<Record<string, Objects>>;
}

/** The tree of a folder of this device, and which archives of it were opened. */
export class LocalTree {
  readonly opened: string[] = [];
  readonly #files: Map<string, File>;
  readonly #location: string;
  readonly #client: TreeClient;

  constructor({ files, archives = {} }: LocalTreeOptions, archive?: string) {
    this.#location = archive === undefined ? PICK : `${PICK}/${archive}`;
    const packed = Object.entries(archives).map(([path, objects]) => [path, zipFile(path, objects)] as const);
    const plain = Object.entries(files).map(([path, object]) => [path, fileOf(path, object)] as const);
    const pageUrl = 'https://page.test/';
    this.#files = new Map([...packed, ...plain]);
    const local = this.#filesOf(this.#files);
    const createWorker = () =>
      portOf({
        pageUrl,
        effects: {
          ...{ random: () => 0.5, delay: () => Promise.resolve(), local },
          archives: new Archives(() => 0.5),
          fetch: () => {
            throw new Error('Nothing of this device may be asked of a network.');
          },
        },
      });
    this.#client = new TreeClient({ createWorker, pageUrl });
  }

  /** Another archive is at a path from now on. */
  replace(path: string, objects: Objects): void {
    this.#files.set(path, zipFile(path, objects));
  }

  async open(): Promise<TreeNode> {
    return (await this.#client.ask('open', this.#at(''))).node;
  }

  /** Each as its path and kind. */
  async children(path: string): Promise<string[]> {
    const { nodes } = await this.#client.ask('children', this.#at(path));
    return nodes.map((node) => `${node.path} ${node.kind}`);
  }

  resolve(path: string): Promise<TreeNode> {
    return this.#client.ask('resolve', this.#at(path));
  }

  typed(path: string): Promise<TreeNode | undefined> {
    return this.#client.ask('typed', this.#at(path));
  }

  details(path: string): Promise<NodeDetails> {
    return this.#client.ask('details', this.#at(path));
  }

  #at(path: string): NodeAddress {
    return { location: this.#location, path };
  }

  #filesOf(files: ReadonlyMap<string, File>): LocalFiles {
    return {
      file: (_, path) => {
        const found = files.get(path);
        if (found && /\.zip$/.test(path)) this.opened.push(path);
        return Promise.resolve(found);
      },
      list: (_, folder) => Promise.resolve(entriesIn(files, folder)),
    };
  }
}

function entriesIn(files: ReadonlyMap<string, File>, folder: string): LocalEntry[] | undefined {
  const prefix = folder === '' ? '' : `${folder}/`;
  const below = [...files.keys()]
    .filter((path) => path.startsWith(prefix))
    .map((path) => path.slice(prefix.length));
  const names = new Map(below.map((path) => [path.split('/')[0] ?? '', path.includes('/')]));
  if (names.size === 0) return undefined;
  return [...names].map(([name, isFolder]) => ({ name, kind: isFolder ? 'folder' : 'file' }));
}

function fileOf(path: string, object: object | string): File {
  return new File([typeof object === 'string' ? object : JSON.stringify(object)], path);
}

function zipFile(path: string, objects: Objects): File {
  const encoder = new TextEncoder();
  const members = Object.entries(objects).map(([name, object]) => ({
    ...{ name, bytes: encoder.encode(typeof object === 'string' ? object : JSON.stringify(object)) },
  }));
  return new File([zipOf(members)], path);
}
