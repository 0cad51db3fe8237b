import { describe, expect, it } from 'vitest';
import { flattenText } from '../../src/core/base/text.ts';
import { problems } from '../../src/core/base/texts.ts';
import { planPosts } from '../../src/core/digest/post-plan.ts';
import { aCheckLine } from '../support/check-lines.ts';
import { channelId } from '../support/ids.ts';
import { ASKER, aDesk, readMessage, textIn } from './desk.ts';

const HERE = channelId('discord:100');

describe('subscribe', () => {
  it('sets up a channel in the zone of the person who asks, and shows what is set', async () => {
    const { type, store } = await aDesk();
    expect(await type('subscribe time:8:30 days:daily count:7 layout:compact')).toMatchObject({
      fields: [
        { name: 'When', value: 'At 08:30 every day (Europe/Paris)' },
        { name: 'Next post', value: expect.stringContaining('Fri, 1 May 2026') },
        { name: 'Papers', value: 'At most 7' },
        { name: 'Layout', value: 'An overview only' },
        { name: 'Topics', value: 'All' },
        { name: 'Language', value: 'English' },
        { name: 'Days without papers', value: 'Stay silent' },
        { name: 'Missed posts', value: 'Post the latest' },
      ],
    });
    expect(await store.subscriptions.find(HERE)).toMatchObject({
      ...{
        cron: '30 8 * * *',
        zone: 'Europe/Paris',
        count: 7,
        layout: 'compact',
        owner: 'discord:ann',
        tenant: 'discord:guild',
      },
      nextDueAt: Date.parse('2026-05-01T06:30:00Z'),
    });
  });

  it('is not set up where nothing could be posted, and says what to do', async () => {
    const { type, script, store } = await aDesk();
    const text = 'The bot is not in #papers. Type /invite @paperboy.';
    script.channel = [aCheckLine('The bot is not in #papers', { fix: 'Type /invite @paperboy.' })];
    expect(await type('subscribe')).toMatchObject({
      tone: 'error',
      title: 'This channel cannot be subscribed',
      text,
    });
    expect(await store.subscriptions.find(HERE)).toBeUndefined();
    script.channel = [];
    await type('subscribe count:7');
    script.channel = [aCheckLine('The bot is not in #papers', { fix: 'Type /invite @paperboy.' })];
    expect(await type('subscribe count:3')).toMatchObject({ tone: 'error', text });
    expect(await store.subscriptions.find(HERE)).toMatchObject({ count: 7 });
  });

  it.each([{ minor: true }, { unknown: true }] as const)(
    'is set up with a warning where a trouble is %j',
    async (kind) => {
      const { type, script, store } = await aDesk();
      script.channel = [aCheckLine('It lacks Add Reactions', { fix: 'Allow it.', ...kind })];
      expect(await type('subscribe')).toMatchObject({
        title: 'This channel is subscribed',
        fields: expect.arrayContaining([{ name: 'Warning', value: 'It lacks Add Reactions. Allow it.' }]),
      });
      expect(await store.subscriptions.find(HERE)).toBeDefined();
    },
  );

  it('names what is set in words, and does not send to the command that was just used', async () => {
    const { type, typeAndConfirm } = await aDesk();
    const answer = textIn(
      await typeAndConfirm('subscribe days:mon,wed language:de min-votes:1 without:survey empty-days:say'),
    );
    expect(answer).toContain('At 09:00 on Monday and Wednesday');
    for (const words of ['German', 'At least 1 upvote"', '"Left out","value":"survey"', 'Say so once'])
      expect(answer).toContain(words);
    expect(answer).toContain('/papers help subscribe');
    expect(answer).not.toContain('/papers subscribe');
    expect(textIn(await type('subscribe days:mon-fri'))).toContain('from Monday to Friday');
  });

  it('says that papers are not varied to learn, and that another language needs a model', async () => {
    const { type, services } = await aDesk();
    expect(textIn(await type('subscribe'))).not.toContain('Something different');
    expect(await type('subscribe explore:off language:de')).toMatchObject({
      fields: expect.arrayContaining([
        { name: 'Something different', value: 'Never: all papers are chosen by rank and votes' },
        { name: 'Language', value: 'German. Without a model, summaries are in English.' },
      ]),
    });
    expect(textIn(await type('subscribe explore:on language:en-GB'))).not.toMatch(/different|need a model/);
    Object.assign(services, { summarizer: { ...services.summarizer, hasModel: true } });
    expect(textIn(await type('subscribe language:de'))).not.toContain('need a model');
  });

  it('takes no other layout where the platform has one alone', async () => {
    const { type, store, services } = await aDesk();
    Object.assign(services, { findOnlyLayout: () => 'letter' });
    expect(textIn(await type('subscribe layout:cards'))).toContain('There is one layout here');
    expect(textIn(await type('subscribe'))).toContain('One message with all papers');
    expect(await store.subscriptions.find(HERE)).toMatchObject({ layout: 'letter' });
  });

  it('after an unsubscribe says what is set, as it did the first time', async () => {
    const { type } = await aDesk();
    await type('subscribe count:7 layout:compact');
    await type('unsubscribe');
    expect(await type('subscribe time:9:00')).toMatchObject({
      title: 'This channel is subscribed',
      fields: expect.arrayContaining([
        { name: 'When', value: 'At 09:00 from Monday to Friday (Europe/Paris)' },
        { name: 'Papers', value: 'At most 5' },
        { name: 'Topics', value: 'All' },
      ]),
    });
  });

  it('changes what is given and leaves the rest', async () => {
    const { type, store, typeAndConfirm } = await aDesk();
    await type('subscribe time:8:30 days:daily count:7');
    await typeAndConfirm('subscribe topics:agents,"world models",cs.CL,-survey min-votes:10 empty-days:say');
    expect(await store.subscriptions.find(HERE)).toMatchObject({
      cron: '30 8 * * *',
      count: 7,
      topics: ['agents', '"world models"', 'cs.CL', '-survey'],
      minVotes: 10,
      emptyDays: 'say',
    });
    await typeAndConfirm('subscribe topics:none days:weekends');
    expect(await store.subscriptions.find(HERE)).toMatchObject({ cron: '30 8 * * 0,6', topics: [] });
  });

  it.each([
    ['topics:world models, video generation count:7', ['world models', 'video generation']],
    ['count:7 topics:"world models, video generation"', ['world models', 'video generation']],
    ['topics:"world models" count:7', ['"world models"']],
    ['count:7 --topics match:any world models', ['match:any', 'world models']],
    ['topics="world models", agents --count 7', ['"world models"', 'agents']],
    ['topics:cs.CL cs.LG count=7', ['cs.CL', 'cs.LG']],
  ])('reads the topics of %s', async (line, topics) => {
    const { store, typeAndConfirm } = await aDesk();
    await typeAndConfirm(`subscribe ${line}`);
    expect(await store.subscriptions.find(HERE)).toMatchObject({ topics, count: 7 });
  });

  it('accepts the setting for missed posts, and shows it', async () => {
    const { type, store } = await aDesk();
    expect(textIn(await type('subscribe catch-up:5'))).toContain('Post up to 5');
    expect(await store.subscriptions.find(HERE)).toMatchObject({ catchUp: 'all', catchUpLimit: 5 });
    expect(textIn(await type('subscribe catch-up:skip'))).toContain('Skip them');
    await type('subscribe count:4');
    expect(await store.subscriptions.find(HERE)).toMatchObject({ catchUp: 'skip', count: 4 });
  });

  it.each([
    ['subscribe catch-up:some', 'does not say which missed posts'],
    ['subscribe time:25:00', 'is not a time of day'],
    ['subscribe zone:Mars', 'There is no time zone'],
    ['subscribe zone:EST', 'Use America/New_York'],
    ['subscribe time:9pm zone:New York', 'Use America/New_York'],
    ['subscribe days:someday', 'names no weekdays'],
    ['subscribe count:0', 'How many papers: a whole number from 1 to 30'],
    ['subscribe count:many', 'How many papers: a whole number'],
    ['subscribe layout:wide', 'Layout: thread, cards, compact, folded, carousel, or forum'],
    ['subscribe language:not_a_language', 'is not a language'],
    ['subscribe tim:9:00', 'is not a time of day'],
  ])('%s changes nothing and says what is wrong', async (line, complaint) => {
    const { type, store } = await aDesk();
    expect(textIn(await type(line))).toContain(complaint);
    expect(await store.subscriptions.find(HERE)).toBeUndefined();
  });
});

