import type { Asker } from '../../src/core/interaction.ts';
import type { Clock, Log } from '../../src/core/ports.ts';
import type { PersonId, SpaceId } from '../../src/core/vote.ts';
import { remember } from './remember.ts';
import type { Web } from './web.ts';
import type { Workspaces } from './workspaces.ts';

/** Who may change a channel's subscription besides admins and whoever made the channel. */
export type Managers = 'admins' | 'members';

/** What Slack knows of the people who vote and ask. */
export interface People {
  /** Whether votes of this user do not count. Somebody whom Slack does not tell about is taken for a person. */
  isBot(user: string): Promise<boolean>;
  /** Whether this user is an admin of the workspace; somebody whom Slack does not tell about is not. */
  isAdmin(user: string): Promise<boolean>;
  /** Everything known within `withinMs`: a modal cannot wait for Slack. `team` is what Slack told with the question. */
  asker(team: string, user: string, channel: string, withinMs: number): Promise<Asker>;
}

export interface PeopleOptions {
  readonly web: Web;
  readonly workspaces: Workspaces;
  readonly clock: Clock;
  readonly log: Log;
  readonly managers: Managers;
}

interface Profile {
  readonly bot: boolean;
  readonly admin: boolean;
  readonly name?: string;
  readonly locale?: string;
  readonly zone?: string;
}

const NOBODY: Profile = { bot: false, admin: false };

export function spaceId(team: string): SpaceId {
  return `slack:${team}`;
}

export function personId(team: string, user: string): PersonId {
  return `slack:${team}:${user}`;
}

/** The Slack user id of a person; `undefined` for a person of another platform. */
export function userOf(person: PersonId): string | undefined {
  return /^slack:\w+:(\w+)$/.exec(person)?.[1];
}

export function createPeople({ web, workspaces, clock, log, managers }: PeopleOptions): People {
  const profile = remember(clock, async (user: string): Promise<Profile> => {
    const { user: told } = await web.call('users.info', (client) =>
      client.users.info({ user, include_locale: true }),
    );
    const name = told?.profile?.display_name || told?.real_name || told?.name;
    return {
      ...(name ? { name } : {}),
      bot: told?.is_bot === true || user === 'USLACKBOT',
      admin: told?.is_admin === true || told?.is_owner === true || told?.is_primary_owner === true,
      ...(told?.locale ? { locale: told.locale } : {}),
      ...(told?.tz ? { zone: told.tz } : {}),
    };
  });

  const creator = remember(clock, async (channel: string): Promise<string | undefined> => {
    const { channel: told } = await web.call('conversations.info', (client) =>
      client.conversations.info({ channel }),
    );
    return told?.creator;
  });

  async function known<T>(what: string, id: string, ask: Promise<T>, otherwise: T): Promise<T> {
    try {
      return await ask;
    } catch (error) {
      log.warn({ what, id, err: error }, 'Slack does not tell about somebody');
      return otherwise;
    }
  }

  async function mayManage(user: string, channel: string, admin: Promise<boolean>): Promise<boolean> {
    // A direct message is the person's own channel.
    if (managers === 'members' || channel.startsWith('D')) return true;
    if (await admin) return true;
    return (await known('channel', channel, creator(channel), undefined)) === user;
  }

  return {
    isAdmin: async (user) => (await known('user', user, profile(user), NOBODY)).admin,
    isBot: async (user) => (await known('user', user, profile(user), NOBODY)).bot,
    asker: async (toldTeam, user, channel, withinMs) => {
      const told = known('user', user, profile(user), NOBODY);
      const admin = told.then((who) => who.admin);
      const [team, who, manages] = await Promise.all([
        within(withinMs, workspaces.of(channel, toldTeam), toldTeam),
        within(withinMs, told, NOBODY),
        within(withinMs, mayManage(user, channel, admin), false),
      ]);
      return {
        platform: 'slack',
        space: spaceId(team),
        channel,
        ...(channel.startsWith('D') ? { isDirect: true } : {}),
        person: personId(team, user),
        mayManage: manages,
        name: who.name ?? user,
        ...(who.locale ? { locale: who.locale } : {}),
        ...(who.zone ? { zone: who.zone } : {}),
      };
    },
  };
}

async function within<T>(ms: number, answer: Promise<T>, otherwise: T): Promise<T> {
  const late = Promise.withResolvers<T>();
  const timer = setTimeout(() => late.resolve(otherwise), ms);
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
