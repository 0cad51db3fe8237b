import { describe, expect, it } from 'vitest';
import type { Reply } from '../../src/core/message/interaction.ts';
import type { Feedback, Message } from '../../src/core/message/message.ts';
import { aPaper } from '../support/builders.ts';
import { personId, tenantId } from '../support/ids.ts';
import { aDesk, readMessage, textIn } from './desk.ts';

const BOB = { person: personId('discord:bob') };
const OTHER_SERVER = { tenant: tenantId('discord:elsewhere'), person: personId('discord:cat') };

function findFeedback(message: Message): Feedback {
  if (message.kind !== 'summary' || !message.feedback) throw new Error('no feedback buttons');
  return message.feedback;
}

function readLabels(reply: Reply): string[] {
  if (reply.kind !== 'feedback') throw new Error(`a ${reply.kind} came back`);
  return [reply.feedback.yes.label, reply.feedback.no.label];
}

async function aSummary() {
  const desk = await aDesk();
  const feedback = findFeedback(await desk.type('summary 2604.00001 short'));
  const press = (which: 'yes' | 'no', asker = {}) =>
    desk.ask({ kind: 'action', id: feedback[which].id }, asker);
  const status = async (asker = {}) => textIn(await desk.type('status', asker));
  return { ...desk, press, status };
}

describe('feedback on a summary', () => {
  it('is a press that says nothing and shows on the buttons; a person can give it once, and may change it', async () => {
    const { press, type } = await aSummary();
    expect(readLabels(await press('yes'))).toEqual(['👍 Helpful · 1', '👎 Not helpful']);
    expect(readLabels(await press('yes'))).toEqual(['👍 Helpful · 1', '👎 Not helpful']);
    expect(readLabels(await press('yes', BOB))).toEqual(['👍 Helpful · 2', '👎 Not helpful']);
    expect(readLabels(await press('no', BOB))).toEqual(['👍 Helpful · 1', '👎 Not helpful · 1']);
    expect(findFeedback(await type('summary 2604.00001 short')).no.label).toBe('👎 Not helpful · 1');
    expect(findFeedback(await type('summary 2604.00001 tldr')).no.label).toBe('👎 Not helpful');
    expect(findFeedback(await type('summary 2604.00001 short', OTHER_SERVER)).yes.label).toBe('👍 Helpful');
  });

  it('is shown by provider, style and language to who manages the channel, for their server, and to the operator for all', async () => {
    const { press, status } = await aSummary();
    expect(await status()).not.toContain('Summaries that helped');
    await press('yes');
    await press('no', BOB);
    await press('yes', OTHER_SERVER);
    expect(await status()).toContain('The paper’s own sentences, short, en: 1 of 2');
    expect(await status({ isOperator: true })).toContain('The paper’s own sentences, short, en: 2 of 3');
    expect(await status({ mayManage: false })).not.toContain('Summaries that helped');
  });

  it('is in what is stored about a person, and deleted with it', async () => {
    const { press, type, ask, status, typeAndConfirm } = await aSummary();
    await press('no');
    expect(textIn(await type('my-data'))).toContain('{"name":"Summaries that you judged","value":"1"}');
    expect(await ask({ kind: 'line', text: 'my-data json' })).toMatchObject({
      content: expect.stringContaining('"writtenBy": "extract"'),
    });
    await typeAndConfirm('forget me');
    expect(await status()).not.toContain('Summaries that helped');
  });

  it('stays under a summary that is shared to the channel', async () => {
    const { type, press } = await aDesk();
    const shared = await press(await type('summary 2604.00001 short'), 'Share to channel');
    expect(findFeedback(readMessage(shared)).yes.id).toContain('helped yes 2604.00001 short en extract');
  });

  it.each(['gpt-9', 'hugging-face'])('is not saved for a summary that %s never wrote', async (provider) => {
    const { type, ask, status } = await aSummary();
    const line = `helped yes 2604.00001 short en ${provider}`;
    expect(textIn(await type(line))).toContain('no such summary');
    expect(textIn(readMessage(await ask({ kind: 'action', id: `u:${line}` })))).toContain('no such summary');
    expect(await status({ isOperator: true })).not.toContain('Summaries that helped');
  });

  it.each([
    'helped yes 2604.00001 bullets xh extract',
    'helped yes 2604.99001 short de hugging-face',
    'helped yes 2604.99001 bullets en hugging-face',
  ])('is not saved in a language or style that its writer does not have: %s', async (line) => {
    const { store, clock, type, status } = await aSummary();
    await store.papers.save([aPaper({ id: '2604.99001', aiSummary: 'A small model.' })], clock.now());
    expect(textIn(await type(line))).toContain('no such summary');
    expect(await status({ isOperator: true })).not.toContain('Summaries that helped');
    expect(textIn(await type('helped yes 2604.99001 short en hugging-face'))).toContain('feedback is saved');
  });

  it('names the model that wrote the summary', async () => {
    const { store, type, status } = await aSummary();
    const key = {
      paperId: '2604.00001',
      style: 'short',
      language: 'de',
      model: 'gpt-9',
      promptVersion: 1,
    } as const;
    const summary = { style: 'short', points: [{ text: 'Es geht.' }], source: 'full', notes: [] } as const;
    await store.summaries.put(key, { summary, textChecksum: 'x' });
    expect(textIn(await type('helped yes 2604.00001 short de gpt-9'))).toContain('Your feedback is saved');
    expect(await status()).toContain('gpt-9, short, de: 1 of 1');
  });
});
