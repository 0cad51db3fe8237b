import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/core/message/message.ts';
import { channelId, personId, tenantId } from '../support/ids.ts';
import { ASKER, aDesk, readMessage, textIn } from './desk.ts';

const CHANNEL = channelId('discord:100');
const TENANT = tenantId('discord:guild');
const LINKED = tenantId('discord:linked');

/** A subscribed channel; vectors of papers with an even number point in one direction, the others in another. */
async function aSubscribedDesk() {
  const desk = await aDesk();
  await desk.type('subscribe time:9:00');
  desk.script.vectors = {
    readVectors: async (ids) =>
      new Map(
        ids.map((id) => {
          const vector = new Float32Array(8);
          vector[Number(id.slice(-1)) % 2] = 0.9;
          vector[2 + (Number(id.slice(-2)) % 6)] = Math.sqrt(0.19);
          return [id, vector];
        }),
      ),
  };
  return desk;
}

type Desk = Awaited<ReturnType<typeof aSubscribedDesk>>;

/** All ten questions, answered by this rule. */
async function answerAll(desk: Desk, likes: (id: string) => boolean): Promise<Message> {
  let message = await desk.type('taste quiz');
  for (let n = 1; message.kind === 'list'; n++) {
    expect(message.title).toBe(`Would this channel like it? ${n} of 10`);
    const id = message.entries[0]?.paper.id ?? '';
    message = readMessage(await desk.press(message, likes(id) ? 'Yes' : 'No'));
  }
  return message;
}

