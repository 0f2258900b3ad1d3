import { AppError } from '../../core';

interface IntegerLimits {
  /** Taken when the parameter is absent. */
  readonly fallback: number;
  readonly min: number;
  readonly max: number;
}

/**
 * Reads the `name=value` pairs of a `gen:` location. Whatever cannot be read is an AppError `bad-location` that
 * says what was expected and lists the parameters that the generator knows.
 */
export class ParameterReader {
  readonly #location: string;
  readonly #known: readonly string[];
  readonly #values = new Map<string, string>();

  constructor(location: string, query: string, known: readonly string[]) {
    this.#location = location;
    this.#known = known;
    for (const [name, value] of new URLSearchParams(query)) {
      if (!known.includes(name)) throw this.refuse(`There is no parameter "${name}"`);
      if (this.#values.has(name)) throw this.refuse(`The parameter "${name}" is given twice`);
      this.#values.set(name, value.trim());
    }
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  integer(name: string, { fallback, min, max }: IntegerLimits): number {
    const text = this.#values.get(name);
    if (text === undefined) return fallback;
    const value = parseInteger(text);
    if (value !== undefined && value >= min && value <= max) return value;
    throw this.#malformed(name, `a whole number from ${min} to ${max}`);
  }

  /** A whole number that may be beyond what a float64 holds exactly. */
  bigInteger(name: string, { fallback, min, max }: { fallback: bigint; min: bigint; max: bigint }): bigint {
    const text = this.#values.get(name);
    if (text === undefined) return fallback;
    const value = /^\d{1,40}$/.test(text) ? BigInt(text) : -1n;
    if (value >= min && value <= max) return value;
    throw this.#malformed(name, `a whole number from ${min} to ${max}`);
  }

  /** Any finite decimal number. */
  number(name: string, fallback: number): number {
    const text = this.#values.get(name);
    if (text === undefined) return fallback;
    const value = parseDecimal(text);
    if (value === undefined) throw this.#malformed(name, 'a number');
    return value;
  }

  /** Two finite decimal numbers with a comma between them. */
  pair(name: string, fallback: readonly [number, number]): readonly [number, number] {
    const text = this.#values.get(name);
    if (text === undefined) return fallback;
    const [first, second, ...rest] = text.split(',').map((part) => parseDecimal(part.trim()));
    if (first === undefined || second === undefined || rest.length > 0) {
      throw this.#malformed(name, 'two numbers with a comma between them');
    }
    return [first, second];
  }

  /** A list of positive whole numbers with commas between them; absent when the parameter is. */
  sizes(name: string): number[] | undefined {
    const parts = this.#values.get(name)?.split(',');
    const sizes = parts?.map((part) => parseInteger(part.trim()) ?? 0);
    if (sizes?.some((size) => size < 1)) throw this.#malformed(name, 'positive whole numbers, like 1000,777');
    return sizes;
  }

  choice<T extends string>(name: string, choices: readonly T[], fallback: T): T {
    const text = this.#values.get(name);
    if (text === undefined) return fallback;
    const value = choices.find((choice) => choice === text);
    if (value === undefined) throw this.#malformed(name, `one of ${choices.join(', ')}`);
    return value;
  }

  /** Returns the error for this location; `problem` is a sentence without its full stop. */
  refuse(problem: string): AppError {
    const message = `${problem}: ${this.#location} cannot be made. Its parameters are ${this.#known.join(', ')}.`;
    return new AppError('bad-location', message, { location: this.#location, known: this.#known });
  }

  #malformed(name: string, expected: string): AppError {
    return this.refuse(`"${this.#values.get(name)}" is no value for "${name}", which takes ${expected}`);
  }
}

function parseInteger(text: string): number | undefined {
  const value = Number(text);
  return /^[+-]?\d+$/.test(text) && Number.isSafeInteger(value) ? value : undefined;
}

function parseDecimal(text: string): number | undefined {
  const value = Number(text);
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) && Number.isFinite(value) ? value : undefined;
}
