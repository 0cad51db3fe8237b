import { describe, expect, it } from 'vitest';
import type { Fault as DiscordFault } from '../../loopback/discord/faults.ts';
import type { Fault as SlackFault } from '../../loopback/slack/faults.ts';
import { aDelivery, discordRig, type Rig, slackRig, wordFixFor, wordFor } from './rig.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Where no answer comes, or no whole one, the bot gives up soon. */
const timeoutFor = ({ kind }: DiscordFault | SlackFault) =>
  kind === 'hang' || kind === 'stall-answer' ? 300 : undefined;

const discord = (fault: DiscordFault) => async (times: number) => {
  const rig = await discordRig(undefined, timeoutFor(fault));
  const path = new RegExp(`${rig.server.general.id}/messages$`);
  rig.server.faults.next(fault, { method: 'POST', path, times });
  return rig;
};
const slack = (fault: SlackFault) => async (times: number) => {
  const rig = await slackRig(undefined, timeoutFor(fault));
  rig.server.faults.add('chat.postMessage', fault, times);
  return rig;
};

const FAULTS: ReadonlyArray<readonly [string, (times: number) => Promise<Rig>]> = [
  ['Discord answers 500', discord({ kind: 'status', status: 500 })],
  ['Discord answers 502 and has posted', discord({ kind: 'status', status: 502, done: true })],
  ['Discord never answers', discord({ kind: 'hang' })],
  ['Discord cuts the line', discord({ kind: 'drop-request' })],
  ['Discord cuts the line and has posted', discord({ kind: 'drop-answer' })],
  ['Discord stops in the middle and has posted', discord({ kind: 'stall-answer', done: true })],
  ['Discord asks for five minutes', discord({ kind: 'rate-limit', retryAfter: 300 })],
  ['Slack answers 503', slack({ kind: 'status', status: 503 })],
  ['Slack answers 503 and has posted', slack({ kind: 'status', status: 503, done: true })],
  ['Slack never answers', slack({ kind: 'hang', done: false })],
  ['Slack never answers and has posted', slack({ kind: 'hang', done: true })],
  ['Slack cuts the line', slack({ kind: 'drop', done: false })],
  ['Slack cuts the line and has posted', slack({ kind: 'drop', done: true })],
];

describe('a fault that passes', () => {
  it.each(FAULTS)('(%s, twice) delays the digest, which is then posted once', async (_what, make) => {
    const rig = await make(2);
    const other = rig.another();
    const { tick, clock, delivery, subscription, store } = await aDelivery(rig, [other]);
    await tick();
    // On Slack one fault hits each of them: there they are distinguished by method.
    const [first, ...more] = await store.deliveries.listOpen();
    expect(more.length).toBe(rig.platform.name === 'slack' ? 1 : 0);
    expect(first).toMatchObject({ state: 'due', attempts: 1 });
    expect(first?.runAt).toBeGreaterThan(clock.now());
    for (let i = 0; i < 8; i++) {
      clock.advance(5 * MINUTE);
      await tick();
    }
    expect([await delivery(), await delivery(other)].map((one) => one?.state)).toEqual(['sent', 'sent']);
    expect([rig.posts(), rig.posts(other)]).toEqual([3, 3]);
    expect((await subscription())?.paused).toBeUndefined();
    expect(rig.notices()).toBe('[]');
  });
});

describe('a fault that stays', () => {
  it.each(FAULTS.filter(([what]) => /500|503$|never answers$|cuts the line$/.test(what)))(
    '(%s) ends the delivery at its deadline, and `status` shows it',
    async (_what, make) => {
      const rig = await make(999);
      const { tick, clock, delivery, status, log } = await aDelivery(rig);
      for (let i = 0; i < 9; i++) {
        await tick();
        clock.advance(HOUR);
      }
      const last = await delivery();
      expect(['failed', 'unknown']).toContain(last?.state);
      expect(last?.attempts).toBeGreaterThanOrEqual(5);
      expect(await status()).toContain(wordFor(last?.reason, rig));
      const failed = log.lines.findLast(({ message }) => message === 'delivery failed');
      expect(failed?.facts.state).toBe(last?.state);
      expect(rig.posts()).toBe(0);
    },
  );
});

it('a digest that fails without a pause is reported to the owner, once', async () => {
  const rig = await discordRig(({ faults }) =>
    faults.next({ kind: 'status', status: 500 }, { method: 'POST', path: /\/threads$/, times: 999 }),
  );
  const { tick, clock, delivery, subscription } = await aDelivery(rig);
  for (let hour = 0; hour < 36; hour++) {
    await tick();
    clock.advance(HOUR);
  }
  expect([(await delivery())?.state, (await subscription())?.paused]).toEqual(['failed', undefined]);
  expect(rig.notices().match(/A digest could not be posted/g)).toHaveLength(1);
});

describe('a post that may have got through, where the bot may not look', () => {
  const blind = {
    async Discord() {
      const rig = await discord({ kind: 'drop-answer' })(1);
      const { general, guild } = rig.server;
      const READ_MESSAGE_HISTORY = 1n << 16n;
      general.overwrites.set(guild.id, { id: guild.id, type: 0, allow: 0n, deny: READ_MESSAGE_HISTORY });
      return rig;
    },
    async Slack() {
      const rig = await slack({ kind: 'drop', done: true })(1);
      rig.server.state.scopes = rig.server.state.scopes.filter((scope) => scope !== 'channels:history');
      return rig;
    },
  };

  it.each(Object.entries(blind))(
    'on %s is shown in `status` and in the log, the owner is notified, and it is never sent again',
    async (_name, make) => {
      const rig = await make();
      const { tick, clock, delivery, status, log } = await aDelivery(rig);
      for (let i = 0; i < 9; i++) {
        await tick();
        clock.advance(HOUR);
      }
      expect(rig.posts()).toBe(1);
      expect(rig.notices()).toContain('It is not known whether a digest was posted');
      const last = await delivery();
      expect(last).toMatchObject({ state: 'unknown' });
      expect(wordFixFor(last?.reason, rig)).toMatch(/history/i);
      expect(await status()).toContain(`Unknown outcome. ${wordFor(last?.reason, rig)}`);
      expect(log.lines.filter(({ facts }) => facts.state === 'unknown').map(({ level }) => level)).toEqual([
        'warn',
      ]);
    },
  );
});
