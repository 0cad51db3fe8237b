import type { PersonId } from '../../../src/core/base/ids.ts';
import type { SharingObstacle } from '../../../src/core/platform/platform.ts';
import { texts } from '../texts/answers.ts';
import { REFUSED_LOOKUPS, readSlackCode } from './errors.ts';
import type { Identity } from './identity.ts';
import { toUserId } from './ids.ts';
import type { People } from './people.ts';
import type { Web } from './web.ts';

export interface SharingOptions {
  readonly web: Web;
  readonly getIdentity: () => Promise<Identity>;
  readonly people: People;
  /** The person's conversation with the bot. */
  readonly openDirectMessages: (user: string) => Promise<string>;
}

/**
 * A command's answer can be shown in every conversation where it is typed, even in private ones between
 * people: Slack accepts it by its `response_url`, whether the bot is there or not. So membership is checked.
 */
export function createSharing({ web, getIdentity, people, openDirectMessages }: SharingOptions) {
  async function explainNotMember(): Promise<SharingObstacle> {
    const { name } = await getIdentity();
    return { what: texts.botNotMember(), fix: texts.inviteFirst({ bot: name }) };
  }

  async function fetchInfo(channel: string) {
    try {
      const { channel: reply } = await web.call('conversations.info', (client) =>
        client.conversations.info({ channel }),
      );
      return reply;
    } catch (error) {
      if (REFUSED_LOOKUPS.has(readSlackCode(error) ?? '')) return undefined;
      throw error;
    }
  }

  return async (channel: string, person: PersonId): Promise<SharingObstacle | undefined> => {
    const user = toUserId(person) ?? '';
    if (channel.startsWith('D'))
      return (await openDirectMessages(user)) === channel ? undefined : await explainNotMember();
    const reply = await fetchInfo(channel);
    if (!reply?.is_member) return explainNotMember();
    if (reply.is_archived) return { what: texts.channelArchived() };
    if (reply.is_read_only && !(await people.isAdmin(user, channel)))
      return { what: texts.channelReadOnly(), fix: texts.askSomeone() };
    return undefined;
  };
}
