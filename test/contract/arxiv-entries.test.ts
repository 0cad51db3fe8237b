import { describe, expect, it, onTestFinished } from 'vitest';
import { startHfServer } from '../../loopback/hugging-face/index.ts';
import { hfItems } from '../../loopback/hugging-face/items.ts';
import type { Subscription } from '../../src/core/schedule/subscription.ts';
import { createRefresh } from '../../src/jobs/papers/refresh.ts';
import { createHttp } from '../../src/sources/http/client.ts';
import { createSources } from '../../src/sources/index.ts';
import { IN_PROCESS } from '../support/in-process.ts';
import { aDelivery, discordRig } from './rig.ts';

/** Three listed papers, and the bot between arXiv and Discord: `post` resolves with the cards that are posted. */
async function aListedDay(wanted: Partial<Subscription> = {}) {
  const items = hfItems(3);
  const hf = await startHfServer({ today: '2026-04-30', days: { '2026-04-30': items } });
  onTestFinished(() => hf.close());
  const rig = await discordRig();
  const { store, clock, log, tick, subscription } = await aDelivery(rig);
  const before = await subscription();
  if (!before) throw new Error('no subscription');
  await store.subscriptions.put({ ...before, count: 3, layout: 'cards', ...wanted });
  const http = createHttp({
    origins: [{ url: hf.url, concurrency: 1 }],
    ...{ userAgent: 'Paperboy/test', clock, log, backoffMs: 1 },
  });
  const source = createSources({ http, huggingFaceUrl: hf.url, arxivUrl: hf.url, parsers: IN_PROCESS, log });
  const refresh = createRefresh({ store, source, search: { update: async () => undefined }, clock, log });
  const post = async () => {
    await refresh.run();
    await tick();
    return [...rig.server.general.messages.values()].map(({ content }) => content);
  };
  return { hf, items, post };
}

const card = (n: number) => expect.stringContaining(`Paper number ${n}`);

describe('what arXiv says of a listed paper', () => {
  it('withdraws it where the abstract states it, and not where the comment has the word', async () => {
    const { hf, items, post } = await aListedDay();
    const [, second] = items;
    if (!second) throw new Error('no papers');
    second.paper.summary = 'The paper has been withdrawn due to an error.';
    hf.arxivComments.set('2604.00001', 'Data on withdrawn drugs; 12 pages');
    expect(await post()).toEqual([card(1), card(3)]);
  });

  it('gives the others their categories where it refuses one id', async () => {
    const { hf, post } = await aListedDay({ topics: ['cs.CL'] });
    hf.refusedByArxiv.add('2604.00002');
    expect(await post()).toEqual([card(1), card(3)]);
  });
});
