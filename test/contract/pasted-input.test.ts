import { describe, expect, it } from 'vitest';
import { aDesk } from '../commands/desk.ts';
import { aRecordingInbound } from '../support/builders.ts';
import { PLATFORMS } from './people.ts';

describe('what a phone typed or a page was copied from', () => {
  it.each(Object.entries(PLATFORMS))('means the same as plain text on %s', async (_name, connect) => {
    const desk = await aDesk();
    const queries: string[] = [];
    const { search } = desk.services.search;
    Object.assign(desk.services.search, {
      search: (query: string, page: { offset: number; limit: number }) => {
        queries.push(query);
        return search(query, page);
      },
    });
    const person = await connect({ ...aRecordingInbound(), ...desk.dispatcher });
    const subscribed = await person.ask({
      name: 'subscribe',
      options: { days: 'mon–fri', time: '９:15' },
      line: 'subscribe —days mon–fri —time 9:15',
    });
    expect(subscribed.replaceAll('\\', '')).toMatch(/09:15|9:15/);
    expect(await desk.store.subscriptions.list()).toMatchObject([{ cron: '15 9 * * 1-5' }]);
    for (const paper of [
      '2604.\u200b00002',
      '\ufeff2604.00002',
      'arXiv:2604.00002v2 [cs.CL]',
      '“2604.00002”',
    ])
      expect(await person.ask({ name: 'show', options: { paper }, line: `show ${paper}` })).toContain(
        'Paper number 2',
      );
    const query = '“attention sinks” –video author：xiao';
    await person.ask({ name: 'search', options: { query }, line: `search ${query}` });
    expect(queries).toEqual(['"attention sinks" -video author:xiao']);
  });

  it.each(Object.entries(PLATFORMS))('is plain in the fields of a form on %s, too', async (name, connect) => {
    const desk = await aDesk();
    const person = await connect({ ...aRecordingInbound(), ...desk.dispatcher });
    await person.ask({ name: 'subscribe', line: 'subscribe' });
    const days = name === 'the terminal' ? 'tue–thu' : 'tue, wed, thu';
    await person.settings({ days, topics: '“world models”' });
    await person.press('Save');
    expect(await desk.store.subscriptions.list()).toMatchObject([
      { cron: expect.stringMatching(/\* \* 2-4$/), topics: ['"world models"'] },
    ]);
  });
});
