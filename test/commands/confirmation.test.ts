import { describe, expect, it } from 'vitest';
import { findQuestion } from '../../src/core/command/confirmation.ts';
import { channelId, personId, tenantId } from '../support/ids.ts';
import { saveWeek } from '../support/week.ts';
import { aDesk, readMessage, textIn } from './desk.ts';

const ANN = personId('discord:ann');
const BOB = { person: personId('discord:bob') };
const HERE = channelId('discord:100');
const HOUR = 3_600_000;

async function aWeek() {
  const desk = await aDesk();
  await saveWeek(desk.store, desk.clock.now());
  return desk;
}

describe('what is asked before it is saved', () => {
  it('a follow, with how many papers of the week match, three of them by title, and when they will come', async () => {
    const { type, press, store } = await aWeek();
    const question = await type('follow query world models, video generation');
    expect(question).toMatchObject({
      kind: 'fields',
      title: 'Follow the query "world models, video generation"?',
      intro: '2 of the 33 papers of the last week match.',
      fields: [
        {
          name: 'For example',
          value: '• Agentic World Modeling: Foundations and Laws\n• Longer clips from one prompt',
        },
        { name: 'When', value: 'at 09:00 every day (Europe/Paris), quiet hours 22:00–07:00' },
      ],
      actions: [{ label: 'Follow', style: 'primary' }, { label: 'Cancel' }],
    });
    expect(await store.follows.list(ANN)).toEqual([]);
    expect(await store.follows.findSchedule(ANN)).toBeUndefined();
    expect(readMessage(await press(question, 'Follow'))).toMatchObject({
      tone: 'success',
      title: 'You now follow the query "world models, video generation"',
    });
    expect(await store.follows.list(ANN)).toEqual([
      { kind: 'query', text: 'world models, video generation' },
    ]);
  });

  it('is left as it was when the person says no, and the answer takes the place of the question', async () => {
    const { type, press, store } = await aWeek();
    const question = await type('follow author Li');
    expect(await press(question, 'Cancel')).toMatchObject({
      kind: 'update',
      message: { title: 'Nothing was changed' },
    });
    expect(textIn(readMessage(await press(question, 'Follow')))).toContain('already answered');
    expect(await store.follows.list(ANN)).toEqual([]);
  });

  it('a subscription that keeps papers out; one that does not is saved at once', async () => {
    const { type, press, store } = await aWeek();
    expect(await type('subscribe time:8:30')).toMatchObject({ title: 'This channel is subscribed' });
    const question = await type('subscribe topics:agents without:heads min-votes:1');
    expect(question).toMatchObject({
      title: 'Save these settings?',
      intro: expect.stringMatching(/^\d+ of the 33 papers of the last week match/),
      actions: [{ label: 'Save' }, { label: 'Change' }],
      numbers: { papers: 33 },
    });
    expect(await store.subscriptions.find(HERE)).toMatchObject({ topics: [] });
    await press(question, 'Save');
    expect(await store.subscriptions.find(HERE)).toMatchObject({
      ...{ cron: '30 8 * * 1-5', topics: ['agents'], without: ['heads'], minVotes: 1 },
    });
    expect(await type('subscribe topics:none without:none min-votes:0')).toMatchObject({ title: 'Saved' });
  });

  it('is not asked of a follow that one has', async () => {
    const { type, typeAndConfirm } = await aWeek();
    await typeAndConfirm('follow author Li');
    expect(await type('follow author Li')).toMatchObject({ title: 'You already follow this' });
  });
});

