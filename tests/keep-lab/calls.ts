/** Functions of a worker that can be called from its page. */
type Calls = Readonly<Record<string, (...args: never[]) => Promise<unknown>>>;

interface Call {
  readonly name: string;
  readonly args: readonly unknown[];
}

type Answer = { readonly value: unknown } | { readonly error: string };

/** The part of a worker's global scope that is used. */
interface WorkerScope {
  postMessage(message: Answer): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<Call>) => void): void;
}

/** In a worker: has its page call these functions. Messages of other shapes are left alone. */
export function answerCalls(calls: Calls): void {
  const scope = globalThis as unknown as WorkerScope;
  scope.addEventListener('message', ({ data }) => {
    if (!Object.hasOwn(calls, data.name ?? '')) return;
    Promise.resolve(Reflect.apply(calls[data.name] as () => unknown, undefined, data.args)).then(
      (value) => scope.postMessage({ value }),
      (error: unknown) => scope.postMessage({ error: String(error) }),
    );
  });
}

/** Calls a function of a worker, one at a time. Rejects with what it throws, or when its script fails. */
export type Caller<Known extends Calls> = <Name extends keyof Known & string>(
  name: Name,
  ...args: Parameters<Known[Name]>
) => Promise<Awaited<ReturnType<Known[Name]>>>;

/** In a page: the way to the functions that a worker answers with. */
export function callerOf<Known extends Calls>(worker: Worker): Caller<Known> {
  return (name, ...args) =>
    new Promise((resolve, reject) => {
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.onmessage = ({ data }: MessageEvent<Answer>) =>
        'error' in data ? reject(new Error(data.error)) : resolve(data.value as never);
      worker.postMessage({ name, args });
    });
}
