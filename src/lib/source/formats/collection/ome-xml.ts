/** What OME-XML says of one image. */
export interface OmeXmlImage {
  readonly name?: string;
  /** Voxels on the axes that have more than one. */
  readonly size?: Readonly<Record<string, number>>;
}

/** Longer tags are no images of OME-XML. */
const maxTagLength = 65_536;
const skipped = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

/**
 * Returns the images that OME-XML describes, in its order, at most `most`: names and sizes. It is read tag by tag in one pass:
 * the rest of these documents, which can be most of a dataset's metadata, is never held as a tree.
 */
export function omeXmlImages(xml: string, most: number): OmeXmlImage[] {
  const images: OmeXmlImage[] = [];
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at)) {
    const [, end] = skipped.find(([start]) => xml.startsWith(start, at)) ?? [];
    const close = end === undefined ? tagEnd(xml, at) : xml.indexOf(end, at);
    if (close < 0) break;
    const tag = end === undefined ? xml.slice(at, close) : '';
    const [, name] = /^<(?:[\w.-]+:)?(Image|Pixels)[\s/]/.exec(tag) ?? [];
    if (name === 'Image' && images.push(named(tag)) > most) break;
    if (name === 'Pixels') images.push({ ...images.pop(), ...sized(tag) });
    at = close + 1;
  }
  return images.slice(0, most);
}

/** Index of the `>` that ends a tag, past those in the values of attributes; −1 where there is none nearby. */
function tagEnd(xml: string, start: number): number {
  let quote = '';
  const last = Math.min(xml.length, start + maxTagLength);
  for (let at = start + 1; at < last; at++) {
    const character = xml[at] ?? '';
    if (quote === '' && character === '>') return at;
    if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character === quote) quote = '';
  }
  return -1;
}

function named(tag: string): OmeXmlImage {
  const name = attributesOf(tag).get('Name');
  return name === undefined ? {} : { name };
}

function sized(tag: string): OmeXmlImage {
  const attributes = attributesOf(tag);
  const size = ['T', 'C', 'Z', 'Y', 'X'].flatMap((axis): [string, number][] => {
    const count = Number(attributes.get(`Size${axis}`));
    return Number.isSafeInteger(count) && count > 1 ? [[axis.toLowerCase(), count]] : [];
  });
  return size.length === 0 ? {} : { size: Object.fromEntries(size) };
}

function attributesOf(tag: string): Map<string, string> {
  const found = tag.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
  return new Map(
    [...found].map(([, name = '', double, single]) => [name, unescaped(double ?? single ?? '')]),
  );
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(
    /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi,
    (whole, name, decimal, hex) => {
      if (typeof name === 'string') return entities[name.toLowerCase()] ?? whole;
      const point = typeof decimal === 'string' ? Number(decimal) : parseInt(String(hex), 16);
      return point <= 0x10_ffff ? String.fromCodePoint(point) : '\ufffd';
    },
  );
}
