import { describe, expect, it } from 'vitest';
import type { App } from '../../../src/cli/base/app.ts';
import { runSubscriptions } from '../../../src/cli/commands/subscriptions.ts';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { Layout } from '../../../src/core/schedule/subscription.ts';
import { aProblem } from '../../support/a-problem.ts';
import { aWorld, fault, HOUR, wish } from '../world.ts';

/** A digest of three whose second card has an unknown outcome and may not be looked up, and the next day's. */
async function anUnknownOutcome(layout: Layout) {
  const { clock, tick, platform, last, store } = await aWorld();
  await wish(store, { layout });
  const cut = {
    error: new DeliveryError('unknown', aProblem('cut off')),
    after: true,
  };
  platform.faults.push(...(layout === 'thread' ? [undefined] : []), undefined, cut);
  platform.findFault = new DeliveryError('refused', aProblem('may not look'), {
    fix: 'let us look',
  });
  const cards = () =>
    platform.posts.flatMap(({ message }) => (message.kind === 'card' ? [message.view.paper.id] : []));
  clock.set('2026-04-30T09:00:10Z');
  for (let hour = 0; hour < 3; hour++) {
    await tick();
    clock.advance(HOUR);
  }
  const first = await last();
  const firstCards = cards();
  const lines: string[] = [];
  await runSubscriptions({ store, clock, print: (line: string) => lines.push(line) } as unknown as App);
  const listed = lines.join('\n');
  clock.set('2026-05-01T09:00:10Z');
  await tick();
  return {
    first,
    /** What the operator reads of the first. */
    listed,
    chosen: first?.digest?.papers.map(({ paperId }) => paperId) ?? [],
    firstCards,
    nextCards: cards().slice(firstCards.length),
  };
}

describe('a digest with an unknown outcome', () => {
  it('posts no more of itself, and what was posted nowhere comes with the next one', async () => {
    const { first, listed, chosen, firstCards, nextCards } = await anUnknownOutcome('cards');
    expect(first).toMatchObject({ state: 'unknown', reason: { values: { fix: 'let us look' } } });
    expect(listed).toMatch(/last: unknown .*: may not look\. let us look\./);
    expect(firstCards).toEqual(chosen.slice(0, 2));
    expect(nextCards).toContain(chosen[2]);
    expect(nextCards).not.toContain(chosen[1]);
  });

  it('repeats no paper that its overview has named', async () => {
    const { first, chosen, firstCards, nextCards } = await anUnknownOutcome('thread');
    expect(first?.state).toBe('unknown');
    expect(firstCards).toEqual(chosen.slice(0, 2));
    expect(nextCards).toHaveLength(3);
    expect(nextCards.filter((id) => chosen.includes(id))).toEqual([]);
  });
});

describe('a post that may have got through, and that can never be looked up', () => {
  it('is unknown and not failed, though a passing fault came last, and is not sent again', async () => {
    const { clock, tick, platform, last, store } = await aWorld();
    platform.faults.push({ error: fault('unknown'), after: true });
    platform.findFault = fault('transient');
    clock.set('2026-04-30T09:00:10Z');
    for (let hour = 0; hour < 10; hour++) {
      await tick();
      clock.advance(HOUR);
    }
    const delivery = await last();
    expect(delivery).toMatchObject({
      state: 'unknown',
      reason: { values: { because: { values: { fix: 'fix it' } } } },
    });
    expect(platform.posts).toHaveLength(1);
    const posts = delivery ? await store.posts.listOfDelivery(delivery) : [];
    expect(posts.map(({ state }) => state)).toEqual(['unknown', 'planned', 'planned', 'planned']);
  });

  it('is distinguished from one that never left: that has failed', async () => {
    const { clock, tick, platform, last } = await aWorld();
    platform.beforeSend = () => {
      throw fault('transient');
    };
    clock.set('2026-04-30T09:00:10Z');
    for (let hour = 0; hour < 10; hour++) {
      await tick();
      clock.advance(HOUR);
    }
    expect((await last())?.state).toBe('failed');
  });

  it('is looked for from when it was sent, not from a slot of days ago', async () => {
    const { clock, tick, platform, store } = await aWorld();
    await wish(store, { catchUp: 'all' });
    platform.faults.push({ error: fault('unknown'), after: true });
    const looked: number[] = [];
    const { find } = platform.finder;
    platform.finder.find = (destination, key, since) => {
      looked.push(since);
      return find(destination, key, since);
    };
    clock.set('2026-04-30T15:00:10Z');
    const sentAt = clock.now();
    await tick();
    clock.advance(HOUR);
    await tick();
    expect(looked).toEqual([sentAt - 5 * 60_000]);
    expect(platform.posts).toHaveLength(4);
  });
});
