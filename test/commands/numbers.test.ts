import { describe, expect, it } from 'vitest';
import type { Digest } from '../../src/core/delivery/delivery.ts';
import { planPosts } from '../../src/core/digest/post-plan.ts';
import type { PaperList } from '../../src/core/message/message.ts';
import type { Platform } from '../../src/core/platform/platform.ts';
import { createNotifyFollowers } from '../../src/jobs/people/follow.ts';
import { aPath } from '../store/temp-store.ts';
import { until } from '../support/builders.ts';
import { channelId, personId, tenantId } from '../support/ids.ts';
import { aDesk, textIn } from './desk.ts';

type Desk = Awaited<ReturnType<typeof aDesk>>;

const BOB = { person: personId('discord:bob') };

const toId = (n: number) => `2604.${String(n).padStart(5, '0')}`;

/** A digest in channel 100 whose overview is the message `ID`, with its thread of the same id, as on Discord. */
async function postDigest(
  { store, clock }: Desk,
  id: string,
  numbers: readonly number[],
  heading: Partial<Pick<Digest, 'day' | 'leftoversOn' | 'recap'>> = {},
) {
  const slot = clock.now();
  const key = { channel: channelId('discord:100'), slot };
  const papers = numbers.map((n) => ({ paperId: toId(n), day: '2026-04-30', score: 1, why: [] }));
  const digest: Digest = { day: '2026-04-30', papers, ...heading };
  const [overview] = planPosts(key, digest, 'compact');
  if (!overview) throw new Error('no overview');
  await store.deliveries.enqueue(key, slot);
  await store.deliveries.claim('one', slot, 60_000, 1);
  await store.deliveries.plan(key, digest, [overview], slot);
  await store.posts.mark(overview.id, 'sent', slot, {
    channel: '100',
    messageId: id,
    tenant: tenantId('discord:guild'),
  });
  await store.deliveries.settle(key, { state: 'sent' }, slot);
}

