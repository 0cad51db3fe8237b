import { remember } from '../../../src/core/async/remember.ts';
import type { Clock } from '../../../src/core/base/clock.ts';
import type { PersonId } from '../../../src/core/base/ids.ts';
import type { Identity } from './identity.ts';
import { toUserId } from './ids.ts';
import type { People } from './people.ts';
import type { Web } from './web.ts';
import type { Workspaces } from './workspaces.ts';

export interface VisibilityOptions {
  readonly web: Web;
  readonly getIdentity: () => Promise<Identity>;
  readonly workspaces: Workspaces;
  readonly people: People;
  readonly clock: Clock;
  /** The person's conversation with the bot. */
  readonly openDirectMessages: (user: string) => Promise<string>;
}

const MAX_AGE_MS = 60_000;
const PAGE = 999;
/** Five thousand channels: for people who are in more, the rest is not fetched. */
const MAX_PAGES = 5;

/** A person waits for the answer. */
const URGENT = { urgent: true } as const;

/** The bot, which is in most of the channels that are asked about. */
const BOT = '';

type IsPrivate = boolean;

/**
 * Whether a person can read a channel: they are in it, or it is public and they are a full member of its workspace. Of a person's
 * private channels Slack returns only those that the bot is in, too. Lists are fetched rather than channels one by one:
 * Slack accepts fifty such requests a minute.
 */
export function createVisibility(options: VisibilityOptions) {
  const { web, getIdentity, workspaces, people, clock, openDirectMessages } = options;

  const fetchChannels = remember(clock, async (ids: string): Promise<ReadonlyMap<string, IsPrivate>> => {
    const [team = '', user = BOT] = ids.split(' ');
    const { isOrganization } = await getIdentity();
    const found = new Map<string, IsPrivate>();
    let cursor: string | undefined;
    for (let page = 0; page < MAX_PAGES; page++) {
      const args = {
        ...{ types: 'public_channel,private_channel', limit: PAGE },
        ...(user === BOT ? {} : { user }),
        ...(isOrganization ? { team_id: team } : {}),
        ...(cursor ? { cursor } : {}),
      };
      const reply = await web.call(
        'users.conversations',
        (client) => client.users.conversations(args),
        URGENT,
      );
      for (const { id, is_private } of reply.channels ?? []) if (id) found.set(id, is_private !== false);
      cursor = reply.response_metadata?.next_cursor;
      if (!cursor) break;
    }
    return found;
  });

  const isPublicElsewhere = remember(clock, async (channel: string): Promise<boolean> => {
    const { channel: reply } = await web.call(
      'conversations.info',
      (client) => client.conversations.info({ channel }),
      URGENT,
    );
    return reply?.is_channel === true && reply.is_private === false;
  });

  async function isPublic(team: string, channel: string): Promise<boolean> {
    const isPrivate = (await fetchChannels(`${team} ${BOT}`, MAX_AGE_MS)).get(channel);
    return isPrivate === undefined ? isPublicElsewhere(channel, MAX_AGE_MS) : !isPrivate;
  }

  return async (channel: string, person: PersonId): Promise<boolean> => {
    const user = toUserId(person);
    if (user === undefined) return false;
    if (channel.startsWith('D')) return (await openDirectMessages(user)) === channel;
    const team = await workspaces.resolve(channel);
    if ((await fetchChannels(`${team} ${user}`, MAX_AGE_MS)).has(channel)) return true;
    return (await people.isFullMember(user, channel)) && isPublic(team, channel);
  };
}
