import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { describe, expect, it } from 'vitest';
import type { Asker } from '../../src/core/message/interaction.ts';
import type { Store } from '../../src/core/store/store.ts';
import { createTenants } from '../../src/jobs/tenants/tenants.ts';
import { createPages } from '../../src/web/app.ts';
import { createSite } from '../../src/web/base/site.ts';
import { aDesk, textIn } from '../commands/desk.ts';
import { aWorld, CHANNEL } from '../jobs/world.ts';
import { aPaper, papers, saveEdition } from '../support/builders.ts';
import { channelId, personId, tenantId } from '../support/ids.ts';

const GUILD = tenantId('discord:guild');
const NONE = { hits: [], total: 0, tookMs: 1, notes: [] };
const ADDRESS = 'https://papers.example.org/channel/ml-papers';
const PAGES = ['/channel/ml-papers', '/channel/ml-papers/2026-04-30', '/channel/ml-papers/feed.xml'];
/** Another channel of the same server. */
const SECRET: Partial<Asker> = { channel: '200' };

/** A server with one channel whose digest of three papers was posted, and the pages of the same bot. */
async function aChannel() {
  const desk = await aDesk();
  const { store, log } = desk;
  desk.script.hasPages = true;
  const world = await aWorld({ store });
  const { clock } = world;
  desk.clock.set(clock.now());
  await store.subscriptions.setTenant(CHANNEL, GUILD);
  const pages = createPages({
    ...{ site: createSite('https://papers.example.org'), clock, wallClock: clock, log, store },
    findCardSummary: ({ abstract }) => ({ text: abstract, by: 'abstract' }),
    makeCards: async (listed) => listed.map(({ abstract }) => ({ text: abstract, by: 'abstract' })),
    search: { search: async () => NONE, findSimilar: async () => NONE },
  });
  const at = async (time: string) => {
    clock.set(time);
    desk.clock.set(time);
    await world.tick();
  };
  await at('2026-04-30T09:00:10Z');
  expect(await world.last()).toMatchObject({ state: 'sent' });
  const get = async (path: string, headers: Record<string, string> = {}) => pages.request(path, { headers });
  return {
    ...{ ...desk, world, clock, at, get },
    text: async (path: string) => (await get(path)).text(),
    statuses: async () => Promise.all(PAGES.map(async (path) => (await get(path)).status)),
  };
}

async function vote(store: Store, person: string, source: string, tenant = GUILD): Promise<void> {
  const cast = { paperId: '2604.00001', tenant, value: 1 as const, at: 1 };
  await store.votes.cast({ ...cast, person: personId(`discord:${person}`), source });
}

