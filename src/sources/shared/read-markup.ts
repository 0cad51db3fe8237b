import { Parser } from 'htmlparser2';
import { SourceError } from '../../core/base/errors.ts';
import { shapes, texts } from './texts.ts';

export interface MarkupReader {
  /** An element begins, `depth` elements below the root, with its tag at `range`. `'stop'` ends the reading. */
  open?(
    name: string,
    attributes: Readonly<Record<string, string>>,
    depth: number,
    range: TagRange,
  ): 'stop' | undefined;
  close?(name: string, depth: number): void;
  text?(text: string): void;
}

/** From a position in the text up to, and without, another one. */
export interface TagRange {
  readonly start: number;
  readonly end: number;
}

export interface MarkupOptions {
  readonly isXml?: boolean;
  /** Who sent it, for the error. */
  readonly source: string;
  /** Elements within elements; pages and feeds of the sources have far fewer. */
  readonly deepest: number;
  /** Elements in all. */
  readonly most?: number;
}

/** A paper full of formulas has 200,000 elements. */
const MAX_ELEMENTS = 1_000_000;
/** Of one element; a recorded page of Hugging Face has 11 at most. */
const MAX_ATTRIBUTES = 1_000;

class Stopped extends Error {}

/**
 * Passes the reader elements and text in their order, without a tree: what is sent costs time and memory by its length
 * alone. The parser searches the open elements at each end tag, so the depth is bounded, and it collects the attributes of a tag, so
 * their number is. Throws a `SourceError` beyond the bounds.
 */
export function readMarkup(markup: string, reader: MarkupReader, options: MarkupOptions): void {
  const { source, deepest, most = MAX_ELEMENTS } = options;
  let depth = 0;
  let elements = 0;
  let attributesOfTag = 0;
  const refuse = (excess: string): never => {
    throw new SourceError(shapes.markup({ source, excess }));
  };
  const parser = new Parser(
    {
      onattribute() {
        attributesOfTag += 1;
        if (attributesOfTag > MAX_ATTRIBUTES) refuse(texts.tooManyAttributes());
      },
      onopentag(name, attributes) {
        elements += 1;
        attributesOfTag = 0;
        if (depth >= deepest) refuse(texts.tooDeep());
        if (elements > most) refuse(texts.tooManyElements());
        const range = { start: parser.startIndex, end: parser.endIndex + 1 };
        if (reader.open?.(name, attributes, depth, range) === 'stop') throw new Stopped();
        depth += 1;
      },
      onclosetag(name) {
        depth -= 1;
        reader.close?.(name, depth);
      },
      ontext(text) {
        reader.text?.(text);
      },
    },
    { xmlMode: options.isXml === true },
  );
  try {
    parser.write(markup);
    parser.end();
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  }
}
