import { describe, expect, it } from 'vitest';
import { personId, tenantId } from '../support/ids.ts';
import { aDesk, readMessage, textIn } from './desk.ts';

describe('the answer to a vote', () => {
  it('shows the votes including it', async () => {
    const { type } = await aDesk();
    expect(textIn(await type('vote up 2604.00001'))).toContain('Paper number 1 · 👍 1 👎 0');
    expect(textIn(await type('vote down 2604.00001', { person: personId('discord:bob') }))).toContain(
      '👍 1 👎 1',
    );
    expect(textIn(await type('vote up 2604.00001'))).toContain('👍 0 👎 1');
  });

  it('says that a reaction still counts when the vote by button is taken back', async () => {
    const { type, store, clock } = await aDesk();
    const vote = {
      paperId: '2604.00001',
      person: personId('discord:ann'),
      tenant: tenantId('discord:guild'),
      value: 1,
    } as const;
    await store.votes.cast({ ...vote, source: 'post:p1:up', at: clock.now() });
    clock.advance(1000);
    await type('vote down 2604.00001');
    const answer = await type('vote down 2604.00001');
    expect(answer).toMatchObject({ title: 'Your vote was taken back' });
    expect(textIn(answer)).toContain('Your reaction 👍 on the post still counts');
    expect(textIn(answer)).toContain('👍 1 👎 0');
  });

  it('on a shared card is in the numbers on its buttons, and in words only where they do not say it all', async () => {
    const { type, press } = await aDesk();
    await type('vote up 2604.00001', { person: personId('discord:bob') });
    const shared = await press(await type('show 2604.00001'), 'Share to channel', { name: 'Ada' });
    const card = readMessage(shared);
    expect(card).toMatchObject({ kind: 'card', view: { tally: { up: 0, down: 0 } } });
    const labels = 'actions' in card ? card.actions?.map(({ label }) => label) : [];
    expect(labels).toEqual(['👍 1', '👎', 'Save', 'Summary', 'Similar']);
    expect(await press(card, '👍 1')).toEqual({
      kind: 'labels',
      labels: [
        { kind: 'button', id: 'u:vote-shared up 2604.00001', label: '👍 2' },
        { kind: 'button', id: 'u:vote-shared down 2604.00001', label: '👎' },
      ],
      notice: expect.objectContaining({ title: 'Your 👍 is counted' }),
    });
    expect(await press(card, '👍 1', { isAlone: true })).toMatchObject({ kind: 'labels', isNeeded: true });
    expect(textIn(await type('vote-shared up 2604.00001'))).toContain('👍 2');
  });
});
