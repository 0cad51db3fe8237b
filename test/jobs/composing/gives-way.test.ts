import { expect, it, onTestFinished } from 'vitest';
import { composeAll, composeNow } from '../../../src/jobs/composing/compose-now.ts';
import { aDesk } from '../../commands/desk.ts';
import { aDigest, aPost, KEY } from '../../store/ledger.ts';
import { aSubscription } from '../../support/builders.ts';

const IDS = Array.from({ length: 5 }, (_, i) => `2604.0000${i + 1}`);

/** A card that takes long, as one of a hostile text does. */
function findCardSummary() {
  const end = performance.now() + 15;
  while (performance.now() < end);
  return { text: 'It is said.', by: 'abstract' };
}

/** How often others were served meanwhile. */
async function countTurns(run: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let isDone = false;
  const turn = () => {
    turns += 1;
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  await run();
  isDone = true;
  return turns;
}

async function aSlowDesk() {
  const desk = await aDesk();
  onTestFinished(() => desk.store.close());
  Object.assign(desk.services, { summarizer: { ...desk.services.summarizer, findCardSummary } });
  return desk;
}

it('others are served between the cards of a post, and of a list', async () => {
  const { store, type } = await aSlowDesk();
  const [digest, look] = [aDigest(...IDS), aSubscription()];
  const post = aPost(KEY, 0, IDS);
  expect(
    await countTurns(() => composeNow({ store, findCardSummary }, post, digest, look)),
  ).toBeGreaterThanOrEqual(5);
  expect(
    await countTurns(() => composeAll({ store, findCardSummary }, KEY, digest, look)),
  ).toBeGreaterThanOrEqual(5);
  expect(await countTurns(() => type('today'))).toBeGreaterThanOrEqual(5);
});
