import { expect, it } from 'vitest';
import { DeliveryError } from '../../src/core/base/errors.ts';
import { until } from '../support/builders.ts';
import { wordLine } from '../support/check-lines.ts';
import { personId, tenantId } from '../support/ids.ts';
import { aBotOfMany } from './many-workspaces.ts';

const HOUR_S = 3600;
const OLD_KEY = 'an older key that encrypted the tokens before';

async function aBotOfOne(options: Parameters<typeof aBotOfMany>[0] = {}) {
  const bot = await aBotOfMany(options);
  const one = bot.addWorkspace('ONE');
  await bot.install(one);
  return { ...bot, one, tenant: tenantId('slack:T0ONE') };
}

it('the way to install it leads through Slack and back, and nothing of whoever did it is stored', async () => {
  const { origin, store, one, installations, tenant, server } = await aBotOfOne();
  const begun = await fetch(`${origin}/slack/install`, { redirect: 'manual' });
  const to = new URL(begun.headers.get('location') ?? '');
  expect(begun.status).toBe(302);
  expect(`${to.origin}${to.pathname}`).toBe(`${server.url}/oauth/v2/authorize`);
  expect(to.searchParams.get('client_id')).toBe(server.oauth.clientId);
  expect(to.searchParams.get('scope')).toContain('chat:write');
  const saved = await installations.find(tenant);
  expect(saved?.content).toContain(one.state.botToken);
  expect(saved?.content).not.toContain('U0ADMIN');
  const [row] = await store.installations.list();
  expect(row?.sealed).not.toContain('xoxb');
  expect(Buffer.from(row?.sealed ?? '', 'base64url').toString('latin1')).not.toContain('xoxb');
});

it.each([
  ['another browser’s state', 'slack-app-oauth-state=another'],
  ['no cookie', ''],
])('nothing is installed with %s', async (_what, cookie) => {
  const { origin, server, addWorkspace, installations } = await aBotOfMany();
  const begun = await fetch(`${origin}/slack/install`, { redirect: 'manual' });
  const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state') ?? '';
  const query = new URLSearchParams({ code: server.oauth.allow(addWorkspace('ONE')), state });
  const ended = await fetch(`${origin}/slack/oauth_redirect?${query}`, { headers: { cookie } });
  expect(ended.status).toBe(400);
  expect(server.listCalls('oauth.v2.access')).toEqual([]);
  expect(await installations.find(tenantId('slack:T0ONE'))).toBeUndefined();
});

it('who asks for the pages to install it again and again has to wait; others have not', async () => {
  const { origin, server, wallClock } = await aBotOfMany();
  const ask = (path: string, from: string) =>
    fetch(`${origin}/slack/${path}`, { redirect: 'manual', headers: { 'x-forwarded-for': from } });
  const statuses: number[] = [];
  for (let i = 0; i < 12; i++) {
    const path = i % 2 === 0 ? 'install' : 'oauth_redirect?code=guessed&state=guessed';
    statuses.push((await ask(path, '203.0.113.1')).status);
  }
  expect(statuses.slice(0, 10)).not.toContain(429);
  expect(statuses.slice(10)).toEqual([429, 429]);
  const refused = await ask('install', '203.0.113.1');
  expect([refused.headers.get('retry-after'), await refused.text()]).toEqual([
    '10',
    expect.stringContaining('Try again in 10 seconds'),
  ]);
  expect((await ask('install', '203.0.113.2')).status).toBe(302);
  wallClock.advance(10_000);
  expect((await ask('install', '203.0.113.1')).status).toBe(302);
  expect(server.listCalls('oauth.v2.access')).toEqual([]);
});

it('a workspace that removes the app loses its tokens at once, is paused, and keeps its data for thirty days', async () => {
  const bot = await aBotOfOne();
  const { one, store, tenant, subscribe, uninstall, later, addWorkspace, install, platform, server } = bot;
  const two = addWorkspace('TWO');
  await install(two);
  const [channel, other] = [await subscribe(one), await subscribe(two)];
  await store.readingLists.put(personId('slack:T0ONE/U0ADA'), '2604.00001', 1);
  await store.readingLists.put(personId('slack:T0TWO/U0ADA'), '2604.00001', 1);
  await uninstall(one);
  expect(await store.installations.find(tenant)).toBeUndefined();
  expect((await store.subscriptions.find(channel))?.paused?.by).toBe('departure');
  expect((await store.subscriptions.find(other))?.paused).toBeUndefined();
  const calls = server.calls.length;
  const failed = platform.send(
    { channel: 'C0ONE', tenant },
    { kind: 'notice', tone: 'info', title: 'Hi' },
    'key',
  );
  await expect(failed).rejects.toThrow('not installed');
  expect(server.calls.length).toBe(calls);
  await later(29);
  expect(await store.readingLists.list(personId('slack:T0ONE/U0ADA'))).toHaveLength(1);
  await later(2);
  expect(await store.subscriptions.find(channel)).toBeUndefined();
  expect(await store.readingLists.list(personId('slack:T0ONE/U0ADA'))).toEqual([]);
  expect(await store.readingLists.list(personId('slack:T0TWO/U0ADA'))).toHaveLength(1);
  expect(await store.subscriptions.find(other)).toMatchObject({ channel: other });
});

it('a workspace that installs the app again within the grace goes on where it was', async () => {
  const { one, store, tenant, subscribe, uninstall, install, platform, messages } = await aBotOfOne();
  const channel = await subscribe(one);
  await uninstall(one);
  await install(one);
  expect((await store.subscriptions.find(channel))?.paused).toBeUndefined();
  expect(await store.tenants.listDeparted()).toEqual([]);
  await platform.send({ channel: 'C0ONE', tenant }, { kind: 'notice', tone: 'info', title: 'Hi' }, 'key');
  expect(messages(one)).toHaveLength(1);
});

