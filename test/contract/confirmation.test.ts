import { describe, expect, it } from 'vitest';
import { aDesk } from '../commands/desk.ts';
import { aRecordingInbound } from '../support/builders.ts';
import { saveWeek } from '../support/week.ts';
import { PLATFORMS } from './people.ts';

async function aWeekAt(connect: (typeof PLATFORMS)[string]) {
  const desk = await aDesk();
  await saveWeek(desk.store, desk.clock.now());
  return { desk, person: await connect({ ...aRecordingInbound(), ...desk.dispatcher }) };
}

/** What is read, on one line and without a platform's escapes. */
const plainly = (text: string) => text.replaceAll('\\', '').replace(/\s+/g, ' ');

/** Who follows something, and which channels are subscribed. */
async function savedBy({ store }: Awaited<ReturnType<typeof aDesk>>) {
  const [subscription] = await store.subscriptions.list();
  const { persons } = { persons: await store.follows.listDue(Number.MAX_SAFE_INTEGER) };
  return { subscription, followers: persons.length };
}

const FOLLOW = {
  name: 'follow',
  options: { what: 'query', text: 'world models, video generation' },
  line: 'follow query world models, video generation',
};
const SUBSCRIBE = {
  name: 'subscribe',
  options: { time: '7:15', topics: 'world models', without: 'survey' },
  line: 'subscribe 7:15 topics:world models without:survey',
};

it('a form that cannot be read on Discord is opened again with what was typed, and is then saved', async () => {
  const { desk, person } = await aWeekAt(PLATFORMS.Discord ?? expect.unreachable());
  const typed = { time: 'late', count: '7', topics: 'world models' };
  const refused = plainly(await person.settings(typed));
  expect(refused).toContain('"late" is not a time of day');
  expect(refused).not.toContain('/papers subscribe');
  const form = await person.press('Change');
  for (const value of Object.values(typed)) expect(form).toContain(`"value":"${value}"`);
  expect((await savedBy(desk)).subscription).toBeUndefined();
  await person.send({ time: '9:30', zone: 'Europe/Paris' });
  expect(plainly(await person.press('Save'))).toContain('This channel is subscribed');
  expect((await savedBy(desk)).subscription).toMatchObject({
    ...{ zone: 'Europe/Paris', count: 7, topics: ['world models'] },
  });
});

describe.each(Object.entries(PLATFORMS))('before anything is saved on %s', (name, connect) => {
  it('a follow says how many papers of the week match and which, and is saved when one says so', async () => {
    const { desk, person } = await aWeekAt(connect);
    const question = plainly(await person.ask(FOLLOW));
    expect(question).toContain('Follow the query "world models, video generation"?');
    expect(question).toContain('2 of the 33 papers of the last week match.');
    expect(question).toContain('Agentic World Modeling: Foundations and Laws');
    expect(question).toContain('Longer clips from one prompt');
    expect(await savedBy(desk)).toMatchObject({ followers: 0 });
    expect(plainly(await person.press('Follow'))).toContain('You now follow the query');
    expect(await savedBy(desk)).toMatchObject({ followers: 1 });
  });

  it('a follow is not saved when one says no', async () => {
    const { desk, person } = await aWeekAt(connect);
    await person.ask(FOLLOW);
    expect(plainly(await person.press('Cancel'))).toContain('Nothing was changed');
    expect(await savedBy(desk)).toMatchObject({ followers: 0 });
  });

  it('a filter says it too, may be changed in a form, which asks again, and is saved as it was shown', async () => {
    const { desk, person } = await aWeekAt(connect);
    expect(plainly(await person.ask(SUBSCRIBE))).toContain('1 of the 33 papers of the last week matches');
    const form = await person.press('Change');
    if (name !== 'the terminal') expect(plainly(form)).toContain('world models');
    const again = plainly(await person.send({ time: '7:45', topics: 'video generation' }));
    expect(again).toContain('of the 33 papers of the last week match');
    expect(again).toContain('Longer clips from one prompt');
    expect((await savedBy(desk)).subscription).toBeUndefined();
    expect(plainly(await person.press('Save'))).toContain('This channel is subscribed');
    expect((await savedBy(desk)).subscription).toMatchObject({
      ...{ cron: '45 7 * * 1-5', topics: ['video generation'], without: ['survey'] },
    });
  });

  it('a form says it where it was sent off', async () => {
    const { desk, person } = await aWeekAt(connect);
    const question = plainly(
      await person.settings({ topics: 'world models, video generation', time: '7:15' }),
    );
    expect(question).toContain('2 of the 33 papers of the last week match');
    if (name.startsWith('Slack')) expect(question).toContain('"type":"modal"');
    expect((await savedBy(desk)).subscription).toBeUndefined();
    expect(plainly(await person.press('Save'))).toContain('This channel is subscribed');
    expect((await savedBy(desk)).subscription).toMatchObject({
      topics: ['world models', 'video generation'],
    });
  });

  it('a form without a filter is saved at once', async () => {
    const { desk, person } = await aWeekAt(connect);
    expect(plainly(await person.settings({ time: '7:15' }))).toContain('This channel is subscribed');
    expect((await savedBy(desk)).subscription).toMatchObject({ cron: '15 7 * * 1-5' });
  });

  it('what no paper matches comes with a line to type that some do', async () => {
    const { person } = await aWeekAt(connect);
    const text = 'world pizza';
    const question = await person.ask({
      ...{ name: 'follow', options: { what: 'query', text } },
      line: `follow query ${text}`,
    });
    expect(plainly(question)).toContain('No paper matches');
    const typed =
      name === 'Discord'
        ? /follow what:query text:match:any world pizza/
        : /follow query match:any world pizza/;
    expect(plainly(question)).toMatch(typed);
  });
});
