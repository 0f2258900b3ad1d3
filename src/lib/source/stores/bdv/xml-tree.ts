import { Parser } from 'htmlparser2';

/** An element of a document. Names as they are written. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Directly in it, without what is around it. */
  readonly text: string;
}

interface Building {
  name: string;
  attributes: Record<string, string>;
  children: Building[];
  text: string;
}

/** More elements or deeper ones are none of the documents that are read here. */
const maxElements = 2_000_000;
const maxDepth = 64;

/** Reads a document into a tree; `undefined` where it has no element, or more than can be meant. Entities of its own are not known. */
export function readXml(text: string): XmlElement | undefined {
  const root: Building = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  let count = 0;
  let isTooMuch = false;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        isTooMuch ||= ++count > maxElements || open.length > maxDepth;
        if (isTooMuch) return parser.pause();
        const element: Building = { name, attributes, children: [], text: '' };
        open.at(-1)?.children.push(element);
        open.push(element);
      },
      ontext(piece) {
        const element = open.at(-1);
        if (element) element.text += piece;
      },
      onclosetag() {
        const closed = open.pop();
        if (closed) closed.text = closed.text.trim();
      },
    },
    { xmlMode: true },
  );
  parser.end(text);
  return isTooMuch ? undefined : root.children[0];
}

/** The elements at a path of names below one. */
export function elementsAt(
  element: XmlElement | undefined,
  ...names: readonly string[]
): readonly XmlElement[] {
  const [first, ...rest] = names;
  if (!element) return [];
  if (first === undefined) return [element];
  return element.children.filter(({ name }) => name === first).flatMap((child) => elementsAt(child, ...rest));
}

/** The text of the first element at a path of names. */
export function textAt(element: XmlElement | undefined, ...names: readonly string[]): string | undefined {
  return elementsAt(element, ...names)[0]?.text;
}
