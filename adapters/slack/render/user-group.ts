import type { Run } from './rich-text.ts';

const MIN_LENGTH = 5;
const MAX_LENGTH = 20;
const LETTERS = new Set('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789');

function isUserGroupId(text: string): boolean {
  return (
    text.startsWith('S') &&
    text.length >= MIN_LENGTH &&
    text.length <= MAX_LENGTH &&
    [...text].every((char) => LETTERS.has(char))
  );
}

/** A user group as Slack writes it into a text, `<!subteam^S0123|@readers>`, or its id. */
export function parseUserGroup(typed: string): string | undefined {
  const isEscaped = typed.startsWith('<!subteam^') && typed.endsWith('>');
  const [id = ''] = isEscaped ? typed.slice('<!subteam^'.length, -1).split('|', 1) : [typed];
  return isUserGroupId(id) ? id : undefined;
}

/** A mention of a user group, which notifies its members: the one mention that a message of ours may have. */
export function userGroupRuns(id: string | undefined): Run[] {
  return id !== undefined && isUserGroupId(id) ? [{ type: 'usergroup', usergroup_id: id }] : [];
}