describe('settings', () => {
  it('is a form filled with what is set, and sending it off saves it', async () => {
    const { ask, dispatcher, store, typeAndConfirm, confirm } = await aDesk();
    await typeAndConfirm('subscribe time:8:30 days:mon,wed count:7 topics:"world models",agents');
    expect(dispatcher.opensForm({ kind: 'line', text: 'settings' })).toBe(true);
    expect(dispatcher.opensForm({ kind: 'line', text: 'status' })).toBe(false);
    const reply = await ask({ kind: 'command', name: 'settings', options: {} });
    if (reply.kind !== 'form') throw new Error('no form');
    const values = Object.fromEntries(reply.form.fields.map(({ name, value }) => [name, value ?? '']));
    expect(values).toEqual({
      time: '08:30',
      zone: 'Europe/Paris',
      days: 'mon, wed',
      count: '7',
      topics: '"world models", agents',
      layout: 'thread',
      without: '',
      'min-votes': '0',
      explore: 'on',
      language: 'en',
      'empty-days': 'silent',
      'catch-up': 'latest',
      recap: 'off',
      'month-recap': 'off',
      crosspost: 'no',
      quiet: 'no',
    });
    await confirm(await ask({ kind: 'form', id: reply.form.id, values: { ...values, count: '9' } }));
    expect(await store.subscriptions.find(HERE)).toMatchObject({
      count: 9,
      cron: '30 8 * * 1,3',
      topics: ['"world models"', 'agents'],
    });
    const wrong = { time: 'late', zone: 'Mars', days: 'never', count: '99', topics: '' };
    expect(dispatcher.validateForm({ kind: 'form', id: reply.form.id, values: wrong }, ASKER)).toEqual({
      time: '"late" is not a time of day. Write it as 09:00 or 5pm.',
      zone: 'There is no time zone "Mars". Write it as Europe/Paris.',
      days: '"never" names no weekdays. Write mon-fri, daily, weekends or mon,wed,fri.',
      count: 'How many papers: a whole number from 1 to 30, not "99".',
    });
    expect(dispatcher.validateForm({ kind: 'form', id: reply.form.id, values }, ASKER)).toEqual({});
    const mistaken = await ask({ kind: 'form', id: reply.form.id, values: { ...values, zone: 'Mars' } });
    expect(textIn(readMessage(mistaken))).toContain('There is no time zone');
  });
});

