import { REST } from 'discord.js';
import type { Clock } from '../../src/core/base/clock.ts';
import { DeliveryError, StoppedError } from '../../src/core/base/errors.ts';
import type { Log } from '../../src/core/base/log.ts';
import { pause } from '../../src/core/base/pause.ts';
import { raceAbort } from '../../src/core/base/race-abort.ts';
import { type Reach, retryUntilReached } from '../../src/core/base/retry-until-reached.ts';
import { createSampledLog } from '../../src/core/base/sampled-log.ts';
import type { Command } from '../../src/core/command/command.ts';
import type { ChatPlatform } from '../../src/core/platform/platform.ts';
import { check } from './api/check.ts';
import { withEncodedForm } from './api/encoded-form.ts';
import { createIdentity } from './api/identity.ts';
import { paced } from './api/pacer.ts';
import { createPosts } from './api/posts.ts';
import { createPresetReactions } from './api/preset-reactions.ts';
import { registerCommands } from './api/register.ts';
import { createSend, type RestTuning, restOptions } from './api/rest.ts';
import { sharingObstacle } from './api/sharing.ts';
import { createVisibility } from './api/visibility.ts';
import { createAnswers } from './gateway/answers.ts';
import { createClient } from './gateway/gateway.ts';
import { type BudgetTuning, createIdentifyBudget } from './gateway/identify-budget.ts';
import { createReconnectPace, type ReconnectTuning } from './gateway/reconnect-pace.ts';
import { createSession } from './gateway/session.ts';
import { renderMessage } from './render/render.ts';
import { createCommandWording } from './render/word-commands.ts';

export interface DiscordOptions {
  /** The bot's token, without `Bot ` in front. */
  readonly token: string;
  /** Discord's own unless told otherwise; without the version. */
  readonly apiUrl?: string;
  readonly log: Log;
  readonly clock: Clock;
  /** What `/papers` can do. None: nothing is registered. */
  readonly commands?: readonly Command[];
  /** Registers the commands in this server alone, where changes show at once. */
  readonly guildId?: string;
  /** A role whose members may change a channel's subscription, besides those who may manage the channel. */
  readonly managerRole?: string;
  /** No event will come any more: the token was taken back, or Discord refuses the connection for good. */
  readonly onEnd?: (error: DeliveryError) => void;
  /** For rehearsals against a server that knows no limits, and for tests. */
  readonly tuning?: RestTuning &
    BudgetTuning &
    ReconnectTuning & { readonly formMs?: number; readonly reactionSpacingMs?: number };
}

const DISCORD_API = 'https://discord.com/api';

/** How long a stop waits for what is being handled, and for reactions that are being put on posts: the others are kept. */
const SETTLE_MS = 7000;
const REACTIONS_MS = 3000;

/** Between two tries to register the commands, where Discord asks for no time of its own. */
const FIRST_RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 60 * 60_000;

/** Enough to fill Discord's fifty requests a second; what waits is safer in the store. */
const REACTIONS_AT_ONCE = 256;

/** Discord as a platform. */
export function createDiscord(options: DiscordOptions): ChatPlatform {
  const { token, apiUrl = DISCORD_API, log, clock, commands = [], guildId, tuning = {} } = options;
  const rest = restOptions(apiUrl, clock, tuning);
  const sampled = createSampledLog(log);
  const pace = createReconnectPace(clock, log, tuning);
  const client = createClient({
    rest: { ...rest, makeRequest: paced(rest.makeRequest, tuning.requestsPerSecond) },
    identify: createIdentifyBudget(clock, log, tuning),
    pace,
    log,
    sampled,
  });
  client.rest.setToken(token);
  const stopping = new AbortController();
  const closed = new AbortController();
  const send = createSend(client.rest, log, { ...tuning, closed: closed.signal });
  // Interactions do not count towards the 50 a second: not paced, and in queues of their own, no command waits for a digest.
  const answerRest = new REST({ ...rest, makeRequest: withEncodedForm(rest.makeRequest) });
  const sendAnswer = createSend(answerRest, log, { ...tuning, auth: false, closed: closed.signal });
  const identity = createIdentity(send, (channel) => {
    const cached = client.channels.cache.get(channel);
    return cached && 'guildId' in cached ? cached.guildId : undefined;
  });
  const { reactionSpacingMs, reconnectMs } = tuning;
  const reach: Reach = (ask) =>
    retryUntilReached(ask, {
      signal: stopping.signal,
      onWait: (err, waitMs) => log.warn({ err, waitMs }, 'Discord cannot be reached yet'),
      ...(reconnectMs === undefined ? {} : { firstMs: reconnectMs }),
    });
  const presetReactions = createPresetReactions({
    send,
    log,
    ...(reactionSpacingMs === undefined ? {} : { gapMs: reactionSpacingMs }),
  });
  const wordCommands = createCommandWording(commands);
  const posts = createPosts({ send, identity, presetReactions, log });
  const session = createSession({
    client,
    token,
    send,
    reach,
    log,
    onEnd: options.onEnd ?? (() => undefined),
  });

  async function register(): Promise<void> {
    if (commands.length === 0) return;
    const registration = await registerCommands(send, await identity.app(), commands, guildId);
    log.info({ ...registration }, 'slash commands compared');
  }

  /** Digests and votes work without commands: nothing waits for what is tried again, for a day if need be. */
  async function registerOrLater(attempt = 0): Promise<void> {
    try {
      await register();
    } catch (err) {
      if (stopping.signal.aborted) return;
      const transient = err instanceof DeliveryError && err.fault === 'transient' ? err : undefined;
      if (!transient) {
        log.error({ err }, 'the slash commands could not be registered');
        return;
      }
      const waitMs = transient.retryAfterMs ?? Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempt);
      log.warn({ err, waitMs }, 'the slash commands are registered later');
      void pause(waitMs, stopping.signal).then(() =>
        stopping.signal.aborted ? undefined : registerOrLater(attempt + 1),
      );
    }
  }

  return {
    name: 'discord',
    render: renderMessage,
    send: posts.send,
    connection: {
      async start(inbound) {
        const me = await reach(identity.me);
        await raceAbort(registerOrLater(), stopping.signal);
        const { formMs } = tuning;
        const answers = createAnswers({
          send: sendAnswer,
          inbound,
          log,
          wordCommands,
          ...(formMs === undefined ? {} : { formMs }),
          ...(options.managerRole === undefined ? {} : { managerRole: options.managerRole }),
        });
        await session.open(me, inbound, answers);
        log.info({ bot: me }, 'connected to Discord');
      },
      async stop() {
        stopping.abort(new StoppedError());
        pace.stop();
        await Promise.all([session.settle(SETTLE_MS), presetReactions.close(REACTIONS_MS)]);
        closed.abort();
        await session.close();
        sampled.flush();
        answerRest.clearHandlerSweeper();
        answerRest.clearHashSweeper();
      },
    },
    finder: posts,
    editor: posts,
    deleter: posts,
    threads: { open: posts.openThread },
    reactions: {
      concurrency: REACTIONS_AT_ONCE,
      addPreset: posts.addPresetReactions,
      list: posts.listReactions,
    },
    directMessages: {
      notify: (person, message) => posts.notify(person, wordCommands(message)),
      findChannel: posts.findChannel,
    },
    channels: {
      findTenant: posts.findTenant,
      findSharingObstacle: (channel) => sharingObstacle(send, identity.me, channel),
      canSee: createVisibility(send, clock),
    },
    checks: { run: (channel, layout) => check(send, identity, channel, layout) },
  };
}
