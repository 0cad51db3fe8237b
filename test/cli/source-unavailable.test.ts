import { describe, expect, it, onTestFinished } from 'vitest';
import { type HfFault, startHfServer } from '../../loopback/hugging-face/index.ts';
import { hfItems } from '../../loopback/hugging-face/items.ts';
import type { App } from '../../src/cli/base/app.ts';
import { start } from '../../src/cli/commands/start.ts';
import { createDeliver } from '../../src/jobs/delivery/deliver.ts';
import { createRefresh } from '../../src/jobs/papers/refresh.ts';
import { createTallies } from '../../src/jobs/votes/tallies.ts';
import { createHttp, type Http } from '../../src/sources/http/client.ts';
import { createSources } from '../../src/sources/index.ts';
import { openStore } from '../../src/store/open-store.ts';
import { aClock, aLog, aRecordingInbound, aSubscription, until } from '../support/builders.ts';
import { aPlatform } from '../support/fake-platform.ts';
import { channelId } from '../support/ids.ts';
import { IN_PROCESS } from '../support/in-process.ts';

const TODAY = '2026-04-30';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const CHANNEL = channelId('discord:100');
const OLDER = hfItems(12, { from: 500, upvotes: 400 });

/** The bot as `start` runs it, with the real client, store and jobs, before a digest at nine. The minutes are the test's. */
async function aBot({ hasOlder = false, emptyDays = 'say' as 'say' | 'silent', items = hfItems(15) } = {}) {
  const days = { '2026-04-29': hasOlder ? OLDER : [], [TODAY]: items };
  const hf = await startHfServer({ today: TODAY, days });
  const clock = aClock(`${TODAY}T08:59:00Z`);
  const log = aLog();
  const store = await openStore({ url: ':memory:', log });
  const platform = aPlatform('discord');
  const platforms = new Map([['discord', platform] as const]);
  const network = { isThere: true, hangs: false };
  const options = {
    origins: [{ url: hf.url, concurrency: 4 }],
    ...{ userAgent: 'Paperboy/test', clock, log, backoffMs: 1, maxBytes: 1_000_000 },
    sleep: async () => undefined,
    fetch: (input: string | URL | Request, init?: RequestInit) =>
      network.isThere ? fetch(input, init) : Promise.reject(noNetwork()),
  };
  // An answer that comes is waited for, however slow this machine; one that never comes is not.
  const [patient, impatient] = [createHttp(options), createHttp({ ...options, timeoutMs: 50 })];
  const http: Http = { get: (...args) => (network.hangs ? impatient : patient).get(...args) };
  const source = createSources({ http, huggingFaceUrl: hf.url, arxivUrl: hf.url, parsers: IN_PROCESS, log });
  const refresh = createRefresh({ store, source, search: { update: async () => undefined }, clock, log });
  const findCardSummary = () => undefined;
  const deps = {
    ...{
      store,
      platforms,
      findCardSummary,
      clock,
      log,
      owner: 'one',
      maxLatenessMs: 6 * HOUR,
      concurrency: 2,
      sourceName: 'Hugging Face',
    },
  };
  const deliver = createDeliver(deps);
  const rounds = watchRounds({ refresh, deliver, clock });
  if (hasOlder) {
    clock.set('2026-04-29T12:00:00Z');
    await refresh.run();
    clock.set(`${TODAY}T08:59:00Z`);
  }
  const nextDueAt = Date.parse(`${TODAY}T09:00:00Z`);
  await store.subscriptions.put(aSubscription({ channel: CHANNEL, count: 3, emptyDays, nextDueAt }));
  const stop = Promise.withResolvers<void>();
  const app: Partial<App> = {
    ...{ clock, log, store, ...rounds.watched, platforms, inbound: aRecordingInbound() },
    tallies: createTallies({ ...deps, wallClock: clock, editEveryMs: 3000, editWithinMs: HOUR }),
    ...{ refreshMinutes: 10, tickEveryMs: 50 },
    notifyFollowers: async () => undefined,
    print: () => undefined,
  };
  const begin = () => {
    const ended = start(app as App, stop.promise);
    onTestFinished(async () => {
      stop.resolve();
      await ended;
      await store.close();
      await hf.close();
    });
  };
  const last = async () => (await store.deliveries.listRecent(CHANNEL, 1))[0];
  /** Lets minutes go by, each with its question to the source and a look at what is due after it. */
  async function minutes(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      clock.advance(MINUTE);
      await rounds.over();
    }
  }
  /** The source serves again: by the second minute, where the first look was taken before the source had answered. */
  async function untilSent(): Promise<void> {
    for (let i = 0; i < 2 && (await last())?.state !== 'sent'; i++) await minutes(1);
  }
  return { hf, network, clock, store, platform, begin, last, over: rounds.over, minutes, untilSent };
}