describe('a channel is public', () => {
  it('only once its manager says so, by a name, and no longer than that', async () => {
    const { type, statuses, text } = await aChannel();
    expect(await statuses()).toEqual([404, 404, 404]);
    expect(await text('/')).not.toContain('/channel/');
    expect(textIn(await type('subscribe public:ML-Papers'))).toContain(ADDRESS);
    expect(await statuses()).toEqual([200, 200, 200]);
    expect(await text('/')).toContain('href="/channel/ml-papers"');
    expect(await text('/channel')).toContain('href="/channel/ml-papers"');
    expect(await text('/sitemap/pages.xml')).toContain(ADDRESS);
    // Another setting leaves it as it is.
    await type('subscribe count:4');
    expect(await statuses()).toEqual([200, 200, 200]);
    expect(textIn(await type('subscribe public:no'))).not.toContain('papers.example.org');
    expect(await statuses()).toEqual([404, 404, 404]);
    expect(await text('/sitemap/pages.xml')).not.toContain('/channel');
  });

  it('in its form as in a command', async () => {
    const { ask, store } = await aChannel();
    const reply = await ask({ kind: 'line', text: 'settings' });
    if (reply.kind !== 'form') throw new Error('no form');
    const { fields } = reply.form;
    const values = Object.fromEntries(fields.map(({ name, value = '' }) => [name, value]));
    expect(values).toMatchObject({ public: '' });
    const send = (name: string) =>
      ask({ kind: 'form', id: 'subscribe', values: { ...values, public: name } });
    await send('ml-papers');
    expect(await store.subscriptions.find(CHANNEL)).toMatchObject({ publicName: 'ml-papers' });
    // Discord shows five fields: what it does not show stays.
    const { public: _, ...five } = values;
    await ask({ kind: 'form', id: 'subscribe', values: five });
    expect(await store.publicChannels.find('ml-papers')).toMatchObject({ channel: CHANNEL });
    await send('');
    expect(await store.publicChannels.find('ml-papers')).toBeUndefined();
  });

  it('not while it is paused, unsubscribed, or its server has removed the bot', async () => {
    const { type, statuses, store, clock, log } = await aChannel();
    await type('subscribe public:ml-papers');
    await type('pause the layoffs are announced on Friday');
    expect(await statuses()).toEqual([404, 404, 404]);
    await type('resume');
    expect(await statuses()).toEqual([200, 200, 200]);
    const tenants = createTenants({ store, clock, log });
    await tenants.onBotRemoved('discord', GUILD);
    expect(await statuses()).toEqual([404, 404, 404]);
    await tenants.onBotPresent(GUILD);
    expect(await statuses()).toEqual([200, 200, 200]);
    await type('unsubscribe');
    expect(await statuses()).toEqual([404, 404, 404]);
    expect(await store.publicChannels.list(10)).toEqual([]);
  });

  it.each(['yes', 'a', '-ml', 'ml papers', '../etc', 'ml.xml', '<script>', 'x'.repeat(41), 'ＭＬ＿'])(
    'under no name like %s',
    async (name) => {
      const { type, store } = await aChannel();
      expect(textIn(await type(`subscribe public:"${name}"`))).toContain(
        'cannot be the name of a public page',
      );
      expect(await store.publicChannels.list(10)).toEqual([]);
    },
  );

  it('under a name that no other channel has, also one that is paused', async () => {
    const { type, store } = await aChannel();
    await type('subscribe public:ml-papers');
    await type('pause');
    expect(textIn(await type('subscribe public:ml-papers', SECRET))).toContain(
      'Another channel has the public page ml-papers.',
    );
    expect(await store.subscriptions.find(channelId('discord:200'))).toBeUndefined();
    await type('subscribe public:no');
    expect(textIn(await type('subscribe public:ml-papers', SECRET))).toContain(ADDRESS);
  });

  it('nowhere where there are no pages', async () => {
    const { type, script, store } = await aChannel();
    script.hasPages = false;
    expect(textIn(await type('subscribe public:ml-papers'))).toContain('this bot has no web pages');
    expect(await store.publicChannels.list(10)).toEqual([]);
  });

  it('by nobody who may not manage it', async () => {
    const { type, store } = await aChannel();
    await type('subscribe public:ml-papers', { mayManage: false });
    expect(await store.publicChannels.list(10)).toEqual([]);
  });
});

