import { expect, it, onTestFinished } from 'vitest';
import { listPlatforms } from '../../../src/app/platforms.ts';
import type { App } from '../../../src/cli/base/app.ts';
import { runPerson } from '../../../src/cli/commands/person.ts';
import { aDesk } from '../../commands/desk.ts';
import { aPlatform } from '../../support/fake-platform.ts';
import { personId } from '../../support/ids.ts';

const WHO = personId('discord:100000000000000042');

async function anOperator() {
  const desk = await aDesk();
  onTestFinished(() => desk.store.close());
  await desk.type('save 2604.00003', { person: WHO });
  const printed: string[] = [];
  const { store, clock, log } = desk;
  const app: Partial<App> = {
    ...{ store, clock, log, print: (line: string) => void printed.push(line) },
    platforms: new Map([['discord', aPlatform()]]),
    platformInfo: listPlatforms(),
  };
  return {
    ...desk,
    printed,
    run: (...given: [string, { forget?: true }]) => runPerson(app as App, ...given),
  };
}

it('person prints what is saved about somebody as JSON', async () => {
  const { run, printed } = await anOperator();
  expect(await run(WHO, {})).toBe(0);
  expect(JSON.parse(printed.join('\n'))).toMatchObject({
    person: WHO,
    readingList: [{ paper: '2604.00003' }],
  });
});

it('person --forget deletes it, and says when there was nothing', async () => {
  const { run, printed, store } = await anOperator();
  expect(await run(WHO, { forget: true })).toBe(0);
  expect(await store.readingLists.list(WHO)).toEqual([]);
  await run(WHO, { forget: true });
  expect(printed).toEqual([`Everything about ${WHO} was deleted.`, `Nothing was saved about ${WHO}.`]);
});

it.each(['everybody', 'slak:T0123456789/U0123456789', 'slack:T0123456789/C0123456789', 'discord:ada'])(
  'person refuses %s, which is nobody on any platform',
  async (typed) => {
    const { run } = await anOperator();
    await expect(run(typed, { forget: true })).rejects.toThrow('neither a person on Discord nor on Slack');
  },
);