describe('a layout whose parts the platform lacks', () => {
  it('is saved, and subscribe and preview say what it looks like', async () => {
    const { type, store, script } = await aDesk();
    script.drawsAll = false;
    const says = 'it is shown as “An overview only”';
    expect(textIn(await type('subscribe layout:folded'))).toContain(says);
    expect(await store.subscriptions.find(HERE)).toMatchObject({ layout: 'folded' });
    expect(textIn(await type('preview'))).toContain(says);
    script.drawsAll = true;
    expect(textIn(await type('preview'))).not.toContain(says);
  });
});

describe('the topics of a form', () => {
  it('are an empty field where all papers are posted, and its hint says so', async () => {
    const { ask } = await aDesk();
    const reply = await ask({ kind: 'command', name: 'settings', options: {} });
    const field = reply.kind === 'form' && reply.form.fields.find(({ name }) => name === 'topics');
    expect(field).toMatchObject({ value: '', hint: expect.stringContaining('empty or none for all papers') });
  });

  it('are none when the field was emptied, and as before when a line does not name them', async () => {
    const { ask, store, typeAndConfirm, confirm } = await aDesk();
    await typeAndConfirm('subscribe topics:agents');
    const form = { time: '9:00', zone: 'UTC', days: 'daily', count: '5' };
    await confirm(await ask({ kind: 'form', id: 'subscribe', values: { ...form, topics: 'vision, ' } }));
    expect(await store.subscriptions.find(HERE)).toMatchObject({ topics: ['vision'] });
    await typeAndConfirm('subscribe count:6');
    expect(await store.subscriptions.find(HERE)).toMatchObject({ topics: ['vision'], count: 6 });
    await confirm(await ask({ kind: 'form', id: 'subscribe', values: { ...form, topics: ' ' } }));
    expect(await store.subscriptions.find(HERE)).toMatchObject({ topics: [], count: 5 });
  });
});

describe('preview and post-now', () => {
  it('show what would be posted and what was left out, and post it', async () => {
    const { type, press, script } = await aDesk();
    await type('subscribe count:5');
    const next = await type('preview');
    expect(next).toMatchObject({
      kind: 'list',
      title: expect.stringMatching(/^Next post: Fri/),
      note: 'An overview and a thread with a card for each paper · 20 left out: 20 ranked below the first 5',
    });
    await press(next, 'Post now');
    expect(script.posted).toEqual([HERE]);
  });

  it('say which rule drops everything', async () => {
    const { type, typeAndConfirm, store, clock } = await aDesk();
    const key = { channel: HERE, slot: clock.now() };
    const shown = ['2604.00001', '2604.00002'].map((paperId) => ({
      ...{ paperId, day: '2026-04-30', score: 9, why: [] },
    }));
    const digest = { day: '2026-04-30', papers: shown };
    await store.deliveries.enqueue(key, clock.now());
    await store.deliveries.plan(key, digest, planPosts(key, digest, 'cards'), clock.now());
    await typeAndConfirm('subscribe topics:astrology without:attention');
    const message = await type('preview');
    if (message.kind !== 'list') throw new Error('no list');
    expect(message.note).toBe('An overview and a thread with a card for each paper');
    const said = flattenText(message.empty);
    expect(said).toMatch(
      /^None of the 23 new papers of Apr 30, 2026 passes this channel’s filter\. .*match none of the topics "astrology"/,
    );
    expect(said).toContain('Not counted as new: 2 already shown in this channel.');
    expect(said).toContain('/papers subscribe topics:none without:none');
  });

  it('need a subscription', async () => {
    const { type } = await aDesk();
    for (const line of ['preview', 'post-now', 'pause', 'resume', 'unsubscribe'])
      expect(textIn(await type(line))).toContain('/papers subscribe');
  });
});

