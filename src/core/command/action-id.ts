/** Both platforms accept 100 characters (Slack more). */
const MAX_ID_LENGTH = 100;

/**
 * The id of a button is a command line, so a button that was posted weeks ago needs no stored state:
 * it is parsed, checked and authorized like a line that somebody types.
 */
export interface ActionLine {
  /** Whether the answer replaces the message with the button (a page that turns) or is a new, private one. */
  readonly mode: 'update' | 'reply';
  readonly line: string;
}

const MODES = { u: 'update', r: 'reply' } as const;

/** The id of a button; `undefined` when the line is too long to be carried. */
export function toActionId({ mode, line }: ActionLine): string | undefined {
  // An id has one line; what was typed on several lines means the same on one.
  const id = `${mode === 'update' ? 'u' : 'r'}:${line.replace(/[\r\n]+/g, ' ')}`;
  return id.length <= MAX_ID_LENGTH ? id : undefined;
}

/** Parses an id; `undefined` for one that we never made. */
export function readActionId(id: string): ActionLine | undefined {
  const [, mode, line] = /^([ur]):([^\n\r]{1,98})$/.exec(id) ?? [];
  if (mode === undefined || line === undefined) return undefined;
  return { mode: MODES[mode as keyof typeof MODES], line };
}
