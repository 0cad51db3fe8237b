import { setTimeout as sleep } from 'node:timers/promises';
import { PaperboyError, StoppedError } from '../../core/base/errors.ts';
import { parsePlatform } from '../../core/base/ids.ts';
import type { Text } from '../../core/base/text.ts';
import type { Platform } from '../../core/platform/platform.ts';
import { FETCH } from '../../core/store/roles.ts';
import { startSchedule } from '../../jobs/timing/schedule.ts';
import { type App, EXIT } from '../base/app.ts';
import { texts } from '../base/texts.ts';
import { wordForCommandLine } from '../chat/word-commands.ts';
import { isSettled, Ticks, type TicksApp } from './ticks.ts';

/** How long posts in progress may take to finish; the rest is safe in the database. */
const STOP_WITHIN_MS = 10_000;

/** How long the digests wait for the platforms' connections; they need none, only commands and votes do. */
const CONNECT_MS = 10_000;

const LIST = new Intl.ListFormat('en-US');

type StartApp = TicksApp &
  Pick<
    App,
    'inbound' | 'slackEvents' | 'platformInfo' | 'left' | 'print' | 'web' | 'health' | 'isDatabaseShared'
  >;

/** Runs the bot until `until` resolves. Returns the exit code. */
export async function start(app: StartApp, until: Promise<void>): Promise<number> {
  const { log } = app;
  if (app.left) app.print(texts.noPlatform());
  await warnOfSetup(app).catch((err: unknown) => log.warn({ err }, 'the set-up could not be looked over'));
  await openPages(app);
  await openHealth(app);
  const connecting = connect(app);
  const refusal = connecting.then((isAny) => (isAny ? undefined : EXIT.refused));
  const ending = Promise.race([until.then(() => EXIT.ok), refusal.then((code) => code ?? waitForever())]);
  const early = await Promise.race([ending, refusal, sleep(CONNECT_MS, undefined, { ref: false })]);
  if (early === EXIT.refused) return early;
  // Stopped while it connects, it begins nothing that the stop would break off.
  const serving = early === EXIT.ok ? undefined : serve(app);
  const code = await ending;
  log.info({}, 'stopping');
  if (await isSettled(stop(app, serving, connecting), STOP_WITHIN_MS)) log.info({}, 'stopped');
  else
    log.warn({ waitedMs: STOP_WITHIN_MS }, 'stopped before everything was finished; the next start goes on');
  return code;
}

/** Begins the ticks; what it returns ends them. */
function serve(app: StartApp): () => Promise<void> {
  const { log, deliver, platforms, tickEveryMs } = app;
  const ticks = new Ticks(app);
  const first = ticks.tick().catch((err: unknown) => log.error({ err }, 'the first tick failed'));
  const schedule = startSchedule(() => ticks.tick(), log, tickEveryMs);
  log.info({ platforms: [...platforms.keys()] }, 'Paperboy is running');
  return async () => {
    await schedule.stop();
    await deliver.stop();
    await first;
    await ticks.settle();
  };
}

/** A port that is taken is no reason to post nothing; without the pages nobody can confirm or unsubscribe. */
async function openPages({ web, log, print }: StartApp): Promise<void> {
  try {
    await web?.start();
  } catch (err) {
    log.error({ err }, 'the web pages could not be served');
    printPortError(print, err, texts.pagesNotServed);
  }
}

/** The same of the port for health: who asks it learns by the silence that something is wrong. */
async function openHealth({ health, log, print }: StartApp): Promise<void> {
  try {
    await health?.start();
  } catch (err) {
    log.error({ err }, 'health and metrics could not be served');
    printPortError(print, err, texts.healthNotServed);
  }
}

function printPortError(print: App['print'], err: unknown, say: (values: { why: string }) => string): void {
  if (err instanceof PaperboyError) {
    print(err.message);
    if (err.fix) print(`  ${wordForCommandLine(err.fix)}`);
  } else print(say({ why: err instanceof Error ? err.message : '' }));
}

/** The ports close last: until then the probes say that the process is stopping. */
async function stop(
  { deliver, tallies, platforms, web, health }: StartApp,
  stopServing: (() => Promise<void>) | undefined,
  connecting: Promise<unknown>,
): Promise<void> {
  await (stopServing ?? deliver.stop)();
  await tallies.flush();
  await Promise.all([...platforms.values()].map(({ connection }) => connection?.stop()));
  await connecting;
  await web?.stop();
  await health?.stop();
}

/** How Slack's events come, and what would otherwise be noticed by what does not come, or comes twice. */
async function warnOfSetup(app: StartApp): Promise<void> {
  const { store, platforms, slackEvents, log, print } = app;
  if (slackEvents) {
    const { way, says, warning } = slackEvents;
    print(`${says}.`);
    log.info({ way }, says);
    if (warning) {
      print(texts.warning({ text: warning }));
      log.warn({ way }, warning);
    }
  }
  if (!(await store.claim([FETCH, ...platforms.keys()]))) {
    print(app.isDatabaseShared ? texts.databaseReserved() : texts.anotherServes());
    log.warn({}, app.isDatabaseShared ? 'database reserved' : 'another process serves from this database');
  }
  await warnOfWaitingChannels(app);
}

async function warnOfWaitingChannels({
  store,
  platforms,
  platformInfo,
  log,
  print,
}: StartApp): Promise<void> {
  const waiting = (await store.subscriptions.list()).flatMap(({ channel, paused }) => {
    const platform = parsePlatform(channel);
    return paused || platforms.has(platform) ? [] : [{ platform, channel }];
  });
  for (const [platform, { length: channels }] of Map.groupBy(waiting, (one) => one.platform)) {
    const { tokens = [], title = platform } = platformInfo.find(({ name }) => name === platform) ?? {};
    const fix = tokens.length > 0 ? texts.connect({ tokens: LIST.format(tokens) }) : texts.servesAlone();
    print(texts.channelsWait({ channels, platform: title, fix }));
    log.warn({ platform, channels }, 'subscribed channels are on a platform without a token');
  }
}

function waitForever(): Promise<never> {
  return new Promise(() => undefined);
}

/** Resolves when each platform has come to a connection or to its end, with whether any is connected. */
async function connect(app: StartApp): Promise<boolean> {
  const attempts = [...app.platforms.values()].map((platform) => connectOne(app, platform));
  return (await Promise.all(attempts)).some((isConnected) => isConnected);
}

async function connectOne({ inbound, log, print }: StartApp, platform: Platform): Promise<boolean> {
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
    print(texts.notStarted({ platform: platform.name, why: message ?? texts.couldNotBeStarted() }));
    if (fix) print(`  ${wordForCommandLine(fix)}`);
    return false;
  }
}
