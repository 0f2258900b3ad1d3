import type { H5Module } from './h5-module';

const maxLength = 20_000;
/** These say where in the library, and what is said elsewhere. */
const idle =
  /^(unable to (open|read|get|synchronously|initialize)|can't (open|get|read|retrieve)|open failed|.*read failed$)/i;

/** What the library writes when something fails: the only place where it says why. */
export class Complaints {
  #text = '';
  readonly #decoder = new TextDecoder();

  constructor({ FS }: H5Module) {
    const standardError = FS.getStream(2);
    standardError.stream_ops = {
      ...standardError.stream_ops,
      write: (_: unknown, bytes: Int8Array, offset: number, length: number): number => {
        if (this.#text.length < maxLength)
          this.#text += this.#decoder.decode(Uint8Array.from(bytes.subarray(offset, offset + length)));
        return length;
      },
    };
  }

  clear(): void {
    this.#text = '';
  }

  get isEmpty(): boolean {
    return this.#text === '';
  }

  /** The innermost complaint that says more than that something could not be read. */
  get reason(): string {
    const reasons = [...this.#text.matchAll(/^ *#\d+: .*? line \d+ in \w+\(\): (.*)$/gm)].map(
      ([, said = '']) => said,
    );
    const telling = reasons.filter((said) => !idle.test(said));
    return (telling.at(-1) ?? reasons.at(-1) ?? 'the library does not say why').slice(0, 200);
  }
}
