import { Parser } from 'htmlparser2';
import { SourceError } from '../../core/base/errors.ts';
import { shapes, texts } from './texts.ts';

export interface MarkupReader {
  /** An element begins, `depth` elements below the root. `'stop'` ends the reading. */
  open?(name: string, attributes: Readonly<Record<string, string>>, depth: number): 'stop' | undefined;
  close?(name: string, depth: number): void;
  text?(text: string): void;
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

class Stopped extends Error {}

/**
 * Passes the reader elements and text in their order, without a tree: what is sent costs time and memory by its length
 * alone. The parser searches the open elements at each end tag, so the depth is bounded. Throws a `SourceError` beyond
 * the bounds.
 */
export function readMarkup(markup: string, reader: MarkupReader, options: MarkupOptions): void {
  const { source, deepest, most = MAX_ELEMENTS } = options;
  let depth = 0;
  let elements = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        elements += 1;
        if (depth >= deepest || elements > most) throw createTooMuchError(source, depth >= deepest);
        if (reader.open?.(name, attributes, depth) === 'stop') throw new Stopped();
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

function createTooMuchError(source: string, isDeep: boolean): SourceError {
  return new SourceError(
    shapes.markup({ source, excess: isDeep ? texts.tooDeep() : texts.tooManyElements() }),
  );
}