/** Knows when the source has been asked at the time that the clock shows, and what is due has been looked at after that. */
function watchRounds({ refresh, deliver, clock }: Pick<App, 'refresh' | 'deliver' | 'clock'>) {
  let askedAt = 0;
  let lookedAt = 0;
  const watched: Pick<App, 'refresh' | 'deliver'> = {
    refresh: {
      ...refresh,
      async run() {
        const now = clock.now();
        const status = await refresh.run();
        askedAt = now;
        return status;
      },
    },
    deliver: {
      ...deliver,
      async run() {
        const after = askedAt;
        await deliver.run();
        lookedAt = after;
      },
    },
  };
  return { watched, over: () => until(() => lookedAt >= clock.now(), 'a round is over', 20_000) };
}

function noNetwork(): Error {
  const cause = Object.assign(new Error('getaddrinfo ENOTFOUND huggingface.co'), { code: 'ENOTFOUND' });
  return new TypeError('fetch failed', { cause });
}

const NINE = Date.parse(`${TODAY}T09:00:05Z`);

const FAULTS = ['500', 'hang', 'garbage', '429', 'shape', 'reset'] as const satisfies readonly HfFault[];

describe.each([
  ['a fresh bot', false],
  ['a bot with older editions', true],
])('%s, whose source fails at the due moment', (_, hasOlder) => {
  it.each([...FAULTS, 'no network' as const])(
    '(%s) waits, asks again every minute, and posts the day once the source is back',
    async (fault) => {
      const { hf, network, begin, last, over, minutes, untilSent, platform, clock } = await aBot({
        hasOlder,
      });
      if (fault === 'no network') network.isThere = false;
      else hf.fault(fault, 99_999);
      network.hangs = fault === 'hang';
      clock.set(NINE);
      begin();
      await over();
      await minutes(2);
      expect(platform.posts).toEqual([]);
      expect(await last()).toMatchObject({ state: 'due', attempts: 0 });
      expect((await last())?.reason?.code).toBe('waits-for-source');
      hf.clearFaults();
      Object.assign(network, { isThere: true, hangs: false });
      await untilSent();
      expect(platform.posts[0]?.message).toMatchObject({ kind: 'overview', day: TODAY });
      expect((await last())?.digest?.papers.map(({ day }) => day)).toEqual([TODAY, TODAY, TODAY]);
    },
    40_000,
  );

  it.each(['say', 'silent'] as const)(
    'longer than a digest may be late: says so, once an outage (empty days: %s)',
    async (emptyDays) => {
      const { network, begin, last, over, minutes, platform, clock, store } = await aBot({
        hasOlder,
        emptyDays,
      });
      network.isThere = false;
      clock.set(NINE);
      begin();
      await over();
      clock.advance(5 * HOUR + 57 * MINUTE);
      await minutes(1);
      expect(platform.posts).toEqual([]);
      clock.advance(MINUTE);
      await minutes(1);
      expect((await last())?.state).toBe('failed');
      expect(platform.posts.map(({ message }) => message)).toEqual([
        {
          ...{ kind: 'notice', tone: 'info', title: 'No digest today' },
          text: 'Hugging Face could not be reached between Thu, Apr 30, 2026, 09:00 (UTC) and Thu, Apr 30, 2026, 15:00 (UTC), so it is not known which papers are new. The next digest is due Fri, May 1, 2026, 09:00 (UTC).',
        },
      ]);
      expect((await last())?.reason?.code).toBe('source-away');
      const next = (await store.subscriptions.find(CHANNEL))?.nextDueAt ?? 0;
      clock.set(next + 1000);
      await over();
      expect((await last())?.slot).toBe(next);
      clock.set(next + 7 * HOUR);
      await over();
      expect((await last())?.state).toBe('failed');
      expect(platform.posts).toHaveLength(1);
    },
    40_000,
  );
});

it('a list that was fetched and is empty is an empty day, whatever the source does next', async () => {
  const { hf, begin, last, over, platform, clock } = await aBot({ items: [] });
  begin();
  await over();
  hf.fault('500', 99_999);
  clock.set(NINE);
  await until(async () => (await last())?.state === 'skipped', 'the day is known to be empty');
  expect(platform.posts.map(({ message }) => message)).toMatchObject([{ title: 'No new papers today' }]);
});
