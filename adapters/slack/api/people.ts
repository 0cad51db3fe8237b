import type { webApi } from '@slack/bolt';
import type { Clock } from '../../../src/core/base/clock.ts';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { PersonId, TenantId } from '../../../src/core/base/ids.ts';
import type { Log } from '../../../src/core/base/log.ts';
import { remember } from '../../../src/core/base/remember.ts';
import type { Asker } from '../../../src/core/message/interaction.ts';
import { NOT_TOLD, slackCode } from './errors.ts';
import type { Identity } from './identity.ts';
import type { Web } from './web.ts';
import { JOIN_MS, type Workspaces } from './workspaces.ts';

/** Who may change a channel's subscription: admins and whoever made the channel, or every full member of the workspace. */
export type Managers = 'admins' | 'members';

/** What Slack knows of the people who vote and ask. */
export interface People {
  /** Whether votes of this user do not count. Somebody whom Slack does not tell about is taken for a person. */
  isBot(user: string): Promise<boolean>;
  /** Whether this user is an admin of the channel's workspace; throws where Slack does not tell. */
  isAdmin(user: string, channel: string): Promise<boolean>;
  /**
   * Whether this user is one of the channel's workspace in full: no guest, no visitor from another company, no bot, and not
   * deactivated. As Slack has it now or had it within a minute; throws where Slack does not tell.
   */
  isFullMember(user: string, channel: string): Promise<boolean>;
  /** `team` is what Slack told with the question. */
  asker(team: string, user: string, channel: string, options: AskerOptions): Promise<Asker>;
}

export interface AskerOptions {
  /** Everything known by then: a modal cannot wait for Slack. */
  readonly withinMs: number;
  /** The person wants to change something: Slack is asked whether they still may. */
  readonly isFresh?: boolean;
}

export interface PeopleOptions {
  readonly web: Web;
  readonly workspaces: Workspaces;
  readonly identity: () => Promise<Identity>;
  readonly clock: Clock;
  readonly log: Log;
  readonly managers: Managers;
}

interface Profile {
  readonly bot: boolean;
  /** Admin or owner of the workspace that Slack speaks of: the token's, or else the person's home. */
  readonly admin: boolean;
  /** Admin or owner of the whole organization. */
  readonly orgAdmin: boolean;
  /** Where the person is at home. */
  readonly team?: string;
  /** Every workspace of an organization that the person belongs to. */
  readonly teams: readonly string[];
  /** A guest is in the channels alone that somebody added them to. */
  readonly guest: boolean;
  readonly deactivated: boolean;
  readonly name?: string;
  readonly locale?: string;
  readonly zone?: string;
}

const NOBODY: Profile = {
  ...{ bot: false, admin: false, orgAdmin: false, guest: false, deactivated: false },
  teams: [],
};

/** Slack's plain answers that there is nobody: anything else that goes wrong says nothing about the person. */
const NO_SUCH_PERSON: ReadonlySet<string> = new Set([
  'user_not_found',
  'user_not_visible',
  'users_not_found',
]);

/** What decides about what people may do and see is no older. */
const ROLE_MS = 60_000;

export function tenantId(team: string): TenantId {
  return `slack:${team}`;
}

export function personId(team: string, user: string): PersonId {
  return `slack:${team}:${user}`;
}

/** The Slack user id of a person; `undefined` for a person of another platform. */
export function userOf(person: PersonId): string | undefined {
  return /^slack:\w+:(\w+)$/.exec(person)?.[1];
}

