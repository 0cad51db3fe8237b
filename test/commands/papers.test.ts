import { describe, expect, it } from 'vitest';
import { planPosts } from '../../src/core/digest/post-plan.ts';
import type { Message } from '../../src/core/message/message.ts';
import { NO_VOTES } from '../../src/core/vote/vote.ts';
import { aPaper, aSubscription } from '../support/builders.ts';
import { aPlatform } from '../support/fake-platform.ts';
import { channelId, personId, tenantId } from '../support/ids.ts';
import { aDesk, readMessage, textIn } from './desk.ts';

describe('search', () => {
  it('shows hits with matched words, says how many and not how fast, and turns pages', async () => {
    const { type, press } = await aDesk();
    const found = await type('search "attention sinks" -vision');
    expect(found).toMatchObject({
      kind: 'list',
      title: 'Search: "attention sinks" -vision',
      note: '25 papers',
    });
    expect(found.kind === 'list' && found.entries[0]?.snippet?.[1]).toEqual({ text: 'match', strong: true });
    expect(readMessage(await press(found, 'Next ▶'))).toMatchObject({
      title: 'Search: "attention sinks" -vision',
    });
  });

  it('says best matches, and not how many, where any of the words is enough', async () => {
    const { type, services } = await aDesk();
    const { search } = services.search;
    services.search.search = async (query, page) => ({ ...(await search(query, page)), isAnyWord: true });
    expect(await type('search attention sinks')).toMatchObject({ note: 'Best matches' });
    expect(await type('search attention sinks page:2')).toMatchObject({ note: 'Best matches, page 2' });
  });

  it('offers a corrected word back as it was typed', async () => {
    const { type, press, services } = await aDesk();
    const { search } = services.search;
    const queries: string[] = [];
    services.search.search = async (query, page) => {
      queries.push(query);
      const offers = query.includes('"') ? [] : [{ word: 'atention', query: '"atention" heads' }];
      return { ...(await search(query, page)), notes: ['Searched for …'], offers };
    };
    const found = await type('search atention heads');
    expect(found).toMatchObject({ note: expect.stringContaining('Searched for …') });
    await press(found, 'Search for “atention”');
    expect(queries).toEqual(['atention heads', '"atention" heads']);
  });

  it('offers the sources where little is found, and keeps what they know', async () => {
    const { type, press, script, store } = await aDesk();
    script.hits = [];
    script.beyond = [aPaper({ id: '2401.00001', title: 'From afar' })];
    const nothing = await type('search quantum pizza');
    expect(textIn(nothing)).toContain('no paper here has any of these words');
    expect(textIn(readMessage(await press(nothing, 'Search arXiv')))).toContain('From afar');
    expect(await store.papers.find('2401.00001')).toBeDefined();
  });

  it.each([
    ['zzzzqqq', 'has this word. Try another one.'],
    ['sinks after:2024 -video', 'matches all of these. Try it without after:, the minus.'],
    ['"to be or not to be"', 'no paper here has exactly this phrase. Try other words.'],
    ['"unclosed phrase', 'Nothing found. The closing quote is missing'],
    ['sinks “unclosed', 'Close the quote, or leave it out.'],
    ['"attention sinks" video', 'matches all of these. Try it without the quotes.'],
  ])('says why nothing was found for %s', async (typed, reason) => {
    const { type, script } = await aDesk();
    script.hits = [];
    expect(await type(`search ${typed}`)).toMatchObject({ empty: expect.stringContaining(reason) });
  });

  it.each([
    ['GPT-4o -video "attention sinks"', 'GPT-4o attention sinks'],
    ['sinks author:"Ada Lovelace" after:2024-01 votes:>20', 'sinks Ada Lovelace'],
    ['sinks -"text to image" -author:xiao code:yes', 'sinks'],
    ['any good survey of "world models" -video', 'world models'],
    ['latest research on agents', 'agents'],
    ['state-of-the-art “sparse attention”', 'state-of-the-art sparse attention'],
  ])('asks the sources for the words of %s alone', async (typed, asked) => {
    const { type, press, script } = await aDesk();
    script.hits = [];
    await press(await type(`search ${typed}`), 'Search Hugging Face');
    expect(script.beyondAsked).toEqual([`huggingface ${asked}`]);
  });

  it('chooses no summary for a paper that is shown with the passage in which it was found', async () => {
    const { type } = await aDesk();
    const found = await type('search attention');
    expect(
      found.kind === 'list' && found.entries.map(({ snippet, summary }) => [snippet?.length, summary]),
    ).toEqual(Array.from({ length: 5 }, () => [2, undefined]));
    const listed = await type('today');
    expect(textIn(listed)).toContain('"summary"');
  });

  it('names those that can be searched where a source is unknown', async () => {
    const { type, script } = await aDesk();
    const answer = textIn(await type('search-more example sinks'));
    expect(answer).toContain('“example” is not a source that can be searched.');
    expect(answer).toContain('Use one of these: huggingface or arxiv.');
    expect(script.beyondAsked).toEqual([]);
  });

  it('asks no source for nothing', async () => {
    const { type, press, script } = await aDesk();
    script.hits = [];
    const answer = readMessage(await press(await type('search after:2024'), 'Search arXiv'));
    expect(answer).toMatchObject({
      kind: 'notice',
      title: expect.stringContaining('arXiv can search for'),
    });
    expect(script.beyondAsked).toEqual([]);
  });

  it('says how to turn the page of a query that is too long for a button, and when there is no such page', async () => {
    const { type } = await aDesk();
    expect(await type(`search ${'word '.repeat(30)}`)).toMatchObject({
      note: expect.stringContaining('add page:2 for more'),
    });
    expect(await type('search words')).toMatchObject({ note: '25 papers' });
    expect(await type('search words page:9')).toMatchObject({ empty: 'There are only 5 pages.' });
  });

  it('writes numbers and dates in English, as everything else, whatever the person’s language', async () => {
    const { type, script } = await aDesk();
    script.hits = Array.from({ length: 12_345 }, () => '2604.00001');
    expect(await type('search words', { locale: 'de' })).toMatchObject({ note: '12,345 papers' });
    expect(await type('today', { locale: 'de' })).toMatchObject({ title: 'Daily papers, Thu, Apr 30, 2026' });
    expect(await type('today', { locale: 'en-GB' })).toMatchObject({
      title: 'Daily papers, Thu, 30 Apr 2026',
    });
    expect(await type('month 2026-04', { locale: 'fr' })).toMatchObject({ title: 'Papers of April 2026' });
    expect(textIn(await type('why 2604.00001', { locale: 'ja' }))).toContain('Apr 30, 2026');
  });

  it('needs a query, and shows how to write one', async () => {
    const { type } = await aDesk();
    expect(await type('search')).toMatchObject({
      kind: 'notice',
      title: 'Say what to search for.',
      fix: [{ text: 'Write it as: ' }, { text: '/papers search <query> [page:…]' }],
      example: { text: expect.stringContaining('/papers search') },
    });
  });
});

