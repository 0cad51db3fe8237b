import { describe, expect, it } from 'vitest';
import { personId, tenantId } from '../support/ids.ts';
import { aDesk, textIn } from './desk.ts';

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
});
