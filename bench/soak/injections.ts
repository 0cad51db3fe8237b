import type { MailFault } from '../../loopback/mail-server.ts';
import { type ChannelId, splitId } from '../../src/core/base/ids.ts';
import type { Instant } from '../../src/core/base/time.ts';
import type { Random } from '../shared/random.ts';
import type { Stage } from './stage.ts';

/** Who was made to fail. */
export type Victim = Outside | 'process' | 'database' | ChannelId;

type Outside = 'discord' | 'slack' | 'email' | 'hugging-face';

/** One thing that was made to go wrong. */
export interface Injection {
  readonly at: Instant;
  readonly victim: Victim;
  readonly what: string;
}

interface Kind {
  readonly victim: Outside;
  readonly what: string;
  inject(stage: Stage, random: Random): void;
}

const posts = { method: 'POST', path: /\/channels\/\d+\/messages$/ };
const reactions = { method: 'PUT', path: /\/reactions\// };

const DISCORD: readonly Kind[] = [
  discord('429', ({ faults }) => faults.next({ kind: 'rate-limit', retryAfter: 0.4 }, posts)),
  discord('global 429', ({ faults }) =>
    faults.next({ kind: 'rate-limit', retryAfter: 0.3, global: true }, posts),
  ),
  discord('500', ({ faults }) => faults.next({ kind: 'status', status: 500 }, posts)),
  discord('502, post carried out', ({ faults }) =>
    faults.next({ kind: 'status', status: 502, done: true }, posts),
  ),
  discord('reset before', ({ faults }) => faults.next({ kind: 'drop-request' }, posts)),
  discord('reset after', ({ faults }) => faults.next({ kind: 'drop-answer' }, posts)),
  discord('503 on reactions', ({ faults }) =>
    faults.next({ kind: 'status', status: 503 }, { ...reactions, times: 4 }),
  ),
  discord('gateway dropped', ({ gateway }) => gateway.drop()),
  discord('gateway reconnect', ({ gateway }) => gateway.reconnect()),
  discord('invalid session', ({ gateway }) => gateway.invalidate()),
];

const SLACK: readonly Kind[] = [
  slack('429', ({ faults }) => faults.add('chat.postMessage', { kind: 'rate-limit', retryAfter: 1 })),
  slack('500', ({ faults }) => faults.add('chat.postMessage', { kind: 'status', status: 500 })),
  slack('503, post carried out', ({ faults }) =>
    faults.add('chat.postMessage', { kind: 'status', status: 503, done: true }),
  ),
  slack('reset before', ({ faults }) => faults.add('chat.postMessage', { kind: 'drop', done: false })),
  slack('reset after', ({ faults }) => faults.add('chat.postMessage', { kind: 'drop', done: true })),
  slack('internal_error', ({ faults }) =>
    faults.add('chat.postMessage', { kind: 'error', code: 'internal_error' }),
  ),
  slack('429 on reactions', ({ faults }) =>
    faults.add('reactions.add', { kind: 'rate-limit', retryAfter: 1 }, 2),
  ),
  slack('disconnect', ({ socket }) => socket.askToLeave('refresh_requested')),
  slack('socket cut', ({ socket }) => socket.drop()),
];

const HUGGING_FACE: readonly Kind[] = (
  ['500', '503', '429', 'reset', 'close', 'garbage', 'shape', 'strings', 'redirect'] as const
).map((fault) => ({
  victim: 'hugging-face',
  what: fault,
  inject: ({ hf }, random) => hf.fault(fault, random.whole(1, 5)),
}));

/** Only what is tried again, or ends as unknown: a dead address would be deleted, and its channel with it. */
const EMAIL: readonly Kind[] = [
  email('450, greylisted', { at: 'to', status: 450, says: '4.2.0 greylisted' }),
  email('451 after the text', { at: 'data', status: 451, says: '4.3.0 busy' }),
  email('421', { at: 'to', status: 421, says: '4.3.2 closing' }),
  email('cut before the text', { at: 'cut-before-data' }),
  email('cut after the text, mail taken', { at: 'cut-after-data' }),
  email('slow', { at: 'slow', ms: 150 }),
];

/** Everything that is made to go wrong for a moment. */
export const KINDS: Readonly<Record<Outside, readonly Kind[]>> = {
  discord: DISCORD,
  slack: SLACK,
  email: EMAIL,
  'hugging-face': HUGGING_FACE,
};

/** A channel that refuses the bot, and how it is fixed. Returns what to call to fix it, and what was done. */
export function spoilChannel(
  { discord: { world, guild }, slack: { state } }: Stage,
  channel: ChannelId,
  random: Random,
): { what: string; fix(): void } {
  const { id } = splitId(channel);
  const onDiscord = world.channels.get(id);
  if (onDiscord) {
    if (random.chance(0.5)) {
      world.channels.delete(id);
      return { what: 'channel gone', fix: () => void world.channels.set(id, onDiscord) };
    }
    const everyone = onDiscord.guildId ?? guild.id;
    // Bit 11: Send Messages.
    onDiscord.overwrites.set(everyone, { id: everyone, type: 0, allow: 0n, deny: 1n << 11n });
    return { what: 'may not post', fix: () => void onDiscord.overwrites.delete(everyone) };
  }
  const onSlack = state.channels.get(id);
  if (!onSlack) throw new Error(`there is no ${channel}`);
  if (random.chance(0.5)) {
    state.channels.delete(id);
    return { what: 'channel_not_found', fix: () => void state.channels.set(id, onSlack) };
  }
  onSlack.archived = true;
  return {
    what: 'archived',
    fix: () => {
      onSlack.archived = false;
    },
  };
}

function discord(what: string, inject: (server: Stage['discord']) => void): Kind {
  return { victim: 'discord', what, inject: (stage) => inject(stage.discord) };
}

function slack(what: string, inject: (server: Stage['slack']) => void): Kind {
  return { victim: 'slack', what, inject: (stage) => inject(stage.slack) };
}

function email(what: string, fault: MailFault): Kind {
  return { victim: 'email', what, inject: ({ mail }) => void mail.faults.push(fault) };
}
