import type { Platform } from '../core/ports.ts';
import { enqueueDue } from '../jobs/enqueue.ts';
import { startSchedule } from '../jobs/schedule.ts';
import { type App, EXIT } from './app.ts';

/** In-flight posts have so long to finish; what is left is safe in the ledger. */
const STOP_WITHIN_MS = 10_000;

const NO_PLATFORM = `No platform has a token, so this terminal takes their place.
Set DISCORD_TOKEN, or SLACK_BOT_TOKEN and SLACK_APP_TOKEN, in .env (see .env.example), and start again.`;

/** Runs the bot until `until` resolves. Returns the exit code. */
export async function start(app: App, until: Promise<void>): Promise<number> {
  const { log, clock, refresh, deliver } = app;
  if (app.left) app.print(NO_PLATFORM);
  const connected = await connect(app);
  if (connected.length === 0) return EXIT.refused;

  let lastRefresh = Number.NEGATIVE_INFINITY;
  const tick = async (): Promise<void> => {
    if (clock.now() - lastRefresh >= app.refreshMinutes * 60_000) {
      lastRefresh = clock.now();
      await refresh.run();
    }
    await enqueueDue(app);
    await deliver.run();
    await app.tellFollowers();
  };
  const first = tick().catch((err: unknown) => log.error({ err }, 'the first tick failed'));
  const schedule = startSchedule(tick, log, app.tickEveryMs);
  log.info({ platforms: connected.map(({ name }) => name) }, 'Paperboy is running');

  await until;
  log.info({}, 'stopping');
  const ordered = (async () => {
    await schedule.stop();
    await deliver.stop();
    await first;
    await app.tallies.flush();
    await Promise.all(connected.map((platform) => platform.stop()));
  })();
  const inTime = await finished(ordered, STOP_WITHIN_MS);
  if (inTime) log.info({}, 'stopped');
  else
    log.warn({ waitedMs: STOP_WITHIN_MS }, 'stopped before everything was finished; the next start goes on');
  return EXIT.ok;
}

/** One platform that cannot be reached does not keep the others waiting. */
async function connect({ platforms, inbound, log, print }: App): Promise<Platform[]> {
  const attempts = [...platforms.values()].map(async (platform) => {
    try {
      await platform.start(inbound);
      return [platform];
    } catch (err) {
      log.error({ platform: platform.name, err }, 'a platform could not be started');
      const { message, fix } = err as { message?: string; fix?: string };
      print(`${platform.name}: ${message ?? 'could not be started'}${fix ? `\n  ${fix}` : ''}`);
      return [];
    }
  });
  return (await Promise.all(attempts)).flat();
}

async function finished(work: Promise<void>, withinMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), withinMs);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
