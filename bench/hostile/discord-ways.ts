import type { Random } from '../shared/random.ts';
import { openDiscordWorld, recordDiscord } from './discord-records.ts';
import { mutateEvent, mutateText } from './event-mutations.ts';
import { type CountingLog, until, type Way } from './event-way.ts';

const AT_ONCE = 50;

/** Payloads of the gateway that are no events: a heartbeat, please connect again, hello … */
const CONTROL: readonly object[] = [
  { op: 1, d: 5 },
  { op: 7, d: null },
  { op: 9, d: true },
  { op: 10, d: { heartbeat_interval: 41_250 } },
  { op: 11 },
];

/** The real discord.js and adapter, before a loopback Discord that sends what it sent before, changed. */
export async function discordWay(what: 'gateway' | 'interactions', log: CountingLog): Promise<Way> {
  const world = await openDiscordWorld(log);
  const { server, message, received, traffic } = world;
  const { gateway } = server;
  const all = await recordDiscord(world);
  const recorded = all.filter(({ type }) => (type === 'INTERACTION_CREATE') === (what === 'interactions'));
  const bob = server.user('bob').id;
  const others = all.map(({ payload }) => payload);
  let count = 0;

  function own(payload: object): object {
    count += 1;
    if (!('token' in payload)) return payload;
    return { ...payload, id: String(10n ** 17n + BigInt(count)), token: `odd-${count}` };
  }

  return {
    send(random: Random) {
      const { type: t, payload } = random.pick(recorded);
      const changed = mutateEvent(own(payload), others, random);
      if (random.chance(0.9)) return gateway.sendEvent(t, changed ?? null);
      const frame = random.chance(0.8) ? { op: 0, t, s: count, d: changed } : random.pick(CONTROL);
      // A changed frame may ask the bot to connect again, which takes a moment each time: rare here.
      const whole = random.chance(0.5) ? mutateEvent(frame, others, random) : frame;
      const text = JSON.stringify(whole) ?? 'null';
      if (/"op":(?:[79]|10)/.test(text) && !random.chance(0.01)) return;
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
    close: world.close,
  };
}
