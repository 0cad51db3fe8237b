import { expect, it } from 'vitest';
import { SHARED_CARD_MS } from '../../../src/jobs/votes/shared-cards.ts';
import { personId, tenantId } from '../../support/ids.ts';
import { aWorld, CHANNEL } from '../world.ts';

const GUILD = tenantId('discord:guild');
const PAPER = '2604.00001';

/** So many cards of one paper in one channel, each shared later than the one before, and all of them right. */
async function aRoomWithCards(count: number) {
  const world = await aWorld();
  const { clock, platform, tallies } = world;
  const relabeled: string[] = [];
  platform.labeler.relabel = async ({ messageId }) => void relabeled.push(messageId);
  for (let i = 0; i < count; i++) {
    const sent = { channel: '100', messageId: `s${i}`, tenant: GUILD };
    await tallies.recordSharedCard({ channel: CHANNEL, sent, paperId: PAPER });
    await tallies.flush();
    clock.advance(1);
  }
  expect(relabeled).toHaveLength(count);
  return {
    ...world,
    relabeled,
    /** All cards, last used first. */
    rows: () => world.store.sharedCards.listShowing([PAPER], [GUILD], 99),
    vote: () => tallies.press({ paperId: PAPER, person: personId('discord:1'), tenant: GUILD, value: 1 }),
  };
}

it('a vote has the twenty last used cards of its paper updated soon, and all others with the next tick', async () => {
  const { relabeled, rows, vote, tallies } = await aRoomWithCards(23);
  const all = (await rows()).map(({ sent }) => sent.messageId);
  relabeled.length = 0;
  await vote();
  await tallies.flush();
  expect(relabeled.toSorted()).toEqual(all.slice(0, 20).toSorted());
  await tallies.resume();
  expect(relabeled.toSorted()).toEqual(all.toSorted());
});

it('a card that becomes unused while it gets its numbers is not forgotten with them', async () => {
  const { rows, vote, tallies, clock, platform, store } = await aRoomWithCards(1);
  await vote();
  let shown: string[] = [];
  platform.labeler.relabel = async (_card, labels) => {
    shown = labels.map(({ label }) => label);
    clock.advance(1);
  };
  const [{ usedAt } = { usedAt: 0 }] = await rows();
  clock.advance(usedAt + SHARED_CARD_MS - clock.now());
  await tallies.flush();
  expect([shown, (await rows()).length]).toEqual([['👍 1', '👎'], 1]);
  await store.sharedCards.requestUnused(clock.now() - SHARED_CARD_MS, 9);
  await tallies.resume();
  expect([shown, await rows()]).toEqual([['👍', '👎'], []]);
});