describe('show, summary and similar', () => {
  it.each([
    '2604.00001',
    'https://arxiv.org/abs/2604.00001v2',
    '<https://huggingface.co/papers/2604.00001|x>',
    'arXiv:2604.00001',
  ])('find the paper in %s', async (typed) => {
    const { type } = await aDesk();
    expect(await type(`show ${typed}`)).toMatchObject({
      kind: 'card',
      view: { paper: { id: '2604.00001' }, day: '2026-04-30' },
    });
  });

  it('fetch and save a paper that only the sources know', async () => {
    const { type, script, store } = await aDesk();
    script.known.set('2501.12345', aPaper({ id: '2501.12345' }));
    expect((await type('show 2501.12345')).kind).toBe('card');
    expect(await store.papers.find('2501.12345')).toBeDefined();
  });

  it('say what is wrong with what is no paper, or known to nobody', async () => {
    const { type } = await aDesk();
    expect(textIn(await type('show attention'))).toContain('is not a paper');
    expect(textIn(await type('show 9'))).toContain('There is no list here that number 9 could mean.');
    expect(textIn(await type('summary 2501.12345'))).toContain('Neither Hugging Face nor arXiv knows');
  });

  it('give a summary in a style, and refuse a style that is none', async () => {
    const { type } = await aDesk();
    expect(await type('summary 2604.00001 tldr')).toMatchObject({ kind: 'summary', by: expect.any(String) });
    expect(textIn(await type('summary 2604.00001 haiku'))).toContain('Style: tldr, short, or bullets');
    expect(textIn(await type('summary 2604.00001 short de'))).toContain('English');
  });

  it('give a summary in the language asked for, by tag or by name; else in the channel’s, else in the person’s', async () => {
    const { type, press, store } = await aDesk();
    expect(await type('summary 2604.00001', { locale: 'fr' })).toMatchObject({ language: 'fr' });
    await store.subscriptions.put(aSubscription({ channel: channelId('discord:100'), language: 'ja' }));
    const asked = await type('summary 2604.00001', { locale: 'fr' });
    expect(asked).toMatchObject({ language: 'ja' });
    expect(textIn(asked)).toContain('summary is in English');
    expect(await press(asked, 'Share to channel', { locale: 'fr' })).toMatchObject({
      message: { kind: 'summary', language: 'ja' },
      shared: true,
    });
    expect(await type('summary 2604.00001 tldr pt-BR')).toMatchObject({ language: 'pt-BR' });
    expect(await type('summary 2604.00001 tldr German')).toMatchObject({ language: 'de' });
    expect(await type('summary 2604.00001', { channel: '200' })).toMatchObject({ language: 'en-GB' });
    expect(textIn(await type('summary 2604.00001 tldr not_a_language'))).toContain('is not a language');
  });

  it('list neighbors, each with what it has in common', async () => {
    const { type } = await aDesk();
    const list = await type('similar 2604.00001');
    expect(list).toMatchObject({ kind: 'list', note: '5 similar papers' });
    expect(list.kind === 'list' && list.entries[0]?.snippet?.[1]).toEqual({ text: 'match', strong: true });
  });
});

