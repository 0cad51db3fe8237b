import { isAddress } from './address-check.ts';
import type { Details, Entity, WorkObjects } from './entities.ts';
import type { Option } from './fill-element.ts';
import { BOT_SCOPES } from './reference.ts';

/** A message as the workspace keeps it. */
export interface SlackMessage {
  readonly ts: string;
  readonly channel: string;
  /** Who wrote it; the bot's messages carry `bot_id` as well. */
  readonly user: string;
  readonly bot_id?: string;
  readonly thread_ts?: string;
  readonly metadata?: unknown;
  text: string;
  blocks: unknown[];
  /** Names as Slack keeps them: each skin tone is one of its own. */
  readonly reactions: Map<string, Set<string>>;
  edits: number;
  /** Whether people see that it was edited. */
  isMarkedEdited?: true;
  unfurls: Record<string, unknown>;
  /** By the link that it unfurls: the Work Object under it. */
  entities?: Readonly<Record<string, Entity>>;
}

/** What only one person sees. */
export interface Ephemeral {
  readonly user: string;
  /** When it came: between which messages it is. */
  readonly at: string;
  /** The thread in which it is. */
  readonly thread_ts?: string;
  text: string;
  blocks: unknown[];
}

export interface SlackChannel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'im';
  readonly creator: string;
  readonly members: Set<string>;
  /** The workspace that a channel of an organization belongs to; the first one by default. */
  readonly team?: string;
  /** Other companies' workspaces that the channel is shared with by Slack Connect. */
  readonly sharedWith?: readonly string[];
  archived: boolean;
  /** Only admins write there. */
  readOnly?: boolean;
  readonly messages: SlackMessage[];
  readonly ephemerals: Ephemeral[];
}

export interface SlackUser {
  readonly id: string;
  readonly name: string;
  readonly bot: boolean;
  admin: boolean;
  readonly locale: string;
  readonly zone: string;
  /** Where a visitor of a shared channel is at home; a member's is the workspace itself. */
  readonly team?: string;
  /** In several channels or in one; everybody else is a full member. */
  readonly guest?: 'multi-channel' | 'single-channel';
  readonly deactivated?: boolean;
  /** Speaks for a workflow. */
  readonly workflow?: boolean;
  /** Of a person in an organization: their workspaces, and whether they are an admin of all of it. */
  readonly grid?: { readonly teams: readonly string[]; readonly admin: boolean };
}

export interface SlackFile {
  readonly id: string;
  readonly name: string;
  content: string;
  channel?: string;
  comment?: string;
}

export interface OpenView {
  readonly id: string;
  readonly user: string;
  view: Record<string, unknown>;
  /** Sent off or closed; the one below it, if any, is seen again. */
  isClosed?: boolean;
  /** By block: what the bot offered last for an external select. */
  offered?: Readonly<Record<string, readonly Option[]>>;
}

/** A workspace in memory, with the bot in it. */
export class SlackState {
  readonly team: { readonly id: string; name: string; readonly domain: string };
  readonly app = 'A0PAPER';
  /** Mentioned by its name, shown by its title. */
  readonly bot: { readonly user: string; readonly id: string; readonly name: string; readonly title: string };
  botToken: string;
  readonly appToken = 'xapp-loopback-app';
  readonly users = new Map<string, SlackUser>();
  readonly channels = new Map<string, SlackChannel>();
  readonly files = new Map<string, SlackFile>();
  /** Modals, oldest first. */
  readonly views: OpenView[] = [];
  /** By unfurl id: what the bot unfurled of links that a person has written and not sent. */
  readonly drafts = new Map<string, Readonly<Record<string, unknown>>>();
  /** The Home tab of each person. */
  readonly homes = new Map<string, Record<string, unknown>>();
  /** Set where the app is installed in a whole Enterprise Grid organization, whose first workspace is `team`. */
  organization: { readonly id: string; readonly name: string } | undefined;
  scopes: string[] = [...BOT_SCOPES];
  /** Whether Work Object Previews are switched on for the app, and what becomes of entities otherwise. */
  workObjects: WorkObjects = 'on';
  /** By trigger: which entity's flexpane a person opened. */
  readonly entityRequests = new Map<string, string>();
  /** What the bot presented in flexpanes, oldest first. */
  readonly details: Details[] = [];
  /** An error code with which every call is refused: `token_revoked`, `invalid_auth` … */
  tokenFault: string | undefined;
  /** Whether Slack can fetch a picture from there. */
  canFetch: (url: string) => boolean = isAddress;
  /** An error code with which a message is refused for what it holds, by a rule that is none of the published ones. */
  refuses: (args: Readonly<Record<string, unknown>>) => string | undefined = () => undefined;
  readonly #dated: () => number;
  #last = 0;

  constructor(dated: () => number = Date.now, team = 'LOOP') {
    this.#dated = dated;
    const name = `${team.charAt(0)}${team.slice(1).toLowerCase()}`;
    this.team = {
      id: `T0${team}`,
      name: team === 'LOOP' ? 'Loopback' : name,
      domain: team === 'LOOP' ? 'loopback' : name.toLowerCase(),
    };
    const suffix = team === 'LOOP' ? '' : team;
    this.bot = { user: `U0PAPER${suffix}`, id: `B0PAPER${suffix}`, name: 'paperboy', title: 'Paperboy' };
    this.botToken = team === 'LOOP' ? 'xoxb-loopback-bot' : `xoxb-${team}-0`;
    this.addUser(this.bot.user, { name: this.bot.name, bot: true });
  }

  addUser(id: string, fields: Partial<SlackUser> = {}): SlackUser {
    const user: SlackUser = {
      name: id.toLowerCase(),
      bot: false,
      admin: false,
      locale: 'en-US',
      zone: 'Europe/Paris',
      ...fields,
      id,
    };
    this.users.set(id, user);
    return user;
  }

  addChannel(id: string, fields: Partial<SlackChannel> = {}): SlackChannel {
    const channel: SlackChannel = {
      name: id.toLowerCase(),
      kind: 'public',
      creator: 'U0MAKER',
      members: new Set([this.bot.user]),
      archived: false,
      messages: [],
      ephemerals: [],
      ...fields,
      id,
    };
    this.channels.set(id, channel);
    return channel;
  }

  /** The direct messages of a person with the bot. */
  dm(user: string): SlackChannel {
    const id = `D${user.slice(1)}`;
    return (
      this.channels.get(id) ??
      this.addChannel(id, { kind: 'im', creator: user, members: new Set([this.bot.user, user]) })
    );
  }

  /** The workspace that a channel belongs to. */
  findTeam(channel: string | undefined): string {
    return this.channels.get(channel ?? '')?.team ?? this.team.id;
  }

  /** Unique and rising, like Slack's: seconds and six digits. */
  nextTs(): string {
    this.#last = Math.max(Math.round(this.#dated()) * 1000, this.#last + 1);
    return `${Math.floor(this.#last / 1_000_000)}.${String(this.#last % 1_000_000).padStart(6, '0')}`;
  }

  message(channel: string, ts: string): SlackMessage | undefined {
    return this.channels.get(channel)?.messages.find((message) => message.ts === ts);
  }
}
