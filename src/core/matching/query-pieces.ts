import { OPERATORS } from './operators.ts';

/** One part of a query: a word, a phrase in quotes, or an operator with its value. */
export interface Piece {
  minus: boolean;
  name: string | undefined;
  value: string;
  quoted: boolean;
}

/** `-`, an operator's name and a colon may precede a word or a quoted text; an unclosed quote ends at the end of the text. */
const PIECE =
  /(?<minus>(?<!\S)-)?(?:(?<name>[a-z]{2,12}):(?=\S))?(?:["“](?<quoted>[^"”]*)(?:["”]|$)|(?<bare>[^\s"“”]+))/giu;

/** The parts of a query in the order in which they were typed. */
export function* splitQuery(text: string): Generator<Piece> {
  for (const { 0: typed, index, groups = {} } of text.matchAll(PIECE)) {
    const name = readUnfinished(groups.bare);
    const isUnfinished = name !== undefined && text.slice(index + typed.length).trim() === '';
    yield isUnfinished ? { ...toPiece(groups), name, value: '' } : toPiece(groups);
  }
}

function toPiece(groups: Readonly<Record<string, string | undefined>>): Piece {
  return {
    minus: groups.minus !== undefined,
    name: groups.name?.toLowerCase(),
    value: groups.quoted ?? groups.bare ?? '',
    quoted: groups.quoted !== undefined,
  };
}

/** The operator in `author:` at the end of a query, which was sent before its value was typed. */
function readUnfinished(bare: string | undefined): string | undefined {
  if (!bare?.endsWith(':')) return undefined;
  const name = bare.slice(0, -1).toLowerCase();
  return OPERATORS.find((operator) => operator === name);
}
