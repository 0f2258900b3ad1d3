import { Parser } from 'htmlparser2';

/** What OME-XML says of one image. */
export interface OmeXmlImage {
  readonly name?: string;
  /** Voxels on the axes that have more than one. */
  readonly size?: Readonly<Record<string, number>>;
}

/**
 * Returns the images that OME-XML describes, in its order, at most `most`: names and sizes. The rest of these documents, which
 * can be most of a dataset's metadata, is passed over and never held as a tree.
 */
export function omeXmlImages(xml: string, most: number): OmeXmlImage[] {
  const images: OmeXmlImage[] = [];
  const parser = new Parser(
    {
      onopentag(qualified, attributes) {
        const name = qualified.slice(qualified.indexOf(':') + 1);
        if (name === 'Image' && images.push(named(attributes)) > most) parser.pause();
        if (name === 'Pixels') images.push({ ...images.pop(), ...sized(attributes) });
      },
    },
    { xmlMode: true },
  );
  parser.end(xml);
  return images.slice(0, most);
}

type Attributes = Readonly<Record<string, string>>;

function named({ Name }: Attributes): OmeXmlImage {
  return Name === undefined ? {} : { name: Name };
}

function sized(attributes: Attributes): OmeXmlImage {
  const size = ['T', 'C', 'Z', 'Y', 'X'].flatMap((axis): [string, number][] => {
    const count = Number(attributes[`Size${axis}`]);
    return Number.isSafeInteger(count) && count > 1 ? [[axis.toLowerCase(), count]] : [];
  });
  return size.length === 0 ? {} : { size: Object.fromEntries(size) };
}
