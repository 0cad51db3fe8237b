import { describe, expect, it } from 'vitest';
import { aMailDesk, listDays } from './mail-desk.ts';
import { PLATFORMS } from './people.ts';

const ADDRESS = 'me@example.org';

/** The same as typed options of Discord and as a line of text elsewhere. */
function anOrder(time: string, zone: string) {
  return {
    name: 'email',
    options: { address: ADDRESS, often: 'weekly', time, zone },
    line: `email ${ADDRESS} weekly ${time} ${zone}`,
  };
}

describe.each(Object.keys(PLATFORMS))('/papers email on %s', (chat) => {
  it('stores the time and the zone as they were typed, and the first mail is due then', async () => {
    const { person, store, received, confirm } = await aMailDesk(chat);
    const answer = await person.ask(anOrder('08:00', 'Europe/Berlin'));
    expect(answer).toContain('Check your inbox');
    expect(answer.replaceAll('\\', '')).toMatch(/at\s+08:00\s+on\s+Monday\s+\(Europe\/Berlin\)/);
    expect(await store.subscriptions.list()).toEqual([]);
    await confirm();
    expect(received()).toHaveLength(1);
    expect(received()[0]?.text).toContain('at 08:00 on Monday (Europe/Berlin)');
    expect(await store.subscriptions.list()).toMatchObject([
      // It is Thursday, April 30. In summer Berlin is two hours ahead.
      { cron: '0 8 * * 1', zone: 'Europe/Berlin', nextDueAt: Date.parse('2026-05-04T06:00:00Z') },
    ]);
  });

  it.each([
    ['08:00', 'Europe/Berln', 'There is no time zone "Europe/Berln".', 'Use Europe/Berlin'],
    [
      '08:00',
      'CET',
      '"CET" is an abbreviation, not the zone of a place.',
      'Use Europe/Paris or Europe/Berlin',
    ],
    ['08:00', 'UTC+2', '"UTC+2" is a fixed offset', 'such as Europe/Paris'],
    ['25:00', 'Europe/Berlin', '"25:00" is not a time of day.', 'Write it as 09:00 or 5pm.'],
  ])('says what is wrong with %s %s, with an example as it is typed there', async (time, zone, what, fix) => {
    const { person, countAsked } = await aMailDesk(chat);
    const answer = (await person.ask(anOrder(time, zone))).replaceAll('\\', '').replace(/\s+/g, ' ');
    expect(answer).toContain(what);
    expect(answer).toContain(fix);
    expect(answer).toContain(EXAMPLES[chat] ?? EXAMPLES.elsewhere);
    expect(countAsked()).toBe(0);
  });
});

/** Discord fills in named options; elsewhere one types words in their order. */
const EXAMPLES: Readonly<Record<string, string>> = {
  Discord: 'address:me@example.org often:daily time:8:30 zone:Europe/Paris',
  elsewhere: 'email me@example.org daily 8:30 Europe/Paris',
};

describe('a weekly mail', () => {
  it('comes on its day alone, once, with the papers of the week; the next one with those of the week after', async () => {
    const { person, received, confirm, list, passTo } = await aMailDesk('Slack');
    await person.ask(anOrder('08:00', 'Europe/Berlin'));
    await confirm();
    const arrivals: string[] = [];
    const pass = async (time: string) => {
      const before = received().length;
      await passTo(time);
      for (let n = before; n < received().length; n++) arrivals.push(time);
    };
    // From Friday on. On Mondays one paper is listed before the mail, and one after it.
    for (const [i, day] of listDays('2026-05-01', 15).entries()) {
      const isMonday = i % 7 === 3;
      if (isMonday) await list(day, `${i + 1}`);
      for (const time of ['05:59:50', '06:00:10', '06:01:10']) await pass(`${day}T${time}Z`);
      await list(day, `${i + 1 + (isMonday ? 100 : 0)}`);
      for (const time of ['09:00:10', '16:00:10', '23:00:10']) await pass(`${day}T${time}Z`);
    }
    expect(arrivals).toEqual(['2026-05-04T06:00:10Z', '2026-05-11T06:00:10Z']);
    const [, first, second] = received();
    const read = (text = '') => [...text.matchAll(/\bNo\. (\d+)\./g)].map(([, n]) => Number(n));
    // Those of Thursday, when it was asked for, as well.
    expect(first?.text?.match(/\bPaper number \d+\b/g)).toHaveLength(25);
    expect(read(first?.text).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4]);
    expect(second?.text).not.toContain('Paper number');
    expect(read(second?.text).toSorted((a, b) => a - b)).toEqual([5, 6, 7, 8, 9, 10, 11, 104]);
  });
});
