import { AppError, errorFromMessage } from '../../../core';
import type { LocalAnswer, LocalEntry, LocalQuestion, LocalRoot } from '../../../core';
import { HandleFolder } from './handle-folder';
import type { LocalFiles, LocalFolder } from './local-files';

type Asked = LocalQuestion extends infer Q ? (Q extends LocalQuestion ? Omit<Q, 'id'> : never) : never;

interface Waiting {
  readonly resolve: (answer: LocalAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** Reads files of this device in a worker: what was picked is asked of the page once, and then read without it where that can be. */
export class LocalClient implements LocalFiles {
  readonly #post: (question: LocalQuestion) => void;
  readonly #waiting = new Map<number, Waiting>();
  readonly #roots = new Map<string, Promise<LocalFolder>>();
  #nextId = 1;

  /** `post`: asks the page; its answers go to {@link handle}. */
  constructor(post: (question: LocalQuestion) => void) {
    this.#post = post;
  }

  /** The page is at the other end of a port. */
  listen(port: MessagePort): void {
    port.addEventListener('message', ({ data }: MessageEvent<LocalAnswer>) => this.handle(data));
    port.start();
  }

  /** Takes an answer of the page. */
  handle(answer: LocalAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('error' in answer) waiting?.reject(errorFromMessage(answer.error));
    else waiting?.resolve(answer);
  }

  async file(pick: string, path: string): Promise<File | undefined> {
    return (await this.#root(pick)).file(path);
  }

  async list(pick: string, path: string): Promise<readonly LocalEntry[] | undefined> {
    return (await this.#root(pick)).list(path);
  }

  /** A failure is not remembered: the user may allow it, or pick it, meanwhile. Nor is a file: it may be picked anew as it is now. */
  #root(pick: string): Promise<LocalFolder> {
    const known = this.#roots.get(pick);
    if (known !== undefined) return known;
    const asked = this.#ask({ type: 'root', pick }).then((answer) => {
      const root = 'root' in answer ? answer.root : undefined;
      if (root?.kind === 'file') this.#roots.delete(pick);
      return this.#folder(pick, root);
    });
    this.#roots.set(pick, asked);
    asked.catch(() => this.#roots.delete(pick));
    return asked;
  }

  #folder(pick: string, root: LocalRoot | undefined): LocalFolder {
    if (root === undefined)
      throw new AppError('not-picked', 'This was picked on another device, or is no longer known here.', {});
    if (root.kind === 'folder') return new HandleFolder(root.handle);
    if (root.kind === 'file') return new SingleFile(root.file);
    return {
      file: async (path) => fileIn(await this.#ask({ type: 'file', pick, path })),
      list: async (path) => entriesIn(await this.#ask({ type: 'list', pick, path })),
    };
  }

  #ask(question: Asked): Promise<LocalAnswer> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#post({ ...question, id });
    });
  }
}

/** A file that was picked by itself. */
class SingleFile implements LocalFolder {
  readonly #file: File;

  constructor(file: File) {
    this.#file = file;
  }

  file(path: string): Promise<File | undefined> {
    return Promise.resolve(path === '' ? this.#file : undefined);
  }

  list(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}

function fileIn(answer: LocalAnswer): File | undefined {
  return 'file' in answer ? answer.file : undefined;
}

function entriesIn(answer: LocalAnswer): readonly LocalEntry[] | undefined {
  return 'entries' in answer ? answer.entries : undefined;
}
