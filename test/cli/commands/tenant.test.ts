import { expect, it, onTestFinished } from 'vitest';
import { listPlatforms } from '../../../src/app/platforms.ts';
import type { App } from '../../../src/cli/base/app.ts';
import { deleteTenant, exportTenant } from '../../../src/cli/commands/tenant.ts';
import { aDesk } from '../../commands/desk.ts';
import { aSubscription } from '../../support/builders.ts';
import { channelId, personId, tenantId } from '../../support/ids.ts';

const [ONE, TWO] = [tenantId('slack:T0123456789'), tenantId('slack:T0987654321')];

/** Two workspaces, each with a channel, a reading list, a vote and a token. */
async function anOperator() {
  const { store } = await aDesk();
  onTestFinished(() => store.close());
  for (const tenant of [ONE, TWO]) {
    const person = personId(`${tenant}/U0ADA0000`);
    await store.subscriptions.put(aSubscription({ channel: channelId(`${tenant}/C0123456789`), tenant }));
    await store.readingLists.put(person, '2604.00003', 1);
    await store.votes.cast({ paperId: '2604.00001', person, tenant, value: 1, source: 'button', at: 1 });
    await store.installations.save({ tenant, sealed: 'sealed tokens', installedAt: 1 });
  }
  const printed: string[] = [];
  const asked: string[] = [];
  let answer = false;
  const app: Partial<App> = {
    ...{ store, print: (line: string) => void printed.push(line), platformInfo: listPlatforms() },
    askYesNo: async (question) => {
      asked.push(question);
      return answer;
    },
  };
  return {
    ...{ store, printed, asked, app: app as App },
    sayYes: () => {
      answer = true;
    },
    rows: async (tenant: typeof ONE) => Object.keys(await store.tenants.read(tenant)).toSorted(),
  };
}

it('tenant export shows everything of one workspace, and neither its tokens nor anything of another one', async () => {
  const { app, printed } = await anOperator();
  expect(await exportTenant(app, ONE)).toBe(0);
  const said = printed.join('\n');
  expect(Object.keys(JSON.parse(said)).toSorted()).toEqual(
    ['installation', 'reading_list', 'subscription', 'tenant', 'vote'].toSorted(),
  );
  expect(said).not.toContain('sealed tokens');
  expect(said).not.toContain(TWO);
});

it('tenant delete asks back, and deletes that one alone', async () => {
  const { app, asked, printed, sayYes, rows } = await anOperator();
  expect(await deleteTenant(app, ONE, {})).not.toBe(0);
  expect(asked.join()).toContain(`Delete everything about ${ONE}, 4 rows?`);
  expect(await rows(ONE)).toHaveLength(4);
  sayYes();
  expect(await deleteTenant(app, ONE, {})).toBe(0);
  expect(await rows(ONE)).toEqual([]);
  expect(await rows(TWO)).toHaveLength(4);
  expect(await deleteTenant(app, ONE, { yes: true })).toBe(0);
  expect(printed.at(-1)).toBe(`Nothing is saved about ${ONE}.`);
});

it.each(['everybody', 'slack:C0123456789', 'slak:T0123456789'])('tenant refuses %s', async (typed) => {
  const { app } = await anOperator();
  await expect(deleteTenant(app, typed, { yes: true })).rejects.toThrow('no Discord server, Slack workspace');
});
