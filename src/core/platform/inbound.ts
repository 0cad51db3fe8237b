import type { PlatformName, TenantId } from '../base/ids.ts';
import type { Asker, Choice, Completion, FilledForm, Interaction, Reply } from '../message/interaction.ts';
import type { Reaction } from '../vote/vote.ts';

/** A reaction as a platform tells it. The adapter drops the bot's own and other bots' before. */
export interface ReactionEvent extends Reaction {
  readonly platform: PlatformName;
  readonly tenant: TenantId;
  /** The channel that the message is in. On Discord a thread is a channel, with an id of its own. */
  readonly channel: string;
  readonly messageId: string;
  /** `false` when it was taken back. */
  readonly added: boolean;
  /** The platform's own time of it, in microseconds since the epoch, where it tells one: events come in any order. */
  readonly eventAt?: number;
}

/** Hears in a few words what is being done. */
export type OnProgress = (doing: string) => void;

/** What the bot does with what comes in from a platform. */
export interface Inbound {
  onReaction(event: ReactionEvent): Promise<void>;
  /**
   * Always answers, also when something throws. `onProgress` hears in a few words what is being done, if that takes
   * longer than about a second.
   */
  interact(asker: Asker, interaction: Interaction, onProgress?: OnProgress): Promise<Reply>;
  /** What is wrong with the fields of a form, by name. Each is checked by itself; `interact` checks the rest. */
  validateForm(form: FilledForm, asker: Pick<Asker, 'platform' | 'person'>): Readonly<Record<string, string>>;
  /** Whether the answer will be a form, which must be opened before any waiting. */
  opensForm(interaction: Interaction): boolean;
  /** Whether only who may manage the channel gets what is asked for: what is remembered of their rights will not do. */
  wantsManager(interaction: Interaction): boolean;
  complete(asker: Asker, completion: Completion): Promise<Choice[]>;
  /** Before events come: `findTenant` tells the tenant of channels that were stored without it. */
  addTenants(platform: PlatformName, findTenant: (id: string) => Promise<TenantId>): Promise<void>;
  /** The bot was removed from a server or workspace; without one, from all of the platform. */
  onBotRemoved(platform: PlatformName, tenant?: TenantId): Promise<void>;
  /** The bot is in this server or workspace: where it had been removed before, it is back. */
  onBotPresent(tenant: TenantId): Promise<void>;
  /** All servers or workspaces of a platform that the bot is in, of those that `covers` is true for. */
  onTenantsListed(
    platform: PlatformName,
    tenants: readonly TenantId[],
    covers: (tenant: TenantId) => boolean,
  ): Promise<void>;
  /** Events may have been missed (reconnected, restarted): read back what matters. */
  onEventsMissed(platform: PlatformName): Promise<void>;
}
