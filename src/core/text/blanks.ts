/** A text between the white space before and behind it; of white space alone there is only what stands before. */
export function splitBlanks(text: string): { before: string; body: string; after: string } {
  const before = text.slice(0, text.length - text.trimStart().length);
  const body = text.trim();
  return { before, body, after: text.slice(before.length + body.length) };
}
