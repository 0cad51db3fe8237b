import { type Remembered, remember } from '../../../src/core/async/remember.ts';
import { withTimeout } from '../../../src/core/async/with-timeout.ts';
import type { Clock } from '../../../src/core/base/clock.ts';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { Log } from '../../../src/core/base/log.ts';
import type { Asker } from '../../../src/core/message/interaction.ts';
import { problems } from '../texts/errors.ts';
import { REFUSED_LOOKUPS, readSlackCode } from './errors.ts';
import type { Identity } from './identity.ts';
import { toSlackChannelId, toSlackPersonId, toSlackTenantId } from './ids.ts';
import { isFullTeamMember, NOBODY, type Profile, readProfile } from './profile.ts';
import type { Web } from './web.ts';
import { JOIN_MS, type Workspaces } from './workspaces.ts';

/** Who may change a channel's subscription: admins and the channel's creator, or every full member of the workspace. */
export type Managers = 'admins' | 'members';

/** Slack's data about the people who vote and ask. */
export interface People {
  /** Whether votes of this user do not count. A user that Slack gives no data about is treated as a person. */
  isBot(user: string): Promise<boolean>;
  /** Whether this user is an admin of the channel's workspace; throws where Slack does not say. */
  isAdmin(user: string, channel: string): Promise<boolean>;
  /**
   * Whether this user is a full member of the channel's workspace: no guest, no visitor from another company, no bot, and not
   * deactivated. From Slack now or at most a minute ago; throws where Slack does not say.
   */
  isFullMember(user: string, channel: string): Promise<boolean>;
  /** `team` is the workspace in Slack's event. */
  readAsker(team: string | undefined, user: string, channel: string, options: AskerOptions): Promise<Asker>;
  /** The language of a user, as a BCP 47 tag; `undefined` where Slack does not say it within the time. */
  findLocale(user: string, withinMs: number): Promise<string | undefined>;
}

export interface AskerOptions {
  /** The deadline for an answer: a modal cannot wait for Slack. */
  readonly withinMs: number;
  /** The person wants to change something: Slack is asked whether they still may. */
  readonly isFresh?: boolean;
}

export interface PeopleOptions {
  readonly web: Web;
  readonly workspaces: Workspaces;
  readonly getIdentity: () => Promise<Identity>;
  readonly clock: Clock;
  readonly log: Log;
  readonly managers: Managers;
}

/** `users.info` answers that there is no such user, or none whom the bot may see. Any other error says nothing about the person. */
const UNKNOWN_USER: ReadonlySet<string> = new Set(['user_not_found', 'user_not_visible']);

/** Data that decides about permissions and visibility is no older. */
const ROLE_MS = 60_000;

export function createPeople(options: PeopleOptions): People {
  return new SlackPeople(options);
}

/** A question about permissions, and what Slack sent with it. */
interface Question {
  readonly channel: string;
  readonly user: string;
  readonly eventTeam: string | undefined;
}

class SlackPeople implements People {
  readonly #getIdentity: () => Promise<Identity>;
  readonly #workspaces: Workspaces;
  readonly #managers: Managers;
  readonly #log: Log;
  readonly #profile: Remembered<Profile>;
  readonly #creator: Remembered<string | undefined>;

  constructor({ web, workspaces, getIdentity, clock, log, managers }: PeopleOptions) {
    this.#getIdentity = getIdentity;
    this.#workspaces = workspaces;
    this.#managers = managers;
    this.#log = log;
    this.#profile = remember(clock, (user) => fetchProfile(web, user), { joinMs: JOIN_MS });
    this.#creator = remember(clock, (channel) => fetchCreator(web, channel), { joinMs: JOIN_MS });
  }

  async isBot(user: string): Promise<boolean> {
    return (await this.#answerOrElse('user', user, this.#profile(user), NOBODY)).bot;
  }

  async isAdmin(user: string, channel: string): Promise<boolean> {
    return this.#isAdmin(
      await this.#workspaces.resolve(channel),
      await this.#findProfileOrNobody(user, ROLE_MS),
    );
  }