export function createPeople({ web, workspaces, identity, clock, log, managers }: PeopleOptions): People {
  const askProfile = async (user: string): Promise<Profile> => {
    const { user: told } = await web.call('users.info', (client) =>
      client.users.info({ user, include_locale: true }),
    );
    if (!told) throw emptyAnswer('users.info');
    return readProfile(user, told);
  };
  const profile = remember(clock, askProfile, { joinMs: JOIN_MS });

  const askCreator = async (channel: string): Promise<string | undefined> => {
    const { channel: told } = await web.call('conversations.info', (client) =>
      client.conversations.info({ channel }),
    );
    if (!told) throw emptyAnswer('conversations.info');
    return told.creator;
  };
  const creator = remember(clock, askCreator, { joinMs: JOIN_MS });

  const profileOrNobody = (user: string, maxAgeMs?: number): Promise<Profile> =>
    unlessRefused(NO_SUCH_PERSON, profile(user, maxAgeMs), async () => NOBODY);

  async function known<T, U>(what: string, id: string, ask: Promise<T>, otherwise: U): Promise<T | U> {
    try {
      return await ask;
    } catch (error) {
      log.warn({ what, id, err: error }, 'Slack does not tell about somebody');
      return otherwise;
    }
  }

  /** For an app of a whole organization Slack speaks of the person's home, otherwise of the workspace with the app. */
  async function isAdminOf(team: string, who: Profile): Promise<boolean> {
    if (!isFullMemberOf(team, who)) return false;
    const { isOrganization } = await identity();
    return isOrganization ? who.orgAdmin || (who.admin && who.team === team) : who.admin;
  }

  /** Throws where Slack does not tell: what is not known is no "no". */
  async function mayManage(
    { channel, toldTeam, user }: { channel: string; toldTeam: string; user: string },
    asked: Promise<Profile>,
  ): Promise<boolean> {
    // A direct message is the person's own channel.
    if (channel.startsWith('D')) return true;
    // What Slack told with the question may be another workspace of the organization: only where the bot is not in the
    // channel nothing better is known.
    const workspace = unlessRefused(NOT_TOLD, workspaces.of(channel), () => workspaces.of(channel, toldTeam));
    const [team, who] = await Promise.all([workspace, asked]);
    // An admin of another company's workspace, and who made a channel there, is a visitor here.
    if (!isFullMemberOf(team, who)) return false;
    if (managers === 'members' || (await isAdminOf(team, who))) return true;
    return (await unlessRefused(NOT_TOLD, creator(channel), async () => undefined)) === user;
  }

  return {
    isAdmin: async (user, channel) =>
      isAdminOf(await workspaces.of(channel), await profileOrNobody(user, ROLE_MS)),
    isFullMember: async (user, channel) =>
      isFullMemberOf(await workspaces.of(channel), await profile(user, ROLE_MS)),
    isBot: async (user) => (await known('user', user, profile(user), NOBODY)).bot,
    asker: async (toldTeam, user, channel, { withinMs, isFresh = false }) => {
      const asked = profileOrNobody(user, isFresh ? 0 : undefined);
      const told = known('user', user, asked, NOBODY);
      const workspace = workspaces.of(channel, toldTeam);
      const managing = known('rights', user, mayManage({ channel, toldTeam, user }, asked), undefined);
      const [team, who, manages] = await Promise.all([
        within(withinMs, workspace, toldTeam),
        within(withinMs, told, NOBODY),
        within(withinMs, managing, undefined),
      ]);
      return {
        platform: 'slack',
        tenant: tenantId(team),
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

type ToldUser = NonNullable<webApi.UsersInfoResponse['user']>;

function readProfile(user: string, told: ToldUser): Profile {
  const { enterprise_user: grid } = told;
  const name = told.profile?.display_name || told.real_name || told.name;
  return {
    ...(name ? { name } : {}),
    bot: told.is_bot === true || told.is_workflow_bot === true || user === 'USLACKBOT',
    admin: told.is_admin === true || told.is_owner === true || told.is_primary_owner === true,
    orgAdmin: grid?.is_admin === true || grid?.is_owner === true,
    guest: told.is_restricted === true || told.is_ultra_restricted === true || told.is_stranger === true,
    deactivated: told.deleted === true,
    ...(told.team_id ? { team: told.team_id } : {}),
    teams: grid?.teams ?? [],
    ...(told.locale ? { locale: told.locale } : {}),
    ...(told.tz ? { zone: told.tz } : {}),
  };
}

function isFullMemberOf(team: string, { team: home, teams, guest, deactivated, bot }: Profile): boolean {
  return !guest && !deactivated && !bot && (home === team || teams.includes(team));
}

/** `otherwise` where Slack itself refused with one of these codes; every other failure stays one. */
async function unlessRefused<T, U>(
  codes: ReadonlySet<string>,
  ask: Promise<T>,
  otherwise: () => Promise<U>,
): Promise<T | U> {
  try {
    return await ask;
  } catch (error) {
    if (codes.has(slackCode(error) ?? '')) return otherwise();
    throw error;
  }
}

function emptyAnswer(method: string): DeliveryError {
  return new DeliveryError('transient', `Slack's answer holds nothing (${method})`);
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
