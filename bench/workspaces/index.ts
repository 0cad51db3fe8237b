// How long digests take to reach the other workspaces while some of a thousand on one bot are slow.
//   npm run bench:workspaces -- --workspaces 1000 --slow 50
// The bot’s jobs and its Slack adapter run in this process over a loopback Slack, which holds each workspace to Slack’s limits.
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { createSlack } from '../../adapters/slack/index.ts';
import type { Workspace } from '../../loopback/slack/oauth.ts';
import { SlackServer } from '../../loopback/slack/server.ts';
import { createInstallations } from '../../src/app/installations.ts';
import { toChannelId, toTenantId } from '../../src/core/base/ids.ts';
import type { Store } from '../../src/core/store/store.ts';
import { createDeliver } from '../../src/jobs/delivery/deliver.ts';
import { enqueueDue } from '../../src/jobs/timing/enqueue.ts';
import { openStore } from '../../src/store/open-store.ts';
import { aClock, aSubscription, papers, saveEdition } from '../../test/support/builders.ts';
import { quantile } from '../load/fan-out.ts';

const DUE = Date.parse('2026-04-30T09:00:00Z');
const SLOW_CHANNELS = 20;
const LOG = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: (facts: object, message: string) =>
    void process.stderr.write(`${message} ${JSON.stringify(facts)}\n`),
};

const { values } = parseArgs({
  options: {
    workspaces: { type: 'string', default: '1000' },
    slow: { type: 'string', default: '50' },
  },
});
const [count, slow] = [Number(values.workspaces), Number(values.slow)];

/** Installs the app in a workspace whose channels get a digest: one, or many where Slack will not answer there. */
async function addWorkspace(
  server: SlackServer,
  store: Store,
  i: number,
  isSlow: boolean,
): Promise<Workspace> {
  const workspace = server.addWorkspace(`N${i}`);
  const { state, faults } = workspace;
  server.workspaces.set(state.botToken, workspace);
  const tenant = toTenantId('slack', state.team.id);
  const bot = { token: state.botToken, id: state.bot.id, userId: state.bot.user, scopes: state.scopes };
  const content = JSON.stringify({ team: state.team, isEnterpriseInstall: false, bot });
  await access(store).installations.save({ tenant, content, installedAt: 0 });
  for (let n = 0; n < (isSlow ? SLOW_CHANNELS : 1); n++) {
    state.addChannel(`C${i}N${n}`);
    const channel = toChannelId(tenant, `C${i}N${n}`);
    // What is slow is due first, as where it has been slow for a while.
    const nextDueAt = DUE - (isSlow ? 60_000 : 0);
    await store.subscriptions.put(aSubscription({ channel, tenant, count: 3, layout: 'compact', nextDueAt }));
  }
  if (isSlow) faults.add('chat.postMessage', { kind: 'hang', done: false }, 10_000);
  return workspace;
}

function access(store: Store) {
  const made = createInstallations({
    config: { SLACK_TOKEN_KEY: 'k'.repeat(32), SLACK_OLD_TOKEN_KEYS: undefined },
    store,
    log: LOG,
  });
  if (!made) throw new Error('there is a key');
  return made;
}

/** When each of the other workspaces had its digest, in milliseconds after it was due. */
async function run(slowOnes: number): Promise<number[]> {
  const server = await SlackServer.start({ limits: true });
  const clock = aClock(DUE + 1000);
  const store = await openStore({ url: ':memory:', log: LOG });
  await saveEdition(store, papers(5), clock.now());
  for (let i = 0; i < count; i++) await addWorkspace(server, store, i, i < slowOnes);
  const platform = createSlack({
    install: { clientId: '1.2', clientSecret: 'secret', ...access(store) },
    http: { signingSecret: 'x'.repeat(32), port: 0 },
    ...{ apiUrl: server.apiUrl, log: LOG, clock: { now: Date.now } },
  });
  const platforms = new Map([['slack', platform]]);
  const shared = { store, platforms, clock, log: LOG, owner: 'bench', maxLatenessMs: 6 * 3_600_000 };
  await enqueueDue(shared);
  const from = Date.now();
  const deliver = createDeliver({
    ...{ ...shared, concurrency: 32, sourceName: 'Hugging Face' },
    findCardSummary: ({ abstract }) => ({ text: abstract, by: 'abstract' }),
  });
  void deliver.run();
  const arrivals = () =>
    server
      .listCalls('chat.postMessage')
      .filter(({ team = '' }) => Number(team.slice('T0N'.length)) >= slowOnes)
      .map(({ at }) => at - from);
  while (arrivals().length < count - slowOnes) await new Promise((resolve) => setTimeout(resolve, 200));
  const found = arrivals();
  await platform.connection.stop();
  await server.close();
  return found.toSorted((a, b) => a - b);
}

process.stdout.write(`${cpus().length} × ${cpus()[0]?.model}, load ${loadavg()[0]?.toFixed(1)}\n\n`);
process.stdout.write('| workspaces | of them slow | p50 ms | p95 ms | last ms |\n|---|---|---|---|---|\n');
const medians: number[] = [];
for (const slowOnes of [0, slow]) {
  const times = await run(slowOnes);
  const [p50 = 0, p95 = 0, last = 0] = [0.5, 0.95, 1].map((share) => quantile(times, share));
  medians.push(p50);
  process.stdout.write(`| ${[count, slowOnes, ...[p50, p95, last].map(Math.round)].join(' | ')} |\n`);
}
const [without = 1, withSlow = 1] = medians;
process.stdout.write(`\nmedian with slow ones / without: ${(withSlow / without).toFixed(2)}\n`);
process.exit(0);