describe('a hint is in the question', () => {
  it.each([
    ['follow query quantum pizza', 'No paper matches', /Use fewer words/],
    [
      'follow query world pizza',
      'No paper matches',
      /follow query match:any world pizza.*, which \d+ papers match/,
    ],
    ['follow author Grace Muller', 'No paper matches', /follow author Muller.*which 1 paper matches/],
    [
      'follow query match:any world models',
      'Most papers match',
      /follow query world models.*which 1 paper matches/,
    ],
    ['follow author Muller, G.', 'No paper matches', /follow author Muller(?!,).*which 1 paper matches/],
    ['follow author Zed Li', 'No paper matches', /Check the spelling\."/],
    // The comma of a name does not make two queries of it.
    ['follow author Zed, agents', 'No paper matches', /^(?!.*follow query).*Check the spelling/s],
    ['follow org Zed, agents', 'No paper matches', /^(?!.*follow query).*Check its name/s],
    ['follow author Ada Lovelace', 'Most papers match', /Write the whole name/],
    ['subscribe topics:astrology', 'No paper matches', /subscribe topics:none.*which 33 papers match/],
    [
      'subscribe topics:agents min-votes:5000',
      'No paper matches',
      /subscribe min-votes:0.*which \d+ papers? match/,
    ],
    [
      'subscribe topics:match:any, world models',
      'Most papers match',
      /subscribe topics:world models.*which 1 paper/,
    ],
  ])('%s: %s', async (line, name, says) => {
    const { type } = await aWeek();
    const question = await type(line);
    if (question.kind !== 'fields') throw new Error('no question');
    const hint = question.fields.find((field) => field.name === name);
    expect(textIn({ ...question, fields: hint ? [hint] : [] })).toMatch(says);
  });

  it('and what it says to type lets through what it says', async () => {
    const { type } = await aWeek();
    const shown = textIn(await type('subscribe topics:world models min-votes:5000'));
    const [, line = '', count = ''] =
      /Or try .*?\/papers ([^"]+)".*?which (\d+) papers? match/.exec(shown) ?? [];
    expect(textIn(await type('subscribe topics:world models'))).toContain('papers of the last week');
    expect(line).toBe('subscribe min-votes:0');
    expect(Number(count)).toBe(1);
  });
});

describe('the answer to a question', () => {
  it('does it once, however fast the button is pressed twice', async () => {
    const { type, ask, store } = await aWeek();
    const id = findQuestion(await type('follow author Li'))?.confirm.id ?? '';
    const replies = await Promise.all([1, 2, 3].map(() => ask({ kind: 'action', id })));
    expect(replies.map(({ kind }) => kind)).toEqual(['update', 'message', 'message']);
    expect(textIn(readMessage(replies[1] ?? replies[0] ?? fail()))).toContain('already answered');
    expect(await store.follows.list(ANN)).toHaveLength(1);
  });

  it('is taken from the person who was asked alone', async () => {
    const { type, press, store } = await aWeek();
    const question = await type('follow author Li');
    expect(textIn(readMessage(await press(question, 'Follow', BOB)))).toContain('no longer open');
    expect(await store.follows.list(BOB.person)).toEqual([]);
    expect(await store.follows.list(ANN)).toEqual([]);
  });

  it('is taken for a channel in that channel alone', async () => {
    const { type, press, store } = await aWeek();
    const question = await type('subscribe topics:agents');
    expect(textIn(readMessage(await press(question, 'Save', { channel: '200' })))).toContain(
      'no longer open',
    );
    expect(await store.subscriptions.list()).toEqual([]);
  });

  it('is refused to people who may no longer manage the channel, and where the platform cannot say', async () => {
    const { type, press, store } = await aWeek();
    const question = await type('subscribe topics:agents');
    expect(textIn(readMessage(await press(question, 'Save', { mayManage: false })))).toContain(
      'You need permission',
    );
    expect(textIn(readMessage(await press(question, 'Save', { mayManage: undefined })))).toContain(
      'could not be asked who you are',
    );
    expect(textIn(readMessage(await press(question, 'Change', { mayManage: false })))).toContain(
      'You need permission',
    );
    expect(await store.subscriptions.list()).toEqual([]);
    await press(question, 'Save');
    expect(await store.subscriptions.list()).toHaveLength(1);
  });

  it('is kindly refused an hour later, and after a restart, with what to type', async () => {
    const { type, press, clock, store } = await aWeek();
    const question = await type('follow author Li');
    clock.advance(HOUR + 1);
    const old = await press(question, 'Follow');
    expect(readMessage(old)).toMatchObject({ tone: 'warning', title: 'This question is no longer open' });
    expect(textIn(readMessage(old))).toContain('/papers follow author Ada Lovelace');
    const restarted = await aDesk();
    expect(textIn(readMessage(await restarted.press(question, 'Follow')))).toContain('no longer open');
    expect(await store.follows.list(ANN)).toEqual([]);
  });

  it('saves what was shown: after somebody else changed the channel the person is asked again', async () => {
    const { type, press, store } = await aWeek();
    await type('subscribe count:5');
    const question = await type('subscribe topics:agents');
    await type('subscribe count:9', BOB);
    const again = readMessage(await press(question, 'Save'));
    expect(textIn(again)).toContain('Something was changed here after you were asked');
    expect(textIn(again)).toContain('At most 9');
    expect(await store.subscriptions.find(HERE)).toMatchObject({ count: 9, topics: [] });
    await press(again, 'Save');
    expect(await store.subscriptions.find(HERE)).toMatchObject({ count: 9, topics: ['agents'] });
  });

  it('may be given again where the bot could not save it', async () => {
    const { type, press, store, services } = await aWeek();
    const question = await type('follow author Li');
    const { add } = services.store.follows;
    Object.assign(services.store.follows, { add: () => Promise.reject(new Error('the disk is full')) });
    expect(textIn(readMessage(await press(question, 'Follow')))).toContain('Something went wrong');
    Object.assign(services.store.follows, { add });
    await press(question, 'Follow');
    expect(await store.follows.list(ANN)).toHaveLength(1);
  });

  it('is none where an id was made up', async () => {
    const { ask, store } = await aWeek();
    for (const id of ['y:follow 1', 'y:follow', 'y:nothing 1', 'n:forget r1', 'c:follow r1', 'y:today r1'])
      expect(textIn(readMessage(await ask({ kind: 'action', id })))).toMatch(/no longer|There is no command/);
    expect(await store.follows.list(ANN)).toEqual([]);
  });
});

describe('Change', () => {
  it('opens the form with what was typed, and what has no field there stays as typed', async () => {
    const { type, press, ask, dispatcher, store } = await aWeek();
    const question = await type('subscribe 7:15 topics:agents without:survey');
    const change = findQuestion(question)?.buttons.change?.id ?? '';
    expect(dispatcher.opensForm({ kind: 'action', id: change })).toBe(true);
    const reply = await press(question, 'Change');
    if (reply.kind !== 'form') throw new Error('no form');
    const values = Object.fromEntries(reply.form.fields.map(({ name, value }) => [name, value ?? '']));
    expect(values).toMatchObject({ time: '07:15', topics: 'agents' });
    const wrong = { kind: 'form', id: reply.form.id, values: { ...values, time: 'late' } } as const;
    expect(
      dispatcher.validateForm(wrong, { platform: 'discord', person: ANN, tenant: tenantId('discord:any') }),
    ).toHaveProperty('time');
    const again = readMessage(
      await ask({ kind: 'form', id: reply.form.id, values: { ...values, topics: 'video' } }),
    );
    expect(textIn(readMessage(await press(question, 'Save')))).toContain('no longer open');
    expect(await store.subscriptions.list()).toEqual([]);
    await press(again, 'Save');
    expect(await store.subscriptions.find(HERE)).toMatchObject({
      ...{ cron: '15 7 * * 1-5', topics: ['video'], without: ['survey'] },
    });
  });
});

describe('a form that cannot be read', () => {
  const FORM = { time: '7:15', zone: 'UTC', days: 'daily', count: '5', topics: 'agents' };
  const sent = (values: Partial<typeof FORM>, id = 'subscribe') =>
    ({ kind: 'form', id, values: { ...FORM, ...values } }) as const;

  it('says what is wrong without a line to type, and opens again with all that was typed', async () => {
    const { ask, press } = await aWeek();
    const refused = readMessage(await ask(sent({ count: '99', zone: 'Mars' })));
    expect(refused).toMatchObject({ tone: 'warning', actions: [{ label: 'Change' }] });
    expect(textIn(refused)).not.toContain('/papers');
    const reply = await press(refused, 'Change');
    if (reply.kind !== 'form') throw new Error('no form');
    const values = Object.fromEntries(reply.form.fields.map(({ name, value }) => [name, value]));
    expect(values).toMatchObject({ ...FORM, count: '99', zone: 'Mars' });
    expect(await ask(sent({ topics: '' }, reply.form.id))).toMatchObject({
      kind: 'update',
      message: { title: 'This channel is subscribed' },
    });
  });

  it('keeps what was typed before the form, and answers no question', async () => {
    const { type, ask, press, store } = await aWeek();
    const question = await type('subscribe topics:agents without:survey');
    const form = await press(question, 'Change');
    if (form.kind !== 'form') throw new Error('no form');
    const refused = readMessage(await ask(sent({ time: 'late' }, form.form.id)));
    const again = await press(refused, 'Change');
    if (again.kind !== 'form') throw new Error('no form');
    await press(readMessage(await ask(sent({}, again.form.id))), 'Save');
    expect(await store.subscriptions.find(HERE)).toMatchObject({ topics: ['agents'], without: ['survey'] });

    const other = readMessage(await ask(sent({ time: 'late' })));
    const [button] = 'actions' in other ? (other.actions ?? []) : [];
    const id = button?.kind === 'button' ? button.id : '';
    for (const answer of ['y', 'n'])
      expect(textIn(readMessage(await ask({ kind: 'action', id: `${answer}${id.slice(1)}` })))).toContain(
        'no longer open',
      );
  });

  it('is not opened for another person, in another channel, or an hour later', async () => {
    const { ask, press, clock } = await aWeek();
    const refused = readMessage(await ask(sent({ zone: 'Mars' })));
    expect(textIn(readMessage(await press(refused, 'Change', BOB)))).toContain('no longer open');
    expect(textIn(readMessage(await press(refused, 'Change', { channel: '200' })))).toContain(
      'no longer open',
    );
    clock.advance(HOUR + 1);
    expect(textIn(readMessage(await press(refused, 'Change')))).toContain('no longer open');
  });

  it('has no button where more was typed than settings can hold', async () => {
    const { ask } = await aWeek();
    const refused = await ask(sent({ topics: 'x'.repeat(2_001) }));
    expect(textIn(readMessage(refused))).toContain('Topics: at most 500 characters');
    expect(readMessage(refused)).not.toHaveProperty('actions');
  });
});

describe('forget me', () => {
  it('asks by the same question', async () => {
    const { type, press, typeAndConfirm } = await aWeek();
    await typeAndConfirm('follow author Li');
    const question = await type('forget me');
    expect(question).toMatchObject({
      actions: [{ label: 'Delete everything', style: 'danger' }, { label: 'Cancel' }],
    });
    await press(question, 'Cancel');
    expect(textIn(await type('following'))).toContain('author: Li');
    const open = await type('follow author Roberts');
    expect(textIn(await typeAndConfirm('forget me'))).toContain('Everything about you was deleted');
    expect(textIn(readMessage(await press(open, 'Follow')))).toContain('no longer open');
  });
});

function fail(): never {
  throw new Error('there is nothing here');
}
