import { describe, expect, it } from 'vitest';
import { flattenText, type Text } from '../../src/core/base/text.ts';
import type { Message } from '../../src/core/message/message.ts';
import { personId } from '../support/ids.ts';
import { ASKER, aDesk, textIn } from './desk.ts';

const readText = (message: Message): Text | undefined =>
  message.kind === 'notice' ? message.text : undefined;

describe('follow, following and unfollow', () => {
  it('are a person’s own, with a time in their zone', async () => {
    const { ask, type, typeAndConfirm, store, dispatcher } = await aDesk();
    expect(textIn(await type('following'))).toContain('You do not follow anything yet');
    const followed = flattenText(readText(await typeAndConfirm('follow author Ada Lovelace time:8:30')));
    expect(followed).toContain('at 08:30 every day (Europe/Paris)');
    expect(followed).toMatch(/To change the schedule, use \/papers following\.$/);
    expect(textIn(await typeAndConfirm('follow query "world models" -survey'))).toContain(
      'You now follow the query',
    );
    expect(await type('follow author Ada Lovelace')).toMatchObject({ title: 'You already follow this' });
    const changed = await type('follow author Ada Lovelace time:7:15');
    expect(changed).toMatchObject({ title: 'You already follow this; its schedule was changed' });
    expect(flattenText(readText(changed))).toContain('at 07:15 every day');
    expect(textIn(await type('following time:8:30'))).toContain('The new schedule is saved.');
    expect(textIn(await type('following'))).not.toContain('saved');
    expect(textIn(await type('my-data'))).not.toContain('None while');
    expect(await store.follows.list(personId('discord:ann'))).toEqual([
      { kind: 'author', text: 'Ada Lovelace' },
      { kind: 'query', text: '"world models" -survey' },
    ]);
    expect(await store.follows.findSchedule(personId('discord:ann'))).toMatchObject({
      cron: '30 8 * * *',
      zone: 'Europe/Paris',
    });
    expect(textIn(await type('following'))).toContain('1. author: Ada Lovelace');
    expect(textIn(await type('following', { person: personId('discord:bob') }))).toContain(
      'You do not follow anything yet',
    );
    expect(
      await dispatcher.complete(ASKER, { command: 'unfollow', option: 'which', typed: 'lovel' }),
    ).toEqual([{ label: 'author: Ada Lovelace', value: 'Ada Lovelace' }]);
    await type('unfollow 1');
    await type('unfollow "world models" -survey');
    expect(await store.follows.list(personId('discord:ann'))).toEqual([]);
    expect(textIn(await type('unfollow 7'))).toContain('You do not follow');
    // The time is still saved, but no message comes.
    expect(textIn(await type('my-data'))).toContain(
      'None while you follow nothing; saved: at 08:30 every day',
    );
    const file = await ask({ kind: 'line', text: 'my-data json' });
    expect(file.kind === 'file' && JSON.parse(file.content).dailyMessage).toEqual({
      ...{ when: 'at 08:30 every day', zone: 'Europe/Paris', quietHours: '22:00–07:00', language: 'en-GB' },
    });
  });

  it('come at a time, in a zone and around quiet hours that one sets, whatever the platform sends', async () => {
    const { type, typeAndConfirm, store, dispatcher } = await aDesk();
    const discord = { zone: undefined, person: personId('discord:bob'), locale: 'de' };
    expect(textIn(await type('following', discord))).toContain('You do not follow anything yet');
    expect(await store.follows.findSchedule(personId('discord:bob'))).toBeUndefined();
    expect(textIn(await typeAndConfirm('follow org Z.ai', discord))).toContain(
      'at 09:00 every day (UTC), quiet hours 22:00–07:00',
    );
    const line = 'following time:"6:30 am" zone:Asia/Tokyo quiet:21:30-6';
    expect(textIn(await type(line, discord))).toContain(
      'at 06:30 every day (Asia/Tokyo), quiet hours 21:30–06:00',
    );
    expect(await store.follows.findSchedule(personId('discord:bob'))).toEqual({
      person: personId('discord:bob'),
      cron: '30 6 * * *',
      zone: 'Asia/Tokyo',
      quiet: { from: 21 * 60 + 30, until: 6 * 60 },
      language: 'de',
      nextDueAt: Date.parse('2026-04-30T21:30:00Z'),
    });
    expect(textIn(await typeAndConfirm('follow org DeepMind quiet:none', discord))).toContain(
      'quiet hours none',
    );
    expect(textIn(await type('following quiet:night', discord))).toContain('is not a range of hours');
    expect(textIn(await type('follow author Ada zone:Mars', discord))).toContain('There is no time zone');
    expect(await store.follows.list(personId('discord:bob'))).toHaveLength(2);
    expect(await dispatcher.complete(ASKER, { command: 'following', option: 'zone', typed: 'toky' })).toEqual(
      [{ label: 'Asia/Tokyo', value: 'Asia/Tokyo' }],
    );
  });

  it('are fifty at most, and the time of one of fifty can still be changed', async () => {
    const { type, store, clock } = await aDesk();
    const person = personId('discord:ann');
    for (let n = 0; n < 50; n++)
      await store.follows.add(person, { kind: 'query', text: `topic ${n}` }, clock.now());
    await type('following time:9:00');
    expect(textIn(await type('follow query another'))).toContain('You already follow 50');
    expect(textIn(await type('follow query topic 7 time:7:15'))).toContain('its schedule was changed');
  });

  it('refuse a query that cannot be searched for, at once', async () => {
    const { type, store } = await aDesk();
    expect(textIn(await type('follow query votes:many'))).toContain('Write votes:>20');
    expect(await store.follows.list(personId('discord:ann'))).toEqual([]);
  });

  it.each(['query 🤖', 'query -survey', 'author 🤖', 'org …', 'author match:any'])(
    'refuse what no paper can match: %s',
    async (typed) => {
      const { type, store } = await aDesk();
      const text = textIn(await type(`follow ${typed}`));
      expect(text).toContain('No paper can match');
      expect(text).toContain('/papers follow query world models');
      expect(await store.follows.list(personId('discord:ann'))).toEqual([]);
    },
  );

  it.each([
    ['papers about world models', 3],
    ['latest research on world models', 3],
    ['any good survey of world models', 1],
    ['world models survey', 1],
    ['papers about world models, agents votes:>90', 4],
    ['"papers about"', 0],
  ])('read a request as a search does: %s', async (query, count) => {
    const { type, store, clock } = await aDesk();
    const titles = [
      'World models',
      'A survey of world models',
      'On world models: latest results',
      'Agents',
      'Survey of robots',
    ];
    const listed = await store.papers.findMany((await store.editions.find('2026-04-30'))?.paperIds ?? []);
    await store.papers.save(
      titles.flatMap((title, i) => (listed[i] ? [{ ...listed[i], title }] : [])),
      clock.now(),
    );
    const asked = await type(`follow query ${query}`);
    expect(asked.kind === 'fields' && asked.numbers).toMatchObject({ passing: count, papers: 25 });
  });

  it('take a query of filters alone', async () => {
    const { typeAndConfirm } = await aDesk();
    expect(textIn(await typeAndConfirm('follow query votes:>20'))).toContain('You now follow the query');
  });

  it('refuse what is neither an author, an organization nor a query', async () => {
    const { type } = await aDesk();
    expect(textIn(await type('follow venue NeurIPS'))).toContain('What to follow: author, org, or query');
    expect(textIn(await type('follow org'))).toContain('Say the name or the words to follow.');
  });
});
