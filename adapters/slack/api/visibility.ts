import type { Clock } from '../../../src/core/base/clock.ts';
import type { PersonId } from '../../../src/core/base/ids.ts';
import { remember } from '../../../src/core/base/remember.ts';
import type { Identity } from './identity.ts';
import { type People, userOf } from './people.ts';
import type { Web } from './web.ts';
import type { Workspaces } from './workspaces.ts';

export interface VisibilityOptions {
  readonly web: Web;
  readonly identity: () => Promise<Identity>;
  readonly workspaces: Workspaces;
  readonly people: People;
  readonly clock: Clock;
  /** The person's conversation with the bot. */
  readonly directMessages: (user: string) => Promise<string>;
}

const KEPT_MS = 60_000;
const PAGE = 999;
/** Five thousand channels: whoever is in more is not looked up to the end. */
const MOST_PAGES = 5;

/**
 * Whether a person can read a channel: they are in it, or it is public and they are of its workspace in full. Slack tells the
 * private channels of a person in which the bot is, too, and no others.
 */
export function createVisibility({
  web,
  identity,
  workspaces,
  people,
  clock,
  directMessages,
}: VisibilityOptions) {
  const channelsOf = remember(clock, async (ids: string): Promise<ReadonlySet<string>> => {
    const [team = '', user = ''] = ids.split(' ');
    const { isOrganization } = await identity();
    const found = new Set<string>();
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const args = {
        ...{ user, types: 'public_channel,private_channel', limit: PAGE },
        ...(isOrganization ? { team_id: team } : {}),
        ...(cursor ? { cursor } : {}),
      };
      const told = await web.call('users.conversations', (client) => client.users.conversations(args));
      for (const { id } of told.channels ?? []) if (id) found.add(id);
      cursor = told.response_metadata?.next_cursor;
      if (!cursor) break;
    }
    return found;
  });

  const isPublic = remember(clock, async (channel: string): Promise<boolean> => {
    const { channel: told } = await web.call('conversations.info', (client) =>
      client.conversations.info({ channel }),
    );
    return told?.is_channel === true && told.is_private === false && told.is_archived !== true;
  });

  return async (channel: string, person: PersonId): Promise<boolean> => {
    const user = userOf(person);
    if (user === undefined) return false;
    if (channel.startsWith('D')) return (await directMessages(user)) === channel;
    if (await isPublic(channel, KEPT_MS)) {
      if (await people.isFullMember(user, channel)) return true;
    }
    return (await channelsOf(`${await workspaces.of(channel)} ${user}`, KEPT_MS)).has(channel);
  };
}
