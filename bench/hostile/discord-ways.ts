import { createDiscord } from '../../adapters/discord/index.ts';
import { NO_RATES, startDiscord } from '../../loopback/discord/index.ts';
import type { Message as DiscordMessage } from '../../loopback/discord/world.ts';
import type { Traffic } from '../../loopback/traffic.ts';
import type { Command } from '../../src/core/command/command.ts';
import type { Random } from '../soak/random.ts';
import { mutateEvent, mutateText } from './event-mutations.ts';
import { anInbound, CARD, type CountingLog, until, type Way } from './event-way.ts';

const COMMANDS: readonly Command[] = [
  {
    name: 'search',
    summary: 'Searches',
    example: 'search',
    options: [{ name: 'query', summary: 'What', type: 'text', required: true, autocomplete: true }],
    run: async () => ({ kind: 'message', message: CARD }),
  },
  {
    name: 'settings',
    summary: 'Changes settings',
    example: 'settings',
    opensForm: true,
    options: [],
    run: async () => ({ kind: 'message', message: CARD }),
  },
];

const AT_ONCE = 50;

interface Recorded {
  readonly t: string;
  readonly d: object;
}

/** The real discord.js and adapter, before a loopback Discord that sends what it sent before, changed. */
export async function discordWay(what: 'gateway' | 'interactions', log: CountingLog): Promise<Way> {
  const traffic: Traffic[] = [];
  const server = await startDiscord({ rates: NO_RATES, onTraffic: (one) => traffic.push(one) });
  const { gateway, general } = server;
  const platform = createDiscord({
    token: server.token,
    apiUrl: server.apiUrl,
    log,
    clock: { now: Date.now },
    commands: COMMANDS,
    tuning: { timeoutMs: 5000, backoffMs: 20, spacingMs: 0, reactionSpacingMs: 0, reconnectMs: 20 },
  });
  const { inbound, received } = anInbound();
  await platform.connection.start(inbound);
  const sent = await platform.send({ channel: general.id }, CARD, 'key');
  const message = server.messageAt(general.id, sent.messageId);
  if (!message) throw new Error('the post is not there');
  const bob = server.user('bob').id;
  const all = await record(server, message, traffic);
  const recorded = all.filter(({ t }) => (t === 'INTERACTION_CREATE') === (what === 'interactions'));
  const others = all.map(({ d }) => d);
  let count = 0;

  function own({ t, d }: Recorded): Recorded {
    count += 1;
    if (!('token' in d)) return { t, d };
    return { t, d: { ...d, id: String(10n ** 17n + BigInt(count)), token: `odd-${count}` } };
  }

  return {
    send(random: Random) {
      const { t, d } = own(random.pick(recorded));
      const changed = mutateEvent(d, others, random);
      const frame = { op: 0, t, s: count, d: changed };
      if (random.chance(0.9)) return gateway.sendEvent(t, changed ?? null);
      // A changed frame may ask the bot to connect again, which takes a moment each time: rare here.
      const whole = random.chance(0.5) ? mutateEvent(frame, others, random) : frame;
      const text = JSON.stringify(whole) ?? 'null';
      if (/"op":[79]/.test(text) && !random.chance(0.01)) return;
      gateway.sendRaw(random.chance(0.5) ? mutateText(text, random) : text);
    },
    batch: AT_ONCE,
    async settle() {
      const before = received.reactions;
      await until(
        () => received.reactions > before,
        () => {
          server.unreact(bob, message, '👍');
          server.react(bob, message, '👍');
        },
      );
      server.requests.length = 0;
      traffic.length = 0;
    },
    async close() {
      await platform.connection.stop();
      await server.close();
    },
  };
}

/** One of each that a person or Discord itself can do, as the loopback Discord sends it. */
async function record(
  server: Awaited<ReturnType<typeof startDiscord>>,
  message: DiscordMessage,
  traffic: Traffic[],
): Promise<Recorded[]> {
  const { general, guild } = server;
  const ann = server.user('ann').id;
  server.react(ann, message, '👍');
  server.unreact(ann, message, '👍');
  server.clearReactions(message);
  server.slash(ann, general.id, 'papers', 'search', { query: 'attention' });
  server.typeOption(ann, general.id, 'papers', 'search', 'query', 'att');
  server.pressButton(ann, message, 'Save');
  const form = server.slash(ann, general.id, 'papers', 'settings', {});
  const end = Date.now() + 20_000;
  while (form.modal === undefined && Date.now() < end)
    await new Promise((resolve) => setTimeout(resolve, 10));
  server.submitModal(form, { topics: 'cs.CL', layout: 'cards' });
  server.gateway.emit('GUILD_DELETE', { id: guild.id, unavailable: true }, 1);
  server.gateway.emit('RESUMED', {}, 1);
  server.gateway.emit('THREAD_CREATE', { id: '5', parent_id: general.id, type: 11 }, 1);
  const found = traffic.flatMap(({ direction, what, payload }) =>
    direction === 'to bot' && /^[A-Z_]+$/.test(what) ? [{ t: what, d: payload as object }] : [],
  );
  if (found.length < 12) throw new Error(`only ${found.length} events were recorded`);
  return found;
}
