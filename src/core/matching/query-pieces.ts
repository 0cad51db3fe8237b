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
export function* piecesOf(text: string): Generator<Piece> {
  for (const { groups = {} } of text.matchAll(PIECE)) {
    yield {
      minus: groups.minus !== undefined,
      name: groups.name?.toLowerCase(),
      value: groups.quoted ?? groups.bare ?? '',
      quoted: groups.quoted !== undefined,
    };
  }
}
