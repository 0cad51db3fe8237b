import { expect, it } from 'vitest';
import { toChannelId } from '../../src/core/base/ids.ts';
import { DEFAULT_SUBSCRIPTION } from '../../src/core/schedule/subscription.ts';
import { aCity } from './city.ts';
import { describeOnPostgres, openProcesses } from './processes.ts';
import { INSTALLED, installIn, SIGNING_SECRET } from './workspaces.ts';

const AT = Date.parse('2026-04-30T09:00:20Z');
const LATEST = { timeout: 240_000, interval: 100 };
/** How many channels each workspace has: a large one, and small ones. */
const SIZES = [12, 1, 1, 1];
const CARDS = 4;

/** The real process three times on one database, with true limits on Slack, so that the bot's clock runs as fast as the real one. */
async function aSlackBot(databaseUrl: string) {
  const city = await aCity({ ...INSTALLED, DISCORD_TOKEN: '' }, { slack: { limits: true } });
  const { store, processes } = await openProcesses({
    ...{ city, databaseUrl, signingSecret: SIGNING_SECRET, speed: 1, from: AT },
  });
  const workspaces = await Promise.all(SIZES.map((_, n) => installIn(city, store, `N${n}`)));
  /** Lets each channel of a workspace have its digest at the next tick. */
  const subscribe = async () => {
    for (const [n, { tenant, workspace }] of workspaces.entries())
      for (let i = 0; i < (SIZES[n] ?? 0); i++) {
        workspace.state.addChannel(`C${n}N${i}`);
        await store.subscriptions.put({
          ...DEFAULT_SUBSCRIPTION,
          ...{ channel: toChannelId(tenant, `C${n}N${i}`), tenant, count: CARDS, layout: 'cards' },
          ...{ nextDueAt: AT, createdAt: AT - 60_000 },
        });
      }
  };
  const count = (...which: readonly number[]) =>
    which
      .flatMap((n) => [...(workspaces[n]?.workspace.state.channels.values() ?? [])])
      .reduce((sum, { messages }) => sum + messages.length, 0);
  return { city, processes, subscribe, count };
}

describeOnPostgres('three processes that post to several Slack workspaces', 'slack', (server) => {
  it('keep to Slack’s rates together, one at a time, also where another one goes on, and a large workspace delays no other', async () => {
    const { city, processes, subscribe, count } = await aSlackBot(server.url('slack'));
    const bots = await Promise.all(SIZES.slice(1).map(() => processes.start()));
    const isRunning = () => bots.every(({ text }) => text().includes('Paperboy is running'));
    await expect.poll(isRunning, LATEST).toBe(true);
    await subscribe();
    await expect.poll(() => count(1, 2, 3), LATEST).toBe(3 * CARDS);
    const ofLarge = count(0);
    expect(ofLarge, 'the large one is far from done').toBeLessThan((SIZES[0] ?? 0) * CARDS);
    expect(city.slack.rateLimited, 'none was refused').toBe(0);

    // Another process goes on in the same second, and knows nothing of what this one has just posted.
    const former = await processes.roles.findHolder('slack');
    await processes.end(former);
    const all = SIZES.reduce((sum, size) => sum + size, 0) * CARDS;
    await expect.poll(() => count(0, 1, 2, 3), LATEST).toBe(all);
    expect(city.slack.rateLimited, 'at most once for each channel').toBeLessThanOrEqual(SIZES[0] ?? 0);
    await new Promise((resolve) => setTimeout(resolve, 2000));
    expect(count(0, 1, 2, 3), 'nothing twice').toBe(all);
    const senders = bots.filter(({ text }) => text().includes('delivery attempted'));
    expect(senders, 'one sender, and the one after it').toHaveLength(2);
  }, 600_000);
});
