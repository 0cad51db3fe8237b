import { describe, expect, it, onTestFinished } from 'vitest';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { PlatformName } from '../../../src/core/base/ids.ts';
import type { Platform } from '../../../src/core/platform/platform.ts';
import { PresetReactions } from '../../../src/jobs/votes/preset-reactions.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { AT_ONCE, aWorld as aSlackWorld } from '../../adapters/slack/harness.ts';
import { aDelivery, discordRig, type Rig, slackRig } from '../../contract/rig.ts';
import { aProblem } from '../../support/a-problem.ts';
import { aLog, until } from '../../support/builders.ts';
import { aPlatform } from '../../support/fake-platform.ts';
import { personId, tenantId } from '../../support/ids.ts';
import { aWorld, HOUR } from '../world.ts';

const MINUTE = 60_000;

/** Names of the reactions on every post of the bot, in the order of the posts. */
function standing({ server }: Rig<unknown>): string[][] {
  const world = server as
    | Awaited<ReturnType<typeof discordRig>>['server']
    | Awaited<ReturnType<typeof slackRig>>['server'];
  const messages =
    'state' in world
      ? (world.state.channels.get('C0OPEN')?.messages ?? [])
      : [...world.channels.values()].flatMap(({ messages }) => [...messages.values()]);
  return messages.map(({ reactions }) => [...reactions.keys()]);
}

describe.each([
  ['Discord', discordRig as () => Promise<Rig>],
  ['Slack', slackRig as () => Promise<Rig>],
])('preset reactions on %s', (_name, make) => {
  it('that a stop has left undone come after the next start', async () => {
    const rig = await make();
    const { tick, store, clock, log } = await aDelivery(rig);
    // The process ends here: the posts are there, and no reaction is.
    await tick();
    expect(standing(rig).flat()).toEqual([]);
    const platforms = new Map<PlatformName, Platform>([[rig.platform.name, rig.platform]]);
    await new PresetReactions({ store, platforms, clock, log }).run();
    expect(standing(rig).map((names) => names.length)).toEqual([2, 2, 2]);
    expect(await store.presetReactions.listDue(rig.platform.name, clock.now() + 24 * HOUR, 9)).toEqual([]);
  });
});

