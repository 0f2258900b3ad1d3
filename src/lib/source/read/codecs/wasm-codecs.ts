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

/**
 * The script with a decoder could not be fetched. A worker does not ask for a script again that failed once, so whoever runs the
 * worker replaces it.
 */
export class CodecUnreachable extends Error {
  readonly codec: string;

  constructor(codec: string, cause: unknown) {
    super(`has a ${codec} decoder that could not be fetched`, { cause });
    this.name = 'CodecUnreachable';
    this.codec = codec;
  }
}

/** Each is a script of its own, which is nearly all compiled code. */
const modules = {
  blosc: (): Promise<NumcodecsModule> => import('numcodecs/blosc'),
  lz4: (): Promise<NumcodecsModule> => import('numcodecs/lz4'),
  zstd: (): Promise<NumcodecsModule> => import('numcodecs/zstd'),
};

/** Fetches a compiled codec before it is needed, if it is one; whatever goes wrong shows when it is used. */
export function prepareCodec(name: string): void {
  if (isCompiled(name)) modules[name]().catch(() => undefined);
}

function isCompiled(name: string): name is keyof typeof modules {
  return Object.hasOwn(modules, name);
}

/** Decodes with a compiled codec. Settings are not needed: the bytes carry them. */
export async function decodeWith(codec: keyof typeof modules, bytes: Uint8Array): Promise<Uint8Array> {
  const { default: Codec } = await modules[codec]().catch((cause: unknown) => {
    throw new CodecUnreachable(codec, cause);
  });
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
