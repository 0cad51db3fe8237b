import { setTimeout as sleep } from 'node:timers/promises';
import { StoppedError } from '../core/base/errors.ts';
import { type PlatformName, splitChannel } from '../core/base/ids.ts';
import type { Text } from '../core/base/text.ts';
import { counted } from '../core/paper/format.ts';
import { enqueueDue } from '../jobs/enqueue.ts';
import { startSchedule } from '../jobs/schedule.ts';
import { type App, EXIT } from './app.ts';
import { wordForCommandLine } from './word-commands.ts';

/** In-flight posts have so long to finish; what is left is safe in the ledger. */
const STOP_WITHIN_MS = 10_000;

/** So long the digests wait for the platforms' connections; they need none, only commands and votes do. */
const CONNECT_MS = 10_000;

/** While a digest waits for the newest list the source is asked every minute: at each tick, which may come a little early. */
const ASK_AGAIN_MS = 50_000;

const NO_PLATFORM = `No platform has a token, so this terminal takes their place.
Set DISCORD_TOKEN, or SLACK_BOT_TOKEN and SLACK_APP_TOKEN, in .env (see .env.example), and start again.`;

const ANOTHER_SERVES = `Another Paperboy serves from this database: commands may be answered twice.
Stop one of the two, or give this one a DATABASE_URL of its own.`;

/** How a platform is connected, or how its channels are let go. */
const CONNECT: Readonly<Record<PlatformName, string>> = {
  discord: 'Set DISCORD_TOKEN, or unsubscribe them.',
  slack: 'Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN, or unsubscribe them.',
  terminal: 'The terminal serves only where no platform has a token.',
};

/** Runs the bot until `until` resolves. Returns the exit code. */
export async function start(app: App, until: Promise<void>): Promise<number> {
  const { log, clock, refresh, deliver } = app;
  if (app.left) app.print(NO_PLATFORM);
  await warnOfSetup(app).catch((err: unknown) =>
    app.log.warn({ err }, 'the set-up could not be looked over'),
  );
  const connecting = connect(app);
  const refusal = connecting.then((isAny) => (isAny ? undefined : EXIT.refused));
  const ending = Promise.race([until.then(() => EXIT.ok), refusal.then((code) => code ?? pending())]);
  const early = await Promise.race([ending, refusal, sleep(CONNECT_MS, undefined, { ref: false })]);
  if (early === EXIT.refused) return early;

  let lastRefresh = Number.NEGATIVE_INFINITY;
  let refreshing: Promise<unknown> | undefined;
  let telling: Promise<void> | undefined;
  let asking: Promise<void> | undefined;
  let showing: Promise<void> | undefined;
  let deleting: Promise<void> | undefined;
  /** A minute at most: a source that hangs must not hold up the digests, and one slow channel not the next tick. */
  const patiently = async (work: Promise<unknown>, failure: string): Promise<void> => {
    await settled(
      work.catch((err: unknown) => log.error({ err }, failure)),
      app.tickEveryMs,
    );
  };
  const refreshIfDue = async (): Promise<void> => {
    const everyMs = deliver.isWaitingForSource() ? ASK_AGAIN_MS : app.refreshMinutes * 60_000;
    if (refreshing || clock.now() - lastRefresh < everyMs) return;
    lastRefresh = clock.now();
    refreshing = refresh.run().finally(() => {
      refreshing = undefined;
    });
    await patiently(refreshing, 'the papers could not be refreshed');
  };
  const tick = async (): Promise<void> => {
    await refreshIfDue();
    await enqueueDue(app);
    await patiently(deliver.run(), 'the digests could not be delivered');
    // arXiv may take minutes to answer: no digest waits for it.
    asking ??= app.withdrawals.run().finally(() => {
      asking = undefined;
    });
    showing ??= app.tallies
      .resume(app.stopping)
      .catch((err: unknown) => log.error({ err }, 'the tallies could not be shown'))
      .finally(() => {
        showing = undefined;
      });
    deleting ??= app.retention
      .run()
      .catch((err: unknown) => log.error({ err }, 'what has reached its age could not be deleted'))
      .finally(() => {
        deleting = undefined;
      });
    // Thousands of people take longer than a minute: no digest waits for them, and nobody is told by two rounds at once.
    telling ??= app
      .tellFollowers()
      .catch((err: unknown) => log.error({ err }, 'the followers could not be told'))
      .finally(() => {
        telling = undefined;
      });
  };
  const serve = () => {
    const first = tick().catch((err: unknown) => log.error({ err }, 'the first tick failed'));
    const schedule = startSchedule(tick, log, app.tickEveryMs);
    log.info({ platforms: [...app.platforms.keys()] }, 'Paperboy is running');
    return { first, schedule };
  };
  // Stopped while it connects, it begins nothing that the stop would break off.
  const serving = early === EXIT.ok ? undefined : serve();

  const code = await ending;
  log.info({}, 'stopping');
  const ordered = (async () => {
    await serving?.schedule.stop();
    await deliver.stop();
    await Promise.allSettled([serving?.first, refreshing, telling, asking, showing, deleting]);
    await app.tallies.flush();
    await Promise.all([...app.platforms.values()].map(({ connection }) => connection?.stop()));
    await connecting;
  })();
  const inTime = await settled(ordered, STOP_WITHIN_MS);
  if (inTime) log.info({}, 'stopped');
  else
    log.warn({ waitedMs: STOP_WITHIN_MS }, 'stopped before everything was finished; the next start goes on');
  return code;
}

/** How Slack's events come, and what would otherwise be noticed by what does not come, or comes twice. */
async function warnOfSetup({ store, platforms, slackEvents, log, print }: App): Promise<void> {
  if (slackEvents) {
    const { way, says, warning } = slackEvents;
    print(`${says}.`);
    log.info({ way }, says);
    if (warning) {
      print(`Warning: ${warning}`);
      log.warn({ way }, warning);
    }
  }
  if (!store.claim()) {
    print(ANOTHER_SERVES);
    log.warn({}, 'another process serves from this database');
  }
  const waiting = (await store.subscriptions.list()).flatMap(({ channel, paused }) => {
    const platform = splitChannel(channel)?.platform;
    return paused || platform === undefined || platforms.has(platform) ? [] : [{ platform, channel }];
  });
  for (const [platform, channels] of Map.groupBy(waiting, (one) => one.platform)) {
    const who = counted(channels.length, 'subscribed channel', 'en');
    print(`${who} on ${platform} will get nothing, since it is not connected. ${CONNECT[platform]}`);
    log.warn(
      { platform, channels: channels.length },
      'subscribed channels are on a platform without a token',
    );
  }
}

function pending(): Promise<never> {
  return new Promise(() => undefined);
}

/** Resolves when each platform has come to a connection or to its end, with whether any is connected. */
async function connect({ platforms, inbound, log, print }: App): Promise<boolean> {
  const attempts = [...platforms.values()].map(async (platform) => {
    try {
      await platform.connection?.start(inbound);
      return true;
    } catch (err) {
      if (err instanceof StoppedError) {
        log.info({ platform: platform.name }, 'stopped before the platform was connected');
        return false;
      }
      log.error({ platform: platform.name, err }, 'a platform could not be started');
      const { message, fix } = err as { message?: string; fix?: Text };
      const told = fix ? `\n  ${wordForCommandLine(fix)}` : '';
      print(`${platform.name}: ${message ?? 'could not be started'}${told}`);
      return false;
    }
  });
  return (await Promise.all(attempts)).some((isConnected) => isConnected);
}

/** Whether the work came to its end in time. */
async function settled(work: Promise<unknown>, withinMs: number): Promise<boolean> {
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
