import { describe, expect, it } from 'vitest';
import { createNotifyFollowers } from '../../src/jobs/people/follow.ts';
import { aDesk } from '../commands/desk.ts';
import { aRecordingInbound } from '../support/builders.ts';
import { saveWeek } from '../support/week.ts';
import { PLATFORMS } from './people.ts';
import { aDelivery, discordRig, slackRig } from './rig.ts';

/** A desk whose 25 papers are distinguished from the eight of the week by none of these words. */
async function aWeekAt(connect: (typeof PLATFORMS)[string]) {
  const desk = await aDesk();
  await saveWeek(desk.store, desk.clock.now());
  return { desk, person: await connect({ ...aRecordingInbound(), ...desk.dispatcher }) };
}

/** What is read, on one line and without a platform's escapes. */
const plainly = (text: string) => text.replaceAll('\\', '').replace(/\s+/g, ' ');

describe.each(Object.entries(PLATFORMS))('what one follows on %s', (_name, connect) => {
  it.each([
    ['author', 'Li', '1 of the 33 papers of the last week matches'],
    ['author', 'An', 'None of the 33 papers of the last week matches'],
    ['author', 'Müller', '1 of the 33 papers'],
    ['org', 'AI', '1 of the 33 papers'],
    ['org', 'Open AI', '1 of the 33 papers'],
    ['query', 'multi-agent', '1 of the 33 papers'],
    ['query', 'multiagents', '1 of the 33 papers'],
    ['query', 'world models, video generation', '2 of the 33 papers'],
    ['query', 'match:any world models', '30 of the 33 papers'],
    ['query', 'quantum pizza', 'write match:any to accept'],
  ])('is answered with how much of the last week passes: %s %s', async (what, text, says) => {
    const { person } = await aWeekAt(connect);
    const line = `follow ${what} ${text}`;
    expect(plainly(await person.ask({ name: 'follow', options: { what, text }, line }))).toContain(says);
  });

  it('keeps the word for looser matching, and what is typed last holds', async () => {
    const { desk, person } = await aWeekAt(connect);
    for (const text of ['world models', 'match:any world models'])
      await person.askAndConfirm({
        name: 'follow',
        options: { what: 'query', text },
        line: `follow query ${text}`,
      });
    const following = await person.ask({ name: 'following', line: 'following' });
    expect(plainly(following)).toContain('1. query: match:any world models');
    expect(following).not.toContain('2.');
    expect(await desk.store.subscriptions.list()).toEqual([]);
  });
});

describe.each(Object.entries(PLATFORMS))('topics on %s', (_name, connect) => {
  it.each([
    ['world models, video generation', '2 of the 33 papers of the last week match'],
    ['match:any, world models, video generation', '31 of the 33 papers of the last week match'],
    ['astrology', 'None of the 33 papers of the last week matches'],
  ])('are answered with how many papers pass, in the command and in the form: %s', async (topics, says) => {
    const { desk, person } = await aWeekAt(connect);
    const subscribe = { name: 'subscribe', options: { topics }, line: `subscribe topics:${topics}` };
    expect(plainly(await person.ask(subscribe))).toContain(says);
    expect(await desk.store.subscriptions.list()).toEqual([]);
    expect(plainly(await person.press('Save'))).toContain(says);
    const [before] = await desk.store.subscriptions.list();
    expect(plainly(await person.settings({ topics, count: '9' }))).toContain(says);
    expect(await desk.store.subscriptions.list()).toEqual([before]);
    await person.press('Save');
    const [after] = await desk.store.subscriptions.list();
    expect(after).toMatchObject({ count: 9, topics: before?.topics });
  });
});

describe.each([
  ['Discord', discordRig],
  ['Slack', slackRig],
] as const)('the private message on %s', (_name, open) => {
  it('says of each paper which follow it came for', async () => {
    const rig = await open();
    const { store, clock, log } = await aDelivery(rig);
    await saveWeek(store, clock.now());
    for (const follow of [
      { kind: 'author', text: 'Ada Lovelace' },
      { kind: 'query', text: 'video generation' },
    ] as const)
      await store.follows.add(rig.owner, follow, clock.now());
    await store.follows.setSchedule({
      ...{ person: rig.owner, cron: '0 9 * * *', zone: 'UTC', language: 'en' },
      ...{ quiet: { from: 0, until: 0 }, nextDueAt: clock.now() },
    });
    const platforms = new Map([[rig.platform.name, rig.platform]]);
    await createNotifyFollowers({ store, platforms, clock, log, findCardSummary: () => undefined })();
    const notice = plainly(rig.notices());
    expect(notice).toContain('5 new papers that you follow');
    expect(notice).toMatch(/You follow author: .{0,80}Ada Lovelace/);
    expect(notice).toMatch(/You follow query: .{0,80}video generation/);
  });
});
