const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** C0 and C1 controls and the separators that some clients draw as a line break. */
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;

/** Marks that turn the reading direction around for what follows: a title could swallow the rest of the line. */
const DIRECTION_MARKS = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text for Slack's markup (`text` of a message). With `& < >` gone no mention, link or date can begin; formatting by
 * `* _ ~` and backticks is switched off for the whole text with `mrkdwn: false` where it is sent.
 */
export function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);
}

/** What a person typed, of the text that Slack tells: the inverse of `escapeText`. */
export function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Untrusted text as one line that draws nothing but itself. */
export function oneLine(text: string): string {
  return text.toWellFormed().replace(DIRECTION_MARKS, '').replace(CONTROLS, ' ').replace(/\s+/g, ' ').trim();
}

/** Untrusted text whose line breaks mean something. */
export function manyLines(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map(oneLine)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
