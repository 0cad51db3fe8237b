import { describe, expect, it } from 'vitest';
import { auditLedger } from '../../bench/shared/ledger-audit.ts';
import { randomFrom } from '../../bench/shared/random.ts';
import type { StandingPost } from '../../bench/shared/standing-posts.ts';
import { auditVotes } from '../../bench/shared/vote-audit.ts';
import { fitTrend } from '../../bench/soak/memory.ts';
import { listSlots } from '../../bench/soak/slots.ts';
import { findNextDue } from '../../src/jobs/timing/next-due.ts';
import { aWorld, CHANNEL, wish } from '../jobs/world.ts';
import type { FakePlatform } from '../support/fake-platform.ts';
import { channelId, personId, tenantId } from '../support/ids.ts';

const DAY = 86_400_000;

/** A digest that was sent, and where each of its posts is. */
async function aSentDigest() {
  const world = await aWorld();
  world.clock.set('2026-04-30T09:00:10Z');
  await world.tick();
  return { ...world, standing: standingOn(world.platform) };
}

function standingOn({ posts }: FakePlatform): StandingPost[] {
  return posts.map(({ key, sent }) => ({
    ...{ platform: 'discord', channel: CHANNEL, key, messageId: sent.messageId },
    reactions: new Map(),
  }));
}

describe('the audit of the ledger', () => {
  it('finds nothing where everything is posted once', async () => {
    const { store, standing } = await aSentDigest();
    expect(await auditLedger(store, standing)).toMatchObject({ faults: [], states: { sent: 1 }, parts: 4 });
  });

  it('finds what is lost, doubled, misplaced or unknown', async () => {
    const { store, standing } = await aSentDigest();
    const [first, second, ...rest] = standing;
    if (!first || !second) throw new Error('the digest has no parts');
    const find = async (posts: readonly StandingPost[]) =>
      (await auditLedger(store, posts)).faults.join('\n');
    expect(await find([second, ...rest])).toMatch(/part 0 .* is sent, and is nowhere/);
    expect(await find([...standing, first])).toMatch(/part 0 .* is there 2 times/);
    expect(await find([{ ...first, channel: channelId('discord:9') }, second, ...rest])).toMatch(
      /is in discord:9/,
    );
    expect(await find([...standing, { ...first, key: 'x.0.y' }])).toMatch(/\(x\.0\.y\) is not in the ledger/);
    expect(await find([{ ...first, messageId: 'm9' }, second, ...rest])).toMatch(/another message's id/);
  });
});

describe('the audit of days without papers', () => {
  it('finds what is not said, said twice, elsewhere, or to who does not want to hear it', async () => {
    const { clock, tick, store, platform } = await aWorld();
    await wish(store, { emptyDays: 'say', cron: '0 9 * * *', count: 8 });
    for (const day of ['2026-04-30', '2026-05-01', '2026-05-02']) {
      clock.set(`${day}T09:00:10Z`);
      await tick();
    }
    const standing = standingOn(platform);
    const find = async (posts: readonly StandingPost[]) =>
      (await auditLedger(store, posts)).faults.join('\n');
    expect(await auditLedger(store, standing)).toMatchObject({ faults: [], parts: 9, notices: 1 });
    const notice = standing.at(-1);
    if (!notice) throw new Error('nothing is said');
    expect(await find(standing.slice(0, -1))).toMatch(/05-01.* is said 0 times instead of 1/);
    expect(await find([...standing, notice])).toMatch(/05-01.* is said 2 times instead of 1/);
    expect(await find([...standing.slice(0, -1), { ...notice, channel: channelId('discord:9') }])).toMatch(
      /said in discord:9/,
    );
    await wish(store, { emptyDays: 'silent' });
    expect(await find(standing)).toMatch(/is said 1 times instead of 0/);
  });
});

describe('the audit of the votes', () => {
  it('finds a reaction that is not counted, and a vote whose reaction is gone', async () => {
    const { store, standing, tallies, platform } = await aSentDigest();
    const [, card] = standing;
    const post = platform.posts[1];
    if (!card || !post) throw new Error('the digest has no card');
    const liked: StandingPost = { ...card, reactions: new Map([['👍', new Set(['discord:7'])]]) };
    expect((await auditVotes(store, [liked])).faults).toEqual([
      expect.stringMatching(/^not counted: .*discord:7/),
    ]);
    await tallies.recordReaction({
      ...{ platform: 'discord', channel: post.sent.thread ?? CHANNEL, messageId: post.sent.messageId },
      ...{
        person: personId('discord:7'),
        tenant: tenantId('discord:guild'),
        ballot: { kind: 'up' },
        added: true,
      },
    });
    expect(await auditVotes(store, [liked])).toEqual({ faults: [], standing: 1 });
    expect((await auditVotes(store, [card])).faults).toEqual([
      expect.stringMatching(/^counted and not there/),
    ]);
  });
});

describe('slots computed from the wall clock', () => {
  const start = Date.parse('2026-03-02T00:00:00Z');

  it.each(['America/New_York', 'Europe/Paris', 'Asia/Kathmandu', 'Pacific/Apia', 'Australia/Sydney', 'UTC'])(
    'are those of the bot in %s, over both changes of the clocks and in their gaps',
    (zone) => {
      for (const [hour, minute] of [
        [2, 30],
        [0, 0],
        [23, 55],
      ] as const) {
        const times = { zone, hour, minute, weekdays: [0, 1, 2, 3, 4, 5, 6] };
        const slots = listSlots(times, start, start + 45 * DAY);
        const cron = `${minute} ${hour} * * *`;
        const due: number[] = [];
        for (
          let at = findNextDue({ cron, zone }, start);
          at <= start + 45 * DAY;
          at = findNextDue({ cron, zone }, at)
        )
          due.push(at);
        expect(slots).toEqual(due);
      }
    },
  );
});

describe('the line through the samples of memory', () => {
  const samples = (mbOf: (day: number) => number) =>
    Array.from({ length: 121 }, (_, i) => ({
      at: (i * DAY) / 12,
      process: i < 12 ? 1 : 2,
      mb: mbOf(i / 12),
    }));

  it('is level where memory is, and rises as a leak does', () => {
    expect(fitTrend(samples(() => 150))?.mbPerDay).toBeCloseTo(0);
    expect(fitTrend(samples((day) => 150 + 4 * day))?.mbPerDay).toBeCloseTo(4);
  });

  it('leaves the warm-up out, and does not judge too few samples', () => {
    expect(fitTrend(samples((day) => (day < 2 ? 50 : 150)))?.mbPerDay).toBeCloseTo(0);
    expect(fitTrend(samples(() => 1).slice(0, 2))).toBeUndefined();
  });
});

describe('chance', () => {
  it('is the same for the same seed', () => {
    const draw = (seed: number) => {
      const random = randomFrom(seed);
      return Array.from({ length: 20 }, () => random.whole(1, 6));
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    expect(new Set(draw(7)).size).toBeGreaterThan(3);
  });
});
