import type { PlatformName, TenantFilter, TenantId } from '../base/ids.ts';
import type { Asker, Choice, Completion, FilledForm, Interaction, Reply } from '../message/interaction.ts';
import type { Message } from '../message/message.ts';
import type { Shard } from '../store/shards.ts';
import type { Reaction } from '../vote/vote.ts';

/** A reaction event from a platform. The adapter has already dropped those of the bot itself and of other bots. */
export interface ReactionEvent extends Reaction {
  readonly platform: PlatformName;
  readonly tenant: TenantId;
  /** The channel of the message. On Discord a thread is a channel, with an id of its own. */
  readonly channel: string;
  readonly messageId: string;
  /** `false` when it was taken back. */
  readonly added: boolean;
  /** The platform's own timestamp, in microseconds since the epoch, where it sends one: events arrive in any order. */
  readonly eventAt?: number;
}

/** Whoever reads an answer. */
export type Reader = Partial<Pick<Asker, 'channelId' | 'locale'>>;

/** Called with a few words on what is being done, and with as much of the answer as there is so far, where there is a part of it. */
export type OnProgress = (status: string, soFar?: Message) => void;

/** What the bot does with events from a platform. */
export interface Inbound {
  onReaction(event: ReactionEvent): Promise<void>;
  /**
   * Always answers, also when something throws. `onProgress` is called with a few words on what is being done, if that takes
   * longer than about a second, and at the latest after two, unless the answer is a form that opens.
   */
  interact(asker: Asker, interaction: Interaction, onProgress?: OnProgress): Promise<Reply>;
  /**
   * Runs `work` in a person's own language, or in the channel's where the platform does not say it: `interact` and the drawing of
   * what it answers.
   */
  runInLanguageOf<T>(asker: Reader, work: () => Promise<T>): Promise<T>;
  /** The problems in the fields of a form, by name. Each is checked by itself; `interact` checks the rest. */
  validateForm(
    form: FilledForm,
    asker: Pick<Asker, 'platform' | 'person' | 'tenant'>,
  ): Readonly<Record<string, string>>;
  /** Whether the answer will be a form, which must be opened before any waiting. */
  opensForm(interaction: Interaction): boolean;
  /** Whether the request is only for people who may manage the channel: then cached permissions are not enough. */
  needsManager(interaction: Interaction): boolean;
  complete(asker: Asker, completion: Completion): Promise<Choice[]>;
  /** Before events come: `findTenant` finds the tenant of channels that were stored without it. */
  addTenants(platform: PlatformName, findTenant: (id: string) => Promise<TenantId>): Promise<void>;
  /** The bot was removed from a server or workspace; without a tenant, from the whole platform. */
  onBotRemoved(platform: PlatformName, tenant?: TenantId): Promise<void>;
  /** The bot is in this server or workspace: where it had been removed before, it was added again. */
  onBotPresent(tenant: TenantId): Promise<void>;
  /** All servers or workspaces of a platform that the bot is in, of those that `covers` is true for. */
  onTenantsListed(platform: PlatformName, tenants: readonly TenantId[], covers: TenantFilter): Promise<void>;
  /** A command, a press or an event was acknowledged so many seconds after it came. Missing where nobody measures it. */
  onAcknowledged?(platform: PlatformName, seconds: number): void;
  /** Events may have been missed (reconnected, restarted), on one shard or on all: read back votes and other state. */
  onEventsMissed(platform: PlatformName, shard?: Shard): Promise<void>;
}