describe('/papers taste', () => {
  it('says before anybody voted that nothing is learned, and offers ten questions', async () => {
    const desk = await aSubscribedDesk();
    const message = await desk.type('taste');
    expect(message).toMatchObject({ kind: 'notice', title: 'Nothing learned yet' });
    expect(textIn(message)).toContain('taste quiz');
  });

  it('asks ten questions, counts each answer as a vote, and shows what was learned', async () => {
    const desk = await aSubscribedDesk();
    const isEven = (id: string) => Number(id.slice(-1)) % 2 === 0;
    expect(await answerAll(desk, isEven)).toMatchObject({ title: 'Thank you' });
    const votes = await desk.store.votes.listFrom(`quiz:${CHANNEL}`);
    expect(votes).toHaveLength(10);
    expect(votes.every(({ paperId, value }) => (value === 1) === isEven(paperId))).toBe(true);
    const shown = await desk.type('taste');
    expect(shown).toMatchObject({ kind: 'fields', title: 'What this channel likes' });
    expect(textIn(shown)).toContain('10 papers that 1 person voted on');
  });

  it('says after the questions what is missing while there are too few papers, and does not send back to them', async () => {
    const desk = await aSubscribedDesk();
    desk.script.vectors = { readVectors: async () => new Map() };
    desk.script.papersNeeded = 500;
    expect(textIn(await desk.type('taste'))).toMatch(/500 papers.*It has 25\..*taste quiz/);
    for (const message of [await answerAll(desk, () => true), await desk.type('taste')]) {
      expect(textIn(message)).toContain('10 papers have votes here so far.');
      expect(textIn(message)).toMatch(/starts once the bot has 500 papers .* It has 25\./);
      expect(textIn(message)).not.toContain('taste quiz');
    }
  });

  it('says that papers are still being compared while the search has no vectors of them', async () => {
    const desk = await aSubscribedDesk();
    desk.script.vectors = { readVectors: async () => new Map() };
    await answerAll(desk, () => true);
    const shown = textIn(await desk.type('taste'));
    expect(shown).toContain('10 papers have votes here so far. Papers are still being compared');
    expect(shown).not.toContain('taste quiz');
  });

  it('keeps an answer that is given twice', async () => {
    const desk = await aSubscribedDesk();
    const [id = ''] = desk.script.hits;
    await desk.type(`taste like ${id}`);
    await desk.type(`taste like ${id}`);
    expect(await desk.store.votes.list([id], [TENANT])).toMatchObject([{ value: 1 }]);
    await desk.type(`taste dislike ${id}`);
    expect(await desk.store.votes.list([id], [TENANT])).toMatchObject([{ value: -1 }]);
  });

  it.each([
    ['a reaction that says the same', [{ value: 1, source: 'post:abc.1.x:up' }]],
    [
      'a button that says the same, and a later reaction that does not',
      [
        { value: 1, source: 'button' },
        { value: -1, source: 'post:abc.1.x:down' },
      ],
    ],
    ['a button that says the same in a linked server', [{ value: 1, source: 'button', tenant: LINKED }]],
  ] as const)('counts an answer after %s', async (_, earlier) => {
    const desk = await aSubscribedDesk();
    const { votes } = desk.store;
    await votes.link(TENANT, LINKED);
    const [paperId = ''] = desk.script.hits;
    const person = personId(ASKER.person);
    for (const vote of earlier) {
      await votes.cast({ paperId, person, tenant: TENANT, ...vote, at: desk.clock.now() });
      desk.clock.advance(60_000);
    }
    const before = await votes.list([paperId], [TENANT, LINKED]);
    await desk.type(`taste like ${paperId}`);
    expect(await votes.listFrom(`quiz:${CHANNEL}`)).toMatchObject([{ paperId, person, value: 1 }]);
    expect(await votes.list([paperId], [TENANT, LINKED])).toEqual(expect.arrayContaining(before));
  });

  it('asks only about papers with vectors, where there are any: of others nothing can be learned', async () => {
    const desk = await aSubscribedDesk();
    const known = new Set(desk.script.hits.slice(4, 9));
    desk.script.vectors = {
      readVectors: async (ids) =>
        new Map(ids.filter((id) => known.has(id)).map((id) => [id, new Float32Array([1])])),
    };
    const asked: string[] = [];
    for (let n = 1; n <= known.size; n++) {
      const message = await desk.type(`taste quiz ${n}`);
      expect(message).toMatchObject({ title: `Would this channel like it? ${n} of ${known.size}` });
      asked.push(message.kind === 'list' ? (message.entries[0]?.paper.id ?? '') : '');
    }
    expect(new Set(asked)).toEqual(known);
  });

  it('does not bring back a subscription that was removed meanwhile', async () => {
    const desk = await aSubscribedDesk();
    await answerAll(desk, () => true);
    desk.script.vectors = {
      async readVectors() {
        await desk.store.subscriptions.remove(CHANNEL);
        return new Map();
      },
    };
    expect(textIn(await desk.type('taste forget diffusion'))).toContain('has no daily post');
    expect(await desk.store.subscriptions.find(CHANNEL)).toBeUndefined();
  });

  it('forgets a topic, starts again, and is switched off and on', async () => {
    const desk = await aSubscribedDesk();
    const subscription = () => desk.store.subscriptions.find(CHANNEL);
    await desk.type('taste forget video generation');
    expect(await subscription()).toMatchObject({ tasteWithout: ['video generation'] });
    await desk.typeAndConfirm('taste reset');
    expect(await subscription()).toMatchObject({ tasteWithout: [], tasteSince: desk.clock.now() });
    await desk.type('taste off');
    expect(await subscription()).toMatchObject({ taste: 'off' });
    expect(textIn(await desk.type('taste'))).toContain('do not weigh in');
    await desk.type('taste on');
    expect(await subscription()).toMatchObject({ taste: 'on' });
    await desk.type('subscribe explore:off');
    expect(await subscription()).toMatchObject({ explore: 'off', taste: 'on' });
  });

  it('does not learn from papers that match a forgotten topic, nor from votes before a new start', async () => {
    const desk = await aSubscribedDesk();
    await answerAll(desk, () => true);
    await desk.type('taste forget paper');
    expect(await desk.type('taste')).toMatchObject({ title: 'Nothing learned yet' });
    await desk.typeAndConfirm('taste reset');
    expect(await desk.type('taste')).toMatchObject({ title: 'Nothing learned yet' });
  });

  it('lists a forgotten topic also before anything is learned, says so, and takes it back', async () => {
    const desk = await aSubscribedDesk();
    const forgotten = textIn(await desk.type('taste forget diffusion'));
    expect(forgotten).toContain('Nothing is learned here yet, so this changes nothing for now.');
    expect(forgotten).toContain('/papers taste forget none');
    expect(textIn(await desk.type('taste'))).toMatch(/diffusion.*\/papers taste forget none/);
    await answerAll(desk, (id) => Number(id.slice(-1)) % 2 === 0);
    expect(textIn(await desk.type('taste'))).toMatch(
      /"Not learned from","value":.*diffusion.*\/papers taste forget none/,
    );
    expect(textIn(await desk.type('taste forget agents'))).not.toContain('Nothing is learned here yet');
    expect(await desk.type('taste forget none')).toMatchObject({ title: 'No topic is forgotten' });
    expect(await desk.store.subscriptions.find(CHANNEL)).toMatchObject({ tasteWithout: [] });
    expect(textIn(await desk.type('taste'))).not.toContain('Not learned from');
  });

  it('asks before it starts again, and takes the answer from whoever manages the channel', async () => {
    const desk = await aSubscribedDesk();
    await desk.type('taste forget diffusion');
    const question = await desk.type('taste reset');
    expect(question).toMatchObject({
      title: 'Forget what was learned here?',
      actions: [{ label: 'Reset', style: 'danger' }, { label: 'Cancel' }],
    });
    const asMember = { mayManage: false };
    expect(textIn(readMessage(await desk.press(question, 'Reset', asMember)))).toContain(
      'need permission to manage',
    );
    expect(readMessage(await desk.press(question, 'Cancel'))).toMatchObject({ title: 'Nothing was changed' });
    expect(await desk.store.subscriptions.find(CHANNEL)).toMatchObject({ tasteWithout: ['diffusion'] });
    const again = await desk.type('taste reset');
    expect(readMessage(await desk.press(again, 'Reset'))).toMatchObject({ title: 'Reset done' });
    expect(await desk.store.subscriptions.find(CHANNEL)).toMatchObject({ tasteWithout: [] });
  });

  it('is shown to everybody, and changed by whoever manages the channel', async () => {
    const desk = await aSubscribedDesk();
    const member = { mayManage: false };
    expect(await desk.type('taste', member)).toMatchObject({ title: 'Nothing learned yet' });
    for (const line of ['taste reset', 'taste off', 'taste quiz', 'taste forget x', 'taste like 1'])
      expect(
        (await desk.type(line, member)).kind === 'notice' && textIn(await desk.type(line, member)),
      ).toContain('need permission to manage');
    expect(desk.dispatcher.needsManager({ kind: 'line', text: 'taste' })).toBe(false);
    expect(desk.dispatcher.needsManager({ kind: 'line', text: 'taste reset' })).toBe(true);
  });

  it('says that topics count before anybody votes, there and in why', async () => {
    const desk = await aSubscribedDesk();
    desk.script.papersNeeded = 1;
    expect(textIn(await desk.type('taste'))).not.toContain('Until then');
    const listed = await desk.store.papers.findMany(desk.script.hits);
    await desk.store.papers.save(
      listed.map((paper, i) => ({
        ...paper,
        title: i % 2 === 0 ? 'Video' : 'Speech',
        abstract: 'Of video.',
      })),
      desk.clock.now(),
    );
    await desk.typeAndConfirm('subscribe topics:video');
    expect(textIn(await desk.type('taste'))).toContain(
      'Until then, papers close to this channel’s topics come first.',
    );
    const [named, mentioned] = listed.map(({ id }) => id);
    expect(textIn(await desk.type(`why ${named}`))).toMatch(/"close to this channel’s topics \(\+\d/);
    expect(textIn(await desk.type(`why ${mentioned}`))).toMatch(/not close to this channel’s topics \(-\d/);
    await answerAll(desk, () => true);
    expect(textIn(await desk.type('taste'))).toContain('How close a paper is to this channel’s topics');
  });

  it('leaves nothing of who had everything deleted', async () => {
    const desk = await aSubscribedDesk();
    await answerAll(desk, () => true);
    await desk.services.forget(personId(ASKER.person));
    expect(await desk.store.votes.listFrom(`quiz:${CHANNEL}`)).toEqual([]);
    expect(await desk.type('taste')).toMatchObject({ title: 'Nothing learned yet' });
  });

  it('says what is missing', async () => {
    const desk = await aSubscribedDesk();
    expect(textIn(await desk.type('taste forget'))).toContain('Say which topic to forget.');
    expect(textIn(await desk.type('taste like what'))).toContain('Say which paper.');
  });
});
