import { describe, expect, it } from 'vitest';
import { aDesk, textIn } from './desk.ts';

describe('follow, following and unfollow', () => {
  it('are a person’s own, with a time in their zone', async () => {
    const { type, store } = await aDesk();
    expect(textIn(await type('following'))).toContain('You follow nothing yet');
    expect(textIn(await type('follow author Ada Lovelace time:8:30'))).toContain(
      'at 08:30 every day (Europe/Paris)',
    );
    expect(textIn(await type('follow query "world models" -survey'))).toContain('You follow the query');
    expect(textIn(await type('follow author Ada Lovelace'))).toContain('already');
    expect(await store.follows.of('discord:ann')).toEqual([
      { kind: 'author', text: 'Ada Lovelace' },
      { kind: 'query', text: '"world models" -survey' },
    ]);
    expect(await store.follows.schedule('discord:ann')).toMatchObject({
      cron: '30 8 * * *',
      zone: 'Europe/Paris',
    });
    expect(textIn(await type('following'))).toContain('1. author: Ada Lovelace');
    expect(textIn(await type('following', { person: 'discord:bob' }))).toContain('You follow nothing yet');
    await type('unfollow 1');
    await type('unfollow "world models" -survey');
    expect(await store.follows.of('discord:ann')).toEqual([]);
    expect(textIn(await type('unfollow 7'))).toContain('You do not follow');
  });

  it('refuse what is neither an author, an organization nor a query', async () => {
    const { type } = await aDesk();
    expect(textIn(await type('follow venue NeurIPS'))).toContain('what is one of author, org, query');
    expect(textIn(await type('follow org'))).toContain('The text is missing');
  });
});
