const UNSEEN =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u200b\u202a-\u202e\u2060-\u2069\u3164\u2800]|\u034f|[\u{e0000}-\u{e01ef}]|[\p{Mn}\p{Me}]{4}/u;

/** The invisible characters in the texts of a payload; a line break is none. */
export function unseenIn(payload: unknown): string[] {
  return listTexts(payload).flatMap((text) => {
    const found = UNSEEN.exec(text.replaceAll('\n', ' '));
    return found ? [`invisible: U+${found[0].codePointAt(0)?.toString(16)}`] : [];
  });
}

/** The texts in a value, at any depth. */
export function listTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listTexts) : [];
}