describe('the page of a channel', () => {
  it('has what was posted, day by day, with the ways between the days', async () => {
    const { type, text, store, clock, at, get } = await aChannel();
    await type('subscribe public:ml-papers');
    const later = aPaper({ id: '2605.00001', title: 'From the first of May', upvotes: 900 });
    await store.papers.save([later], clock.now());
    const paperIds = [later.id];
    await store.editions.save({ day: '2026-05-01', state: 'closed', paperIds, fetchedAt: clock.now() });
    await at('2026-05-01T09:00:10Z');
    const page = await text('/channel/ml-papers');
    const [newer, older] = ['From the first of May', 'Paper number 1'].map((title) => page.indexOf(title));
    expect([newer, older].every((found) => (found ?? -1) > 0)).toBe(true);
    expect(newer).toBeLessThan(older ?? 0);
    expect(page.match(/Paper number 1</g)).toHaveLength(1);
    // It was not among the three that were posted.
    expect(page).not.toContain('Paper number 8');
    expect(page).toContain('href="/channel/ml-papers/2026-04-30"');
    const day = await text('/channel/ml-papers/2026-04-30');
    expect(day).toContain('Papers of the channel ml-papers, Thu, Apr 30, 2026');
    expect(day).toContain('href="/channel/ml-papers/2026-05-01"');
    expect(day).not.toContain('From the first of May');
    expect(await text('/channel/ml-papers/2026-05-01')).toContain('href="/channel/ml-papers/2026-04-30"');
    for (const none of ['2026-04-29', '2026-02-31', 'x'])
      expect((await get(`/channel/ml-papers/${none}`)).status).toBe(404);
  });

  it('goes by the days of its own time zone', async () => {
    const { type, get } = await aChannel();
    await type('subscribe public:ml-papers zone:Pacific/Auckland');
    expect((await get('/channel/ml-papers/2026-04-30')).status).toBe(200);
    await type('subscribe zone:Pacific/Pago_Pago');
    // 9:00 in Greenwich is the evening before in Samoa.
    expect((await get('/channel/ml-papers/2026-04-30')).status).toBe(404);
    expect((await get('/channel/ml-papers/2026-04-29')).status).toBe(200);
  });

  it('says nothing of ids, people, topics, or why it was paused', async () => {
    const { text, typeAndConfirm, store } = await aChannel();
    await typeAndConfirm('subscribe public:ml-papers topics:"paper, layoffs"');
    await vote(store, '4711', 'button');
    for (const path of [...PAGES, '/channel', '/', '/paper/2604.00001', '/channel/ml-papers/feed.json']) {
      const page = await text(path);
      for (const secret of ['discord', 'guild', 'layoffs', '4711', '"100"', '/100'])
        expect([path, secret, page.includes(secret)]).toEqual([path, secret, false]);
    }
  });

  it('is in feeds of three formats, found from the page, with the same ids', async () => {
    const { type, text, get } = await aChannel();
    await type('subscribe public:ml-papers');
    expect(await text('/channel/ml-papers')).toContain(
      'type="application/atom+xml" title="Atom" href="/channel/ml-papers/atom.xml"',
    );
    const under = '/channel/ml-papers';
    const rss = parseRssFeed(await text(`${under}/feed.xml`));
    const atom = parseAtomFeed(await text(`${under}/atom.xml`));
    const json = parseJsonFeed(await text(`${under}/feed.json`));
    const ids = ['2604.00001', '2604.00002', '2604.00003'].map((id) => `https://arxiv.org/abs/${id}`);
    expect(rss.items?.map(({ guid }) => guid?.value)).toEqual(ids);
    expect(atom.entries?.map(({ id }) => id)).toEqual(ids);
    expect(json.items?.map(({ id }) => id)).toEqual(ids);
    expect(rss.items?.[0]?.pubDate).toBe('Thu, 30 Apr 2026 09:00:00 GMT');
    expect(json).toMatchObject({
      title: 'Paperboy: Papers of the channel ml-papers',
      home_page_url: ADDRESS,
    });
    const about = parseRssFeed(await text(`${under}/feed.xml?topics=${encodeURIComponent('"number 3"')}`));
    expect(about.items?.map(({ guid }) => guid?.value)).toEqual([ids[2]]);
    expect((await get('/channel/none/feed.xml')).status).toBe(404);
  });
});

describe('votes on public pages', () => {
  it('are those of servers with a public channel, without those given in other channels', async () => {
    const { type, text, store } = await aChannel();
    await type('subscribe', SECRET);
    await type('subscribe public:ml-papers');
    const [post] = await store.posts.listOfPaper('2604.00001', 1);
    await vote(store, 'here', `post:${post?.id}:up`);
    await vote(store, 'button', 'button');
    await vote(store, 'quiz', `quiz:${CHANNEL}`);
    await vote(store, 'other-quiz', 'quiz:discord:200');
    await vote(store, 'gone', 'post:deleted:up');
    await vote(store, 'elsewhere', 'button', tenantId('discord:other'));
    expect(await text('/channel/ml-papers')).toContain('Votes: 👍 3<');
    expect(await text('/paper/2604.00001')).toContain('Votes in public channels: 👍 3<');
    await type('subscribe public:no');
    expect(await text('/paper/2604.00001')).not.toContain('👍');
  });

  it('leave out reactions on the posts of a channel that is not public', async () => {
    const { type, text, store, world } = await aChannel();
    await type('subscribe public:other', SECRET);
    const [post] = await store.posts.listOfPaper('2604.00001', 1);
    await vote(store, 'here', `post:${post?.id}:up`);
    expect(await world.last()).toMatchObject({ channel: CHANNEL });
    expect(await text('/paper/2604.00001')).not.toContain('👍');
    expect(await text('/paper/2604.00001')).not.toContain('Posted in');
  });
});

