import { errorToMessage, type LocalAnswer, type LocalConnectMessage, type LocalQuestion } from '../../core';

/** Lets a worker ask for files of this device. */
export function connectLocal(
  worker: Worker,
  answer: (question: LocalQuestion) => Promise<LocalAnswer>,
): Worker {
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener('message', ({ data }: MessageEvent<LocalQuestion>) => {
    answer(data)
      .then((given) => port1.postMessage(given))
      .catch((error: unknown) => port1.postMessage({ id: data.id, error: errorToMessage(error) }));
  });
  port1.start();
  const message: LocalConnectMessage = { type: 'local', port: port2 };
  worker.postMessage(message, [port2]);
  return worker;
}
