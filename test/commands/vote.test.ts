import { describe, expect, it } from 'vitest';
import { channelId, personId, tenantId } from '../support/ids.ts';
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
    const { type, press, ask, store, clock } = await aDesk();
    await type('vote up 2604.00001', { person: personId('discord:bob') });
    const shared = await press(await type('show 2604.00001'), 'Share to channel', { name: 'Ada' });
    const card = readMessage(shared);
    expect(card).toMatchObject({ kind: 'card', view: { tally: { up: 0, down: 0 } } });
    const labels = 'actions' in card ? card.actions?.map(({ label }) => label) : [];
    expect(labels).toEqual(['👍', '👎', 'Save', 'Summary', 'Similar']);
    const id = 'u:vote-shared up 2604.00001';
    const pressed = { kind: 'action', id, messageId: '7' } as const;
    const notice = expect.objectContaining({ title: expect.stringMatching(/Your 👍 is counted|taken back/) });
    const label = (up: string) => [
      { id, label: up },
      { id: 'u:vote-shared down 2604.00001', label: '👎' },
    ];
    const onShown = expect.any(Function);
    // Nobody knows yet whether the card can be updated.
    const first = await ask(pressed);
    expect(first).toEqual({ kind: 'labels', labels: label('👍'), notice, onShown });
    if (first.kind === 'labels') await first.onShown?.('7');
    for (const due of await store.sharedCards.listDue('discord', clock.now(), 9)) {
      expect(due.card).toMatchObject({
        channel: channelId('discord:100'),
        paperId: '2604.00001',
        sent: { messageId: '7' },
      });
      await store.sharedCards.finish(due);
    }
    expect(await ask(pressed)).toEqual({ kind: 'labels', labels: label('👍 1'), notice, onShown });
    expect(await ask(pressed, { isAlone: true })).toMatchObject({
      ...{ kind: 'labels', labels: label('👍 2') },
      isNeeded: true,
    });
    expect(textIn(await type('vote-shared up 2604.00001'))).toContain('👍 1');
  });
});
