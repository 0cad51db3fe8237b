import { expect, it, onTestFinished } from 'vitest';
import { type TenantId, toPersonId } from '../../src/core/base/ids.ts';
import { NEVER_QUIET } from '../../src/core/schedule/quiet-hours.ts';
import type { Store } from '../../src/core/store/store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { aLog } from '../support/builders.ts';
import { aFreePort } from '../support/free-port.ts';
import { aCity } from './city.ts';
import { INSTALLED, installIn } from './workspaces.ts';

const AT = '2026-04-30T09:00:20Z';
/** So the thousand take two minutes, and nobody waits for the end. */
const SPEED = 20;
const FOLLOWERS = 1000;
const LATEST = { timeout: 120_000, interval: 20 };

async function follow(store: Store, tenant: TenantId, user: string, nextDueAt: number): Promise<void> {
  const person = toPersonId(tenant, user);
  await store.follows.add(person, { kind: 'query', text: 'model' }, 0);
  const schedule = { cron: '0 9 * * *', zone: 'UTC', quiet: NEVER_QUIET, language: 'en' };
  await store.follows.setSchedule({ ...schedule, person, nextDueAt });
}

it('private digests to a thousand people of one workspace delay nobody in another one, also who is due later', async () => {
  const port = String(await aFreePort());
  const speed = String(SPEED);
  const city = await aCity({
    ...{ ...INSTALLED, DISCORD_TOKEN: '', SLACK_HTTP_PORT: port, PAPERBOY_CLOCK_SPEED: speed },
  });
  onTestFinished(() => city.close());
  const store = await openStore({ url: `file:${city.folder}/data/paperboy.sqlite`, log: aLog() });
  onTestFinished(() => store.close());
  const [big, small, later] = await Promise.all(
    ['BIG', 'SMALL', 'LATER'].map((name) => installIn(city, store, name)),
  );
  if (!big || !small || !later) throw new Error('three workspaces');
  const due = Date.parse(AT) - 10_000;
  const users = Array.from({ length: FOLLOWERS }, (_, n) => `U0N${n}`);
  for (const user of users) {
    big.workspace.state.addUser(user);
    await follow(store, big.tenant, user, due);
  }
  small.workspace.state.addUser('U0ADA');
  await follow(store, small.tenant, 'U0ADA', due + 1);
  // Due some ticks later, in the midst of the thousand.
  later.workspace.state.addUser('U0BOB');
  await follow(store, later.tenant, 'U0BOB', due + 5 * 60_000);

  const count = ({ workspace }: { workspace: { state: { team: { id: string } } } }) =>
    city.slack.listCalls('chat.postMessage').filter(({ team }) => team === workspace.state.team.id).length;
  const bot = city.start(AT, 'start');
  await expect.poll(() => count(small), LATEST).toBe(1);
  expect(count(big), bot.text()).toBeLessThan(FOLLOWERS / 10);
  await expect.poll(() => count(later), LATEST).toBe(1);
  expect(count(big), bot.text()).toBeLessThan(FOLLOWERS / 2);
  const people = city.slack.listCalls('conversations.open').map(({ team, args }) => `${team} ${args.users}`);
  expect(new Set(people).size, 'nobody is notified twice').toBe(people.length);
}, 240_000);