describe('the buttons of a card', () => {
  it('show the vote of who pressed them, in place: the card says how often it was voted for', async () => {
    const { type, press } = await aDesk();
    const labels = (message: Message) =>
      message.kind === 'card' ? [message.view.tally, message.actions?.map(({ label }) => label)] : [];
    const card = await type('show 2604.00002');
    expect(labels(card)).toEqual([NO_VOTES, expect.arrayContaining(['👍', '👎'])]);
    const reply = await press(card, '👍');
    expect(reply.kind).toBe('update');
    const voted = readMessage(reply);
    expect(labels(voted)).toEqual([{ up: 1, down: 0 }, expect.arrayContaining(['👍 ✓', '👎'])]);
    const changed = readMessage(await press(voted, '👎'));
    expect(labels(changed)).toEqual([{ up: 0, down: 1 }, expect.arrayContaining(['👍', '👎 ✓'])]);
    const again = readMessage(await press(changed, '👎 ✓'));
    expect(labels(again)).toEqual([NO_VOTES, expect.arrayContaining(['👍', '👎'])]);
  });

  it('are for all on a card that is shared: a press there marks nobody’s vote, and no number before it can be updated', async () => {
    const { type, press } = await aDesk();
    const voted = readMessage(await press(await type('show 2604.00002'), '👍'));
    const shared = readMessage(await press(voted, 'Share to channel'));
    expect(await press(shared, '👎')).toMatchObject({
      kind: 'labels',
      labels: [{ label: '👍' }, { label: '👎' }],
    });
  });

  it('work on a card that was posted weeks ago', async () => {
    const { type, press, ask, clock } = await aDesk();
    const card = await type('show 2604.00002');
    clock.advance(30 * 86_400_000);
    const old = () => ask({ kind: 'action', id: 'r:vote up 2604.00002' });
    expect(textIn(readMessage(await old()))).toContain('Your 👍 is counted');
    expect(textIn(readMessage(await old()))).toContain('taken back');
    expect(readMessage(await press(card, 'Summary')).kind).toBe('summary');
    expect(readMessage(await press(card, 'Similar')).kind).toBe('list');
  });

  it('share an answer with everybody, without the buttons that are one person’s', async () => {
    const { type, press } = await aDesk();
    const shared = await press(await type('show 2604.00002'), 'Share to channel');
    expect(shared).toMatchObject({ kind: 'message', shared: true, message: { kind: 'card' } });
    expect(textIn(readMessage(shared))).not.toContain('Share to channel');
  });

  it('share nothing that is private or changes something', async () => {
    const { ask, script } = await aDesk();
    for (const line of ['unsubscribe', 'post-now', 'share show 2604.00001', 'nothing']) {
      const reply = await ask({ kind: 'action', id: `r:share ${line}` });
      expect(reply).not.toHaveProperty('shared');
      expect(textIn(readMessage(reply))).toContain('no answer to share');
    }
    expect(script.posted).toEqual([]);
  });

  it('ask a source for as many words of a long search as they can carry', async () => {
    const { type, press, script } = await aDesk();
    script.hits = [];
    const words = Array.from({ length: 25 }, (_, i) => `word${i}`);
    await press(await type(`search ${words.join(' ')} -video`), 'Search arXiv');
    expect(script.beyondAsked).toEqual([`arxiv ${words.slice(0, 13).join(' ')}`]);
  });

  it('carry ids within 100 characters, whatever is searched for', async () => {
    const { type } = await aDesk();
    const long = await type(`search ${'word '.repeat(45)}`);
    const ids =
      'actions' in long
        ? (long.actions ?? []).flatMap((action) => (action.kind === 'button' ? [action.id.length] : []))
        : [];
    expect(ids.every((length) => length <= 100)).toBe(true);
  });
});

