import fc from 'fast-check';

/** A change to bytes, or to a JSON document. It applies to anything: places are parts of whatever there is. */
export type Mutation = (bytes: Uint8Array) => Uint8Array;

const unit = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const byte = fc.nat(255);

/** Damage that needs to know nothing of a format: bits, lengths, and bytes that moved or came from elsewhere. */
export const damage: fc.Arbitrary<Mutation> = fc.oneof(
  fc
    .tuple(unit, fc.nat(7))
    .map(([at, bit]) => named(`flip ${at} ${bit}`, (bytes) => withByte(bytes, at, (b) => b ^ (1 << bit)))),
  fc
    .tuple(unit, byte)
    .map(([at, value]) => named(`set ${at} ${value}`, (bytes) => withByte(bytes, at, () => value))),
  unit.map((at) => named(`cut to ${at}`, (bytes) => bytes.slice(0, at * bytes.length))),
  unit.map((at) => named(`cut from ${at}`, (bytes) => bytes.slice(at * bytes.length))),
  fc
    .uint8Array({ maxLength: 64 })
    .map((more) => named(`append ${more}`, (bytes) => Uint8Array.from([...bytes, ...more]))),
  fc
    .tuple(unit, unit, unit)
    .map(([to, from, part]) =>
      named(`splice ${to} ${from} ${part}`, (bytes) => spliced(bytes, to, from, part)),
    ),
  fc.tuple(unit, fc.uint8Array({ minLength: 1, maxLength: 16 })).map(([at, piece]) =>
    named(`write ${at} ${piece}`, (bytes) => {
      const copy = bytes.slice();
      copy.set(piece.subarray(0, copy.length - Math.floor(at * copy.length)), Math.floor(at * copy.length));
      return copy;
    }),
  ),
  fc.uint8Array({ maxLength: 256 }).map((other) => named(`replace ${other}`, () => other)),
);

/** The first 32 bytes, where headers state sizes: each whole word set to something extreme. */
export const headerLie: fc.Arbitrary<Mutation> = fc
  .tuple(fc.nat(7), fc.constantFrom(0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 0x10000))
  .map(([word, value]) =>
    named(`word ${word} = ${value}`, (bytes) => {
      const copy = bytes.slice();
      if (copy.length >= 4 * word + 4) new DataView(copy.buffer).setUint32(4 * word, value, true);
      return copy;
    }),
  );

const hostileValues: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    '',
    '..',
    '../..',
    '%2e%2e/%2f',
    '//evil.test/x',
    'https://evil.test',
    '\u0000',
  ),
  fc.constantFrom<unknown>(
    '__proto__',
    'constructor',
    '\u202egnp',
    '<img src=x onerror=alert(1)>',
    'NaN',
    'a'.repeat(1e5),
  ),
  fc.constantFrom<unknown>(0, -1, 0.5, -0, 2 ** 31, 2 ** 53, 2 ** 60, 1e308, -1e308, 1e-320),
  fc.constantFrom<unknown>([], {}, [[]], [null], [0, 0, 0], Array(1000).fill(1), Array(100).fill({})),
  fc.jsonValue({ maxDepth: 3 }),
);

/** A change to the structure of a JSON document: one of its values is replaced, left out, doubled or renamed. */
export const restructure: fc.Arbitrary<Mutation> = fc
  .tuple(unit, fc.constantFrom('replace', 'delete', 'double', 'wrap', 'rename'), hostileValues)
  .map(([at, way, value]) =>
    named(`${way} ${at} ${(JSON.stringify(value) ?? 'undefined').slice(0, 80)}`, (bytes) => {
      const text = new TextDecoder().decode(bytes);
      const document = parsed(text);
      return document === undefined ? bytes : encoded(changed(document, at, way, value));
    }),
  );

/** What fast-check prints of a failure. */
function named(name: string, mutation: Mutation): Mutation {
  return Object.assign(mutation, { [fc.toStringMethod]: () => name });
}

function withByte(bytes: Uint8Array, at: number, change: (value: number) => number): Uint8Array {
  const copy = bytes.slice();
  const index = Math.floor(at * copy.length);
  if (copy.length > 0) copy[index] = change(copy[index] ?? 0);
  return copy;
}

function spliced(bytes: Uint8Array, to: number, from: number, part: number): Uint8Array {
  const copy = bytes.slice();
  const start = Math.floor(from * copy.length);
  const target = Math.floor(to * copy.length);
  const length = Math.floor(part * (copy.length - Math.max(start, target)));
  copy.copyWithin(target, start, start + length);
  return copy;
}

/** `undefined` for what an earlier mutation left that is no JSON object. */
function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function encoded(document: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(document));
}

/** Changes one member of a document, which is its own to change. */
function changed(document: object, at: number, way: string, value: unknown): object {
  const members = allMembers(document);
  const [holder, key] = members[Math.floor(at * members.length)] ?? [undefined, ''];
  if (holder === undefined) return document;
  const before = holder[key];
  if (way === 'replace') holder[key] = value;
  else if (way === 'wrap') holder[key] = [before, value];
  else if (way === 'double') holder[`${key}${Array.isArray(holder) ? '0' : ' '}`] = before;
  else if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else {
    Reflect.deleteProperty(holder, key);
    if (way === 'rename') holder[typeof value === 'string' ? value : 'x'] = before;
  }
  return document;
}

type Holder = Record<string, unknown>;

function allMembers(document: object): [Holder, string][] {
  const members: [Holder, string][] = [];
  const queue: object[] = [document];
  for (const holder of queue)
    for (const [key, value] of Object.entries(holder)) {
      members.push([holder as Holder, key]);
      if (typeof value === 'object' && value !== null) queue.push(value);
    }
  return members;
}