describe('preset reactions', () => {
  it('are tried again with growing distance, as long as the platform fails', async () => {
    const { clock, tick, platform, store } = await aWorld();
    const { addPreset } = platform.reactions;
    let calls = 0;
    platform.reactions.addPreset = async () => {
      calls += 1;
      throw new DeliveryError('transient', aProblem('away'));
    };
    clock.set('2026-04-30T09:00:10Z');
    await tick();
    expect(calls).toBe(4);
    await tick();
    expect(calls).toBe(4);
    clock.advance(MINUTE);
    await tick();
    expect(calls).toBe(8);
    clock.advance(MINUTE / 2);
    await tick();
    expect(calls).toBe(8);
    platform.reactions.addPreset = addPreset;
    clock.advance(MINUTE);
    await tick();
    expect(platform.posts.map(({ presetReactions }) => presetReactions.length)).toEqual([3, 2, 2, 2]);
    expect(await store.presetReactions.listDue('discord', clock.now() + HOUR, 9)).toEqual([]);
  });

  it('wait as long as the platform asks', async () => {
    const { clock, tick, platform, store } = await aWorld();
    platform.reactions.addPreset = async () => {
      throw new DeliveryError('transient', aProblem('slow down'), {
        retryAfterMs: 20 * MINUTE,
      });
    };
    clock.set('2026-04-30T09:00:10Z');
    await tick();
    expect(await store.presetReactions.listDue('discord', clock.now() + 19 * MINUTE, 9)).toEqual([]);
    expect(await store.presetReactions.listDue('discord', clock.now() + 20 * MINUTE, 9)).toHaveLength(4);
  });

  it('are given up where the post is gone, and after a day', async () => {
    for (const fault of ['gone', 'refused'] as const) {
      const { clock, tick, platform, store, log } = await aWorld();
      let calls = 0;
      platform.reactions.addPreset = async () => {
        calls += 1;
        throw new DeliveryError(fault, aProblem('no'));
      };
      clock.set('2026-04-30T09:00:10Z');
      for (let hour = 0; hour < 23; hour++) {
        await tick();
        clock.advance(HOUR);
        if (hour === 0) expect(calls).toBe(4);
      }
      expect(calls).toBe(fault === 'gone' ? 4 : 4 * 6);
      expect(await store.presetReactions.listDue('discord', clock.now() + 1000 * HOUR, 99)).toEqual([]);
      expect(log.lines.some(({ message }) => message.startsWith('preset reactions failed'))).toBe(true);
    }
  });

  it('that are in progress at a stop are added again at the next start', async () => {
    const slow = await aSlackWorld({
      tuning: { rates: { ...AT_ONCE, 'reactions.add': { calls: 1, perMs: 60_000 } } },
    });
    onTestFinished(() => slow.close());
    const rig = {
      ...slow,
      channel: 'slack:T0LOOP/C0OPEN',
      owner: 'slack:T0LOOP/U0ADA',
      tenant: 'slack:T0LOOP',
    };
    const { tick, store, clock } = await aDelivery(rig as unknown as Rig);
    await tick();
    const platforms = new Map<PlatformName, Platform>([['slack', slow.platform]]);
    const first = new PresetReactions({ store, platforms, clock, log: aLog() });
    void first.run();
    await until(() => standing(rig as unknown as Rig).flat().length > 0, 'the first one is there');
    await first.stop(10);
    await slow.platform.connection.stop();
    expect(await store.presetReactions.listDue('slack', clock.now(), 9)).toHaveLength(3);
  });

  it('that follow a vote on a post in progress come after it, and no other process is notified', async () => {
    const { clock, tick, platform, tallies, store, log } = await aWorld();
    const slow = Promise.withResolvers<void>();
    const { addPreset } = platform.reactions;
    platform.reactions.addPreset = async () => {
      throw new DeliveryError('transient', aProblem('away'));
    };
    clock.set('2026-04-30T09:00:10Z');
    await tick();
    let begun = 0;
    platform.reactions.addPreset = async (...args) => {
      begun += 1;
      await slow.promise;
      await addPreset(...args);
    };
    clock.advance(MINUTE);
    const sent: string[] = [];
    const signals = { ...store.signals, send: (kind: string) => void sent.push(kind) };
    const roles = { ...store.roles, has: (role: string) => role === 'discord' };
    const platforms = new Map<PlatformName, Platform>([
      ['discord', platform],
      ['slack', aPlatform('slack')],
    ]);
    const work = new PresetReactions({
      ...{ store: { ...store, signals, roles }, platforms, clock, log, settleMs: 1 },
    });
    void work.run();
    await until(() => begun === 4, 'all begin');
    const vote = { platform: 'discord', channel: 't-m1', messageId: 'm2', added: true } as const;
    const person = personId('discord:ann');
    await tallies.recordReaction({
      ...vote,
      tenant: tenantId('discord:guild'),
      person,
      ballot: { kind: 'up' },
    });
    work.settleOursSoon();
    await new Promise((resolve) => setTimeout(resolve, 50));
    slow.resolve();
    await until(
      () => platform.post('m2').presetReactions.length === 1,
      'what somebody has pressed is taken back',
    );
    await work.stop(1000);
    await tallies.flush();
    expect(sent).toEqual([]);
  });

  it('are known to the store as soon as the post is, and once', async () => {
    const log = aLog();
    const store = await openStore({ url: ':memory:', log });
    const { clock, tick, platform } = await aWorld({ store });
    clock.set('2026-04-30T09:00:10Z');
    await tick();
    const [post] = platform.posts;
    if (!post) throw new Error('no post');
    expect(await store.presetReactions.listDue('discord', clock.now(), 9)).toEqual([]);
    await store.posts.mark(post.key, 'sent', clock.now(), post.sent);
    expect(await store.presetReactions.listDue('discord', clock.now(), 9)).toEqual([]);
  });
});