it('a report of a removal from before the app was installed again deletes nothing', async () => {
  const { one, store, installations, tenant, uninstall, install, wallClock } = await aBotOfOne();
  const before = wallClock.now() - 60_000;
  await install(one);
  await uninstall(one, before);
  expect((await store.installations.find(tenant))?.tenant).toBe(tenant);
  expect((await installations.find(tenant))?.content).toContain(one.state.botToken);
});

it('where the report of a removal was missed, the first refused call has the same effect', async () => {
  const { one, store, tenant, subscribe, server, platform } = await aBotOfOne();
  const channel = await subscribe(one);
  server.oauth.revoke(one);
  const message = { kind: 'notice', tone: 'info', title: 'Hi' } as const;
  const failed = platform.send({ channel: 'C0ONE', tenant }, message, 'key');
  await expect(failed).rejects.toBeInstanceOf(DeliveryError);
  await until(async () => (await store.installations.find(tenant)) === undefined, 'its tokens are deleted');
  await until(
    async () => (await store.subscriptions.find(channel))?.paused?.by === 'departure',
    'the channel is paused',
  );
});

it('tokens that an old key encrypted are used, and encrypted with the current one', async () => {
  const first = await aBotOfOne({ key: OLD_KEY });
  const [sealed] = await first.store.installations.list();
  const second = await aBotOfMany({ oldKeys: [OLD_KEY] });
  if (!sealed) throw new Error('nothing is stored');
  await second.store.installations.save(sealed);
  expect((await second.installations.find(first.tenant))?.content).toContain('xoxb');
  const [renewed] = await second.store.installations.list();
  expect(renewed?.sealed).not.toBe(sealed.sealed);
  const without = await aBotOfMany();
  if (!renewed) throw new Error('nothing is stored');
  await without.store.installations.save(renewed);
  expect((await without.installations.find(first.tenant))?.content).toContain('xoxb');
  await without.store.installations.save(sealed);
  expect(await without.installations.find(first.tenant)).toBeUndefined();
});

it('a token that ends soon is renewed once, however many calls need it, and the new one is stored', async () => {
  const bot = await aBotOfOne({
    prepare: (oauth) => {
      oauth.expiresIn = 12 * HOUR_S;
    },
  });
  const { server, platform, tenant, wallClock, installations, one } = bot;
  const send = (key: string) =>
    platform.send({ channel: 'C0ONE', tenant }, { kind: 'notice', tone: 'info', title: 'Hi' }, key);
  await send('before');
  const renewals = () => server.listCalls('oauth.v2.access').filter(({ args }) => args.grant_type);
  expect(renewals()).toEqual([]);
  const [before] = [one.state.botToken];
  await shorten(bot, HOUR_S);
  wallClock.advance(61_000);
  await Promise.all([send('a'), send('b'), send('c')]);
  expect(renewals()).toHaveLength(1);
  expect(one.state.botToken).not.toBe(before);
  expect((await installations.find(tenant))?.content).toContain(one.state.botToken);
  await send('after');
  expect(renewals()).toHaveLength(1);
});

/** As if so much of a token's time were left. */
async function shorten(bot: Awaited<ReturnType<typeof aBotOfOne>>, seconds: number): Promise<void> {
  const { installations, tenant } = bot;
  const saved = await installations.find(tenant);
  if (!saved) throw new Error('nothing is installed');
  const content = JSON.parse(saved.content);
  content.bot.expiresAt = Math.floor(Date.now() / 1000) + seconds;
  await installations.save({ ...saved, content: JSON.stringify(content) });
}

it('an organization installs the app once, and each of its workspaces is served by that installation', async () => {
  const bot = await aBotOfMany();
  const { addWorkspace, install, store, subscribe, tick, messages, uninstall } = bot;
  const grid = addWorkspace('GRID');
  grid.state.organization = { id: 'E0GRID', name: 'The grid' };
  grid.state.addChannel('C0SECOND', {
    team: 'T0SECOND',
    members: new Set([grid.state.bot.user, 'U0ADA']),
  });
  expect((await install(grid)).status).toBe(200);
  expect((await store.installations.list()).map(({ tenant }) => tenant)).toEqual(['slack:E0GRID']);
  await grid.people.slash('U0ADA', 'C0SECOND', 'status').acked;
  await grid.people.slash('U0ADA', 'C0GRID', 'status').acked;
  await until(
    async () => (await store.installations.listCovered(tenantId('slack:E0GRID'))).length === 2,
    'both workspaces are known',
  );
  const channel = await subscribe(grid);
  await tick();
  expect(messages(grid)).toHaveLength(1);
  await uninstall(grid);
  expect(await store.installations.list()).toEqual([]);
  expect(await store.installations.find(tenantId('slack:T0SECOND'))).toBeUndefined();
  expect((await store.subscriptions.find(channel))?.paused?.by).toBe('departure');
});

it('the check says how many have installed it, and what of a channel’s workspace is amiss', async () => {
  const { platform, tenant } = await aBotOfOne();
  const run = async (channel?: string, of?: typeof tenant) =>
    (await platform.checks.run(channel, undefined, undefined, of))
      .map((line) => wordLine(line).what)
      .join(' ');
  expect(await run()).toContain('installed in 1 workspace');
  expect(await run('C0ONE', tenant)).toContain('The bot is in #c0one');
  expect(await run('C0TWO', tenantId('slack:T0TWO'))).toContain('not installed');
});
