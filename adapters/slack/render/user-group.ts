import type { Run } from './rich-text.ts';

const MIN_LENGTH = 5;
const MAX_LENGTH = 20;
const DIGITS = '0123456789';
const CHARS = new Set(`ABCDEFGHIJKLMNOPQRSTUVWXYZ${DIGITS}`);

/** With a digit, as all that were seen have: a word in capitals is none. */
function isUserGroupId(text: string): boolean {
  return (
    text.startsWith('S') &&
    text.length >= MIN_LENGTH &&
    text.length <= MAX_LENGTH &&
    [...text].every((char) => CHARS.has(char)) &&
    [...text].some((char) => DIGITS.includes(char))
  );
}

/** The id of a user group. Slack does not write one as `<!subteam^…>` into the text of our command, which it does not escape. */
export function parseUserGroup(typed: string): string | undefined {
  return isUserGroupId(typed) ? typed : undefined;
}

/** A mention of a user group, which notifies its members: the one mention that a message of ours may have. */
export function toUserGroupRuns(id: string | undefined): Run[] {
  return id !== undefined && isUserGroupId(id) ? [{ type: 'usergroup', usergroup_id: id }] : [];
}
