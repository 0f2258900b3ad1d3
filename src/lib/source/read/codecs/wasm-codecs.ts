interface NumcodecsModule {
  readonly default: {
    fromConfig(configuration: { id: string }): {
      decode(bytes: Uint8Array): Uint8Array | Promise<Uint8Array>;
    };
  };
}

/**
 * A decoder that fell over rather than say what is wrong: its memory is not to be trusted from then on. The module cannot be
 * made anew within a worker, so whoever runs the worker replaces it.
 */
export class CodecCrash extends Error {
  constructor(codec: string, cause: unknown) {
    super(`crashed the ${codec} decoder`, { cause });
    this.name = 'CodecCrash';
  }
}

const modules = {
  blosc: (): Promise<NumcodecsModule> => import('numcodecs/blosc'),
  lz4: (): Promise<NumcodecsModule> => import('numcodecs/lz4'),
  zstd: (): Promise<NumcodecsModule> => import('numcodecs/zstd'),
};

/** Decodes with a compiled codec. Settings are not needed: the bytes carry them. */
export async function decodeWith(codec: keyof typeof modules, bytes: Uint8Array): Promise<Uint8Array> {
  const { default: Codec } = await modules[codec]();
  try {
    return await Codec.fromConfig({ id: codec }).decode(bytes);
  } catch (cause) {
    if (isReport(cause)) throw cause;
    throw new CodecCrash(codec, cause);
  }
}

/** What the compiled code threw on purpose, with its reason. */
function isReport(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('std::');
}