describe('the page of a paper', () => {
  it('says where and when it was posted, of public channels alone', async () => {
    const { type, text } = await aChannel();
    expect(await text('/paper/2604.00001')).not.toContain('Posted in');
    await type('subscribe public:ml-papers');
    const page = await text('/paper/2604.00001');
    expect(page).toContain('href="/channel/ml-papers/2026-04-30">ml-papers, Thu, Apr 30, 2026</a>');
    expect(await text('/paper/2604.00008')).not.toContain('Posted in');
    await type('pause');
    expect(await text('/paper/2604.00001')).not.toContain('Posted in');
  });
});

describe('a channel with a long history', () => {
  it('shows the newest days, and leads to all others', async () => {
    const { type, text, store, clock, at } = await aChannel();
    await type('subscribe public:ml-papers days:daily');
    for (let n = 1; n <= 9; n++) {
      const paper = aPaper({ id: `2605.0000${n}`, title: `May ${n}`, upvotes: 500 });
      const [day, fetchedAt] = [`2026-05-0${n}`, clock.now()];
      await store.papers.save([paper], fetchedAt);
      await store.editions.save({ day, state: 'closed', paperIds: [paper.id], fetchedAt });
      await at(`${day}T09:00:10Z`);
    }
    let path: string | undefined = '/channel/ml-papers';
    const seen = new Set<string>();
    for (let steps = 0; path !== undefined && steps < 20; steps++) {
      const page: string = await text(path);
      for (const [, title = ''] of page.matchAll(/>(May \d|Paper number 1)</g)) seen.add(title);
      path = /href="([^"]+)">Earlier/.exec(page)?.[1];
    }
    expect([...seen].toSorted()).toEqual([
      ...Array.from({ length: 9 }, (_, n) => `May ${n + 1}`),
      'Paper number 1',
    ]);
  });

  it('shows fewer days where they have many papers', async () => {
    const { type, text, store, clock, at } = await aChannel();
    await type('subscribe public:ml-papers days:daily count:20 layout:compact');
    for (let n = 1; n <= 5; n++) {
      const listed = papers(20, { upvotes: 500 }).map((paper) => ({
        ...paper,
        id: `260${n}.${paper.id.slice(5)}`,
      }));
      const [day, fetchedAt] = [`2026-05-0${n}`, clock.now()];
      await store.papers.save(listed, fetchedAt);
      await store.editions.save({ day, state: 'closed', paperIds: listed.map(({ id }) => id), fetchedAt });
      await at(`${day}T09:00:10Z`);
    }
    const page = await text('/channel/ml-papers');
    const count = page.match(/<article>/g)?.length;
    expect(count).toBeGreaterThan(30);
    expect(count).toBeLessThanOrEqual(50);
    expect(page).toContain('Earlier: Sun, May 3, 2026');
  });
});

it('a list that two channels were posted is each their own', async () => {
  const { type, store, clock } = await aChannel();
  await saveEdition(store, [aPaper()], clock.now());
  await type('subscribe public:one-channel');
  await type('subscribe public:two-channel', SECRET);
  const channel = await store.publicChannels.find('two-channel');
  if (!channel) throw new Error('no channel');
  expect(await store.publicChannels.listSlots(channel, { first: 'newest', limit: 10 })).toEqual([]);
});