describe('a number of a list', () => {
  it('is a person’s own, in that channel of that server', async () => {
    const desk = await aDesk();
    await desk.type('search attention');
    expect(textIn(await desk.type('show 2'))).toContain('Paper number 2"');
    for (const elsewhere of [BOB, { channel: '200' }, { tenant: tenantId('discord:other') }])
      expect(textIn(await desk.type('show 2', elsewhere))).toContain('There is no list here');
  });

  it.each([
    [{}, 'Daily papers · Thu, Apr 30, 2026'],
    [{ day: '2026-04-29', leftoversOn: '2026-04-30' }, 'Papers of earlier days · Thu, Apr 30, 2026'],
    [
      { recap: { period: 'week', from: '2026-04-24', to: '2026-04-30' } },
      'Weekly recap · Apr 24, 2026 to Apr 30, 2026',
    ],
  ] as const)('names a post by the title that is above it: %j', async (heading, title) => {
    const desk = await aDesk();
    await postDigest(desk, '900', [1, 2], heading);
    expect(textIn(await desk.type('show 3', { locale: 'en' }))).toContain(
      `The lists here: ${title} (1 to 2). Or give`,
    );
  });

  it('names a digest once where it is the thread’s and the channel’s newest', async () => {
    const desk = await aDesk();
    await postDigest(desk, '900', [1, 2]);
    const answer = textIn(await desk.type('show 3', { thread: '900', locale: 'en' }));
    expect(answer.split('Daily papers · Thu, Apr 30, 2026 (1 to 2)')).toHaveLength(2);
  });

  it('survives a restart of the bot', async () => {
    const url = `file:${aPath()}`;
    const before = await aDesk({ url });
    before.script.hits = [toId(7), toId(8)];
    await before.type('search attention');
    await before.store.close();
    const after = await aDesk({ url });
    expect(textIn(await after.type('show 2'))).toContain('Paper number 8"');
  });

  it.each(['today', 'week', 'month', 'top', 'saved', 'similar 2604.00001', 'search-more arxiv x', 'preview'])(
    'is known after %s',
    async (line) => {
      const desk = await aDesk();
      desk.script.beyond = await desk.store.papers.findMany([toId(1), toId(2)]);
      await desk.type('subscribe');
      await desk.type(`vote up ${toId(3)}`);
      await desk.type(`save ${toId(3)}`);
      const { entries } = (await desk.type(line)) as PaperList;
      const [first] = entries;
      expect(textIn(await desk.type('show 1'))).toContain(`"id":"${first?.paper.id}"`);
    },
  );

  it('means the newest digest where one has asked for nothing, and the thread’s own digest inside a thread', async () => {
    const desk = await aDesk();
    await postDigest(desk, '501', [11, 12]);
    desk.clock.advance(86_400_000);
    await postDigest(desk, '502', [21, 22]);
    expect(textIn(await desk.type('show 2'))).toContain('Paper number 22"');
    expect(textIn(await desk.type('show 2', { thread: '501' }))).toContain('Paper number 12"');
    expect(textIn(await desk.type('show 2', { thread: '502' }))).toContain('Paper number 22"');
    expect(textIn(await desk.type('show 2', { thread: '999' }))).toContain('Paper number 22"');
  });

  it('means what one asked for within the hour, and then what came last', async () => {
    const desk = await aDesk();
    await desk.type('search attention');
    desk.clock.advance(60_000);
    await postDigest(desk, '501', [21, 22]);
    expect(textIn(await desk.type('show 2'))).toContain('Paper number 2"');
    desk.clock.advance(3_600_000);
    expect(textIn(await desk.type('show 2'))).toContain('Paper number 22"');
  });

  it('of a list that was shared means the same to everybody in the channel', async () => {
    const desk = await aDesk();
    const answer = await desk.type('search attention');
    await desk.press(answer, 'Share to channel');
    expect(textIn(await desk.type('show 2', BOB))).toContain('Paper number 2"');
  });

  it('means the list that came privately, in the conversation with the bot', async () => {
    const desk = await aDesk();
    const { store, clock, log, services } = desk;
    await desk.typeAndConfirm('follow author Ada Lovelace');
    clock.advance(2 * 86_400_000);
    const said: PaperList[] = [];
    const platform = {
      directMessages: { notify: async (_person, message) => void said.push(message as PaperList) },
    } as Partial<Platform>;
    await createNotifyFollowers({
      ...{ store, clock, log, search: services.search },
      findCardSummary: services.summarizer.findCardSummary,
      platforms: new Map([['discord', platform as Platform]]),
    })();
    await until(() => said.length > 0, 'the list came');
    const direct = { channel: '900', tenant: tenantId('discord:dm-900'), isDirect: true };
    const third = said[0]?.entries[2]?.paper.id;
    expect(textIn(await desk.type('show 3', direct))).toContain(`"id":"${third}"`);
  });

  it('is offered while one types, by number and before anything is typed', async () => {
    const desk = await aDesk();
    desk.script.hits = [toId(7), toId(8)];
    await desk.type('search attention');
    const complete = (typed: string) =>
      desk.dispatcher.complete(
        {
          platform: 'discord',
          tenant: tenantId('discord:guild'),
          channel: '100',
          channelId: channelId('discord:100'),
          person: personId('discord:ann'),
          mayManage: true,
        },
        { command: 'show', option: 'paper', typed },
      );
    expect((await complete(''))[1]).toEqual({ label: '2. Paper number 8', value: toId(8) });
    expect((await complete('2'))[0]).toEqual({ label: '2. Paper number 8', value: toId(8) });
    expect((await complete('number 9'))[0]).toEqual({ label: 'Paper number 9', value: toId(9) });
  });

  it('is forgotten after a month, and keeps a list bounded', async () => {
    const { store, clock } = await aDesk();
    const list = (from: number) => ({
      title: 'all',
      papers: new Map(Array.from({ length: 10 }, (_, i) => [from + i, toId(from + i)] as const)),
      at: clock.now(),
    });
    for (let from = 1; from < 400; from += 10)
      await store.lists.save('p', personId('discord:ann'), list(from));
    expect((await store.lists.find('p', personId('discord:ann')))?.papers.size).toBe(200);
    clock.advance(31 * 86_400_000);
    await store.lists.save('p', personId('discord:bob'), list(1));
    expect(await store.lists.find('p', personId('discord:ann'))).toBeUndefined();
  });
});