  async isFullMember(user: string, channel: string): Promise<boolean> {
    return isFullTeamMember(await this.#workspaces.resolve(channel), await this.#profile(user, ROLE_MS));
  }

  async readAsker(
    eventTeam: string | undefined,
    user: string,
    channel: string,
    options: AskerOptions,
  ): Promise<Asker> {
    const { withinMs, isFresh = false } = options;
    const profile = this.#findProfileOrNobody(user, isFresh ? 0 : undefined);
    const rights = this.#mayManage({ channel, user, eventTeam }, profile);
    const [team, who, mayManage] = await Promise.all([
      withTimeout(this.#workspaces.resolve(channel, eventTeam), withinMs, () => eventTeam),
      withTimeout(this.#answerOrElse('user', user, profile, NOBODY), withinMs, () => NOBODY),
      withTimeout(this.#answerOrElse('rights', user, rights, undefined), withinMs, () => undefined),
    ]);
    if (team === undefined) throw new DeliveryError('transient', problems.slackWorkspaceNotTold());
    return {
      platform: 'slack',
      tenant: toSlackTenantId(team),
      channel,
      channelId: toSlackChannelId(team, channel),
      ...(channel.startsWith('D') ? { isDirect: true } : {}),
      person: toSlackPersonId(team, user),
      mayManage,
      name: who.name ?? user,
      ...(who.locale ? { locale: who.locale } : {}),
      ...(who.zone ? { zone: who.zone } : {}),
    };
  }

  async findLocale(user: string, withinMs: number): Promise<string | undefined> {
    const profile = this.#answerOrElse('user', user, this.#findProfileOrNobody(user), NOBODY);
    return (await withTimeout(profile, withinMs, () => NOBODY)).locale;
  }

  #findProfileOrNobody(user: string, maxAgeMs?: number): Promise<Profile> {
    return recoverFromRefusal(UNKNOWN_USER, this.#profile(user, maxAgeMs), async () => NOBODY);
  }

  async #answerOrElse<T, U>(what: string, id: string, answer: Promise<T>, otherwise: U): Promise<T | U> {
    try {
      return await answer;
    } catch (error) {
      this.#log.warn({ what, id, err: error }, 'Slack gave no data about a user');
      return otherwise;
    }
  }

  /** For an app of a whole organization Slack reports about the person's home workspace, otherwise about the app's. */
  async #isAdmin(team: string, who: Profile): Promise<boolean> {
    if (!isFullTeamMember(team, who)) return false;
    const { isOrganization } = await this.#getIdentity();
    return isOrganization ? who.orgAdmin || (who.admin && who.team === team) : who.admin;
  }

  /** Throws where Slack does not say: unknown is not a refusal. */
  async #mayManage({ channel, user, eventTeam }: Question, profile: Promise<Profile>): Promise<boolean> {
    // A direct message is the person's own channel.
    if (channel.startsWith('D')) return true;
    // The workspace in Slack's event may be another one of the organization: it is used only where the bot is not in the
    // channel and no better one is known.
    const workspace = recoverFromRefusal(REFUSED_LOOKUPS, this.#workspaces.resolve(channel), () =>
      this.#workspaces.resolve(channel, eventTeam),
    );
    const [team, who] = await Promise.all([workspace, profile]);
    // An admin of another company's workspace, even the creator of a channel there, is a visitor here.
    if (!isFullTeamMember(team, who)) return false;
    if (this.#managers === 'members' || (await this.#isAdmin(team, who))) return true;
    return (
      (await recoverFromRefusal(REFUSED_LOOKUPS, this.#creator(channel), async () => undefined)) === user
    );
  }
}

async function fetchProfile(web: Web, user: string): Promise<Profile> {
  const { user: reply } = await web.call('users.info', (client) =>
    client.users.info({ user, include_locale: true }),
  );
  if (!reply) throw createIncompleteReplyError('users.info');
  return readProfile(user, reply);
}

async function fetchCreator(web: Web, channel: string): Promise<string | undefined> {
  const { channel: reply } = await web.call('conversations.info', (client) =>
    client.conversations.info({ channel }),
  );
  if (!reply) throw createIncompleteReplyError('conversations.info');
  return reply.creator;
}

/** `otherwise` where Slack itself refused with one of these codes; any other failure is thrown. */
async function recoverFromRefusal<T, U>(
  codes: ReadonlySet<string>,
  ask: Promise<T>,
  otherwise: () => Promise<U>,
): Promise<T | U> {
  try {
    return await ask;
  } catch (error) {
    if (codes.has(readSlackCode(error) ?? '')) return otherwise();
    throw error;
  }
}

function createIncompleteReplyError(method: string): DeliveryError {
  return new DeliveryError('transient', problems.slackReplyIncomplete({ method }));
}