describe('pause, resume and unsubscribe', () => {
  it('stop and go on, once the channel takes posts again', async () => {
    const { type, store, script, clock } = await aDesk();
    await type('subscribe');
    await type('pause conference week');
    expect((await store.subscriptions.find(HERE))?.paused).toMatchObject({
      by: 'person',
      reason: { code: 'typed', values: { text: 'conference week' } },
    });
    // Who does not say why does not take the reason away.
    expect(textIn(await type('pause'))).toContain('conference week');
    expect((await store.subscriptions.find(HERE))?.paused?.reason).toEqual({
      ...{ code: 'typed', values: { text: 'conference week' } },
    });
    expect(textIn(await type('resume'))).toContain('Next post: Fri');
    await store.subscriptions.pause(HERE, {
      at: clock.now(),
      by: 'fault',
      reason: { code: 'stopping', values: {} },
    });
    script.channel = [aCheckLine('Paperboy may not post here.', { fix: 'Give it Send Messages.' })];
    expect(await type('resume')).toMatchObject({
      tone: 'error',
      text: 'Paperboy may not post here. Give it Send Messages.',
    });
    expect((await store.subscriptions.find(HERE))?.paused).toBeDefined();
    expect(script.wanted.at(-1)).toMatchObject({ isCrossposted: false });
    script.channel = [aCheckLine('fine')];
    expect(textIn(await type('resume'))).toContain('Next post: Fri');
    expect((await store.subscriptions.find(HERE))?.paused).toBeUndefined();
    expect(textIn(await type('resume'))).toContain('not paused');
    await type('unsubscribe');
    expect(await store.subscriptions.find(HERE)).toBeUndefined();
    expect(await type('unsubscribe')).toMatchObject({ title: 'This channel has no daily post.' });
  });
});

describe('the search', () => {
  it('shows in `status` what it is busy with, and nothing when it is not', async () => {
    const { type, script } = await aDesk();
    expect(textIn(await type('status'))).not.toContain('Search');
    script.searchStatus = 'Computing embeddings: 40 %';
    expect(textIn(await type('status'))).toContain('"name":"Search","value":"Computing embeddings: 40 %"');
  });
});

describe('`status` while arXiv fails', () => {
  it('names arXiv, since when, why, and how many papers have no categories', async () => {
    const { type, clock, services } = await aDesk();
    const categories = {
      source: 'arXiv',
      since: clock.now() - 3 * 3_600_000,
      problem: problems.unexpected({ text: 'arXiv answered 503.' }),
      papers: 12,
    };
    Object.assign(services, { readRefreshStatus: () => ({ lastSuccess: clock.now(), categories }) });
    expect(textIn(await type('status'))).toContain(
      'arXiv has not returned the categories of 12 recent papers. It first failed 3 hours ago: arXiv answered 503.',
    );
  });
});

describe('the age of the papers', () => {
  it.each([
    [0, '0 minutes ago'],
    [90, '90 minutes ago'],
    [5 * 60, '5 hours ago'],
    [3 * 24 * 60, '3 days ago'],
  ])(
    'is shown in `status` when the source has been away for %i minutes, also after a restart',
    async (minutes, words) => {
      const { type, clock, services } = await aDesk();
      const problem = problems.sourceUnavailable({ source: 'Hugging Face' });
      Object.assign(services, {
        readRefreshStatus: () => ({ lists: [{ days: [], problem, publicProblem: problem }] }),
      });
      clock.advance(minutes * 60_000);
      const text = textIn(await type('status'));
      expect(text).toContain(
        `25 papers stored, fetched ${words}. Hugging Face cannot be reached. Papers that were fetched before are shown.`,
      );
    },
  );
});
