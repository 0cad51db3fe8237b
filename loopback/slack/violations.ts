/** What is wrong with a payload: Slack's error code, and where. */
export interface Violation {
  readonly code: 'invalid_blocks' | 'msg_too_long' | 'msg_blocks_too_long' | 'view_too_large' | 'no_text';
  readonly where: string;
  /** A JSON pointer to the part, where it is about one. */
  readonly pointer?: string;
}

export type Json = Readonly<Record<string, unknown>>;

/** The violations found so far. */
export class Found {
  readonly all: Violation[] = [];

  add(code: Violation['code'], where: string): void {
    this.all.push({ code, where });
  }

  /** A part of blocks that breaks a rule; `at` is its JSON pointer. */
  blocks(at: string, what: string): void {
    this.all.push({ code: 'invalid_blocks', where: `${at}: ${what}`, pointer: at });
  }
}

export function atMost(found: Found, text: unknown, most: number, at: string): void {
  if (typeof text === 'string' && text.length > most)
    found.blocks(at, `${text.length} characters, at most ${most}`);
}

/** The elements of a list, of which there must be `least` to `most`. */
export function checkList(found: Found, list: unknown, least: number, most: number, at: string): unknown[] {
  if (!Array.isArray(list) || list.length < least || list.length > most) {
    found.blocks(at, `not ${least} to ${most} elements`);
    return Array.isArray(list) ? list : [];
  }
  return list;
}

export function hasDuplicates(values: readonly unknown[]): boolean {
  const given = values.filter((value) => value !== undefined);
  return new Set(given).size < given.length;
}

export function asJson(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}
