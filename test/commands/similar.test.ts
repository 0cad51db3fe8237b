import { describe, expect, it } from 'vitest';
import { aPaper } from '../support/builders.ts';
import { aDesk, readMessage, textIn } from './desk.ts';

describe('similar', () => {
  it('says of the nearest papers that none is close, and offers a search for the topic', async () => {
    const { type, services } = await aDesk();
    const { findSimilar: similar } = services.search;
    services.search.findSimilar = async (paper, limit) => ({
      ...(await similar(paper, Math.min(limit, 3))),
      noneIsClose: true,
    });
    await services.savePapers([
      aPaper({ id: '2604.99001', keywords: ['world models', 'planning', 'robots'] }),
    ]);
    const list = await type('similar 2604.99001');
    expect(list).toMatchObject({ note: 'No paper is close to this one; these 3 are the nearest' });
    expect(list.kind === 'list' && list.actions?.map(({ label }) => label)).toEqual([
      'Search for “world models”',
      'Search for “planning”',
      'Share to channel',
    ]);
  });

  it('says what to search for where nothing is similar, and shares nothing', async () => {
    const { type, press, script, services } = await aDesk();
    script.hits = [];
    await services.savePapers([
      aPaper({ id: '2604.99001', keywords: ['world models'] }),
      aPaper({ id: '2604.99002', title: 'Planning with dreams' }),
    ]);
    const none = await type('similar 2604.99001');
    expect(textIn(none)).toContain('Search for the topic instead');
    expect(textIn(none)).toContain('/papers search world models');
    expect(textIn(none)).not.toContain('Share');
    expect(readMessage(await press(none, 'Search for “world models”'))).toMatchObject({
      title: 'Search: world models',
    });
    expect(textIn(await type('similar 2604.99002'))).toContain('/papers search Planning with dreams');
  });
});
