import { AppError } from '../../../core';
import type { ProjectionAnswer, ProjectionQuestion } from './messages';

/** The worker as it is seen from the page. */
export interface ProjectionWorker {
  postMessage(question: ProjectionQuestion, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent<ProjectionAnswer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  terminate(): void;
}

interface Waiting {
  readonly resolve: (answer: ProjectionAnswer) => void;
  readonly reject: (error: unknown) => void;
}

type Without<Question> = Question extends unknown ? Omit<Question, 'id'> : never;

/** Asks the worker, which starts with the first question. When it fails, so does all that waits for it, and the next question starts another. */
export class ProjectionPort {
  readonly #createWorker: () => ProjectionWorker;
  readonly #waiting = new Map<number, Waiting>();
  #worker: ProjectionWorker | undefined;
  #ids = 0;

  constructor(createWorker: () => ProjectionWorker) {
    this.#createWorker = createWorker;
  }

  ask(question: Without<ProjectionQuestion>, transfer: Transferable[] = []): Promise<ProjectionAnswer> {
    const worker = (this.#worker ??= this.#start());
    const id = this.#ids++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ ...question, id }, transfer);
    });
  }

  #start(): ProjectionWorker {
    const worker = this.#createWorker();
    worker.onmessage = ({ data }) => {
      this.#waiting.get(data.id)?.resolve(data);
      this.#waiting.delete(data.id);
    };
    worker.onerror = ({ message }) => {
      worker.terminate();
      this.#worker = undefined;
      const error = new AppError('worker-crashed', `The projection worker failed: ${message}`);
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    };
    return worker;
  }
}