describe('why', () => {
  const listFields = (message: Message) =>
    message.kind === 'fields'
      ? Object.fromEntries(message.fields.map(({ name, value }) => [name, String(value)]))
      : {};

  it('shows whether a paper was fetched, what it scores and from what, and whether it is next', async () => {
    const { type } = await aDesk();
    await type('subscribe count:3');
    expect(listFields(await type('why 2604.00001'))).toEqual({
      Fetched: 'Thu, 30 Apr 2026, 14:00 (Europe/Paris), for the first time',
      Listed: 'Thu, 30 Apr 2026',
      'Posted here': 'No',
      'Score 14.1 now': '100 upvotes (+13.3), 2 comments (+0.8)',
      'Next post': 'Yes, this paper is in it.',
    });
    expect(listFields(await type('why 2604.00009'))).toMatchObject({
      'Next post': expect.stringContaining('No: ranked below the first 3'),
    });
  });

  it('names the rule that drops a paper, also where it is no candidate any more', async () => {
    const { type, typeAndConfirm, store } = await aDesk();
    await typeAndConfirm('subscribe topics:astrology');
    expect(listFields(await type('why 2604.00001'))).toMatchObject({
      'Next post': 'No: matches none of the topics "astrology".',
    });
    await store.papers.save([aPaper({ id: '2401.00001' })], 1);
    expect(listFields(await type('why 2401.00001'))).toMatchObject({
      Listed: expect.stringContaining('Not on any daily list'),
      'Next post': 'No: it was not on a daily list; matches none of the topics "astrology".',
    });
  });

  it('reports a paper that was never fetched', async () => {
    const { type, script } = await aDesk();
    script.known.set('2501.12345', aPaper({ id: '2501.12345' }));
    expect(listFields(await type('why 2501.12345'))).toMatchObject({
      Fetched: 'Just now, for this question.',
      'Next post': 'This channel is not subscribed.',
    });
    expect(listFields(await type('why 2501.12345'))).toMatchObject({
      Fetched: expect.stringMatching(/, for the first time$/),
    });
  });

  it('shows where and when a paper was posted with its score of then, and of other channels how many', async () => {
    const { type, store, clock } = await aDesk({ platforms: new Map([['discord', aPlatform()]]) });
    const digest = {
      day: '2026-04-30',
      papers: [
        {
          paperId: '2604.00001',
          day: '2026-04-30',
          score: 9,
          why: [{ code: 'upvotes', values: { count: 80 }, points: 9 } as const],
        },
      ],
    };
    for (const [channel, tenant] of [
      ['100', 'guild'],
      ['200', 'guild'],
      ['300', 'elsewhere'],
    ] as const) {
      const key = { channel: channelId(`discord:${channel}`), slot: clock.now() };
      await store.deliveries.enqueue(key, clock.now());
      const posts = planPosts(key, digest, 'cards');
      await store.deliveries.plan(key, digest, posts, clock.now());
      for (const { id } of posts)
        await store.posts.mark(id, 'sent', clock.now(), {
          channel,
          messageId: `m${id}`,
          tenant: tenantId(`discord:${tenant}`),
        });
    }
    expect(listFields(await type('why 2604.00001'))).toMatchObject({
      'Posted here as a card': 'Thu, 30 Apr 2026, 14:00 (Europe/Paris)',
      'Posted elsewhere': 'In 1 other channel that you can see',
      'Score 9': '80 upvotes (+9)',
    });
  });
});

describe('completion', () => {
  it('offers papers, zones and categories from local data, at most 25', async () => {
    const { dispatcher, script, type } = await aDesk();
    const asker = {
      platform: 'discord',
      tenant: tenantId('discord:guild'),
      channel: '100',
      channelId: channelId('discord:100'),
      person: personId('discord:ann'),
      mayManage: true,
    } as const;
    const complete = (command: string, option: string, typed: string) =>
      dispatcher.complete(asker, { command, option, typed });
    expect(await complete('show', 'paper', 'number 2')).toContainEqual({
      label: 'Paper number 2',
      value: '2604.00002',
    });
    expect(await complete('search', 'query', 'number 2')).toContainEqual({
      label: 'Paper number 2',
      value: 'Paper number 2',
    });
    expect(await complete('subscribe', 'zone', 'paris')).toEqual([
      { label: 'Europe/Paris', value: 'Europe/Paris' },
    ]);
    expect((await complete('subscribe', 'zone', 'america')).length).toBe(25);
    expect(await complete('subscribe', 'topics', 'agents, visi')).toEqual([
      { label: 'cs.CV: vision', value: 'agents, cs.CV' },
    ]);
    expect(await complete('vote', 'paper', 'number 2')).toHaveLength(7);
    expect(await complete('unsave', 'paper', '')).toEqual([]);
    await type('save 2604.00002');
    expect(await complete('unsave', 'paper', 'number')).toEqual([
      { label: 'Paper number 2', value: '2604.00002' },
    ]);
    expect(await complete('nothing', 'x', 'y')).toEqual([]);
    expect(script.asked).toEqual([]);
  });
});
