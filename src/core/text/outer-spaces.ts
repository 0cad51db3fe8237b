/** A text between its leading and trailing white space; for white space alone everything is leading. */
export function splitOuterSpaces(text: string): { before: string; body: string; after: string } {
  const before = text.slice(0, text.length - text.trimStart().length);
  const body = text.trim();
  return { before, body, after: text.slice(before.length + body.length) };
}
