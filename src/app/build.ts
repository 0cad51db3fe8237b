import { LIMITS } from '../../adapters/terminal/limits.ts';
import { renderText } from '../../adapters/terminal/render.ts';
import type { App, BuildKind, DemoChoice } from '../cli/base/app.ts';
import { createClock } from '../clock.ts';
import { listSecrets } from '../config/config.ts';
import { COMPILED_CODE } from '../config/lean-process.ts';
import type { TerminalTraits } from '../config/terminal-traits.ts';
import type { PlatformName } from '../core/base/ids.ts';
import type { Log } from '../core/base/log.ts';
import type { Message } from '../core/message/message.ts';
import type { Platform } from '../core/platform/platform.ts';
import { isPostgresUrl } from '../core/store/database-url.ts';
import type { LastGuard } from '../last-guard.ts';
import { createLog } from '../log.ts';
import type { Output } from '../output.ts';
import { removeForeignFiles } from '../private-files.ts';
import type { StartedWorker } from '../rpc/started-worker.ts';
import { readImportFile } from '../sources/import/file.ts';
import { askYesNo } from './ask-yes-no.ts';
import { createCommandRuns, createInbound, createServices } from './inbound.ts';
import { createInstallations } from './installations.ts';
import { createJobs, type Jobs } from './jobs.ts';
import { listenForMissedEvents } from './listen-to-others.ts';
import { createMail, type MailSwitch } from './mail.ts';
import { openMonitoring } from './monitoring.ts';
import { createPapers } from './papers.ts';
import { addPlatforms, hasToken, listPlatforms } from './platforms.ts';
import { openPlayground, type PlaygroundDeps } from './playground.ts';
import { PROFILES, type Profile } from './profile.ts';
import { createDemoRuntime, createRuntime, type Runtime } from './runtime.ts';
import { describeSlackEvents } from './slack-events.ts';
import { exportPages, openWeb } from './web.ts';
import { createWebhooks } from './webhooks.ts';

/** In a rehearsal that runs thousands of times as fast, looking what is due must not be all that the process does. */
const MIN_TICK_MS = 100;
const MINUTE = 60_000;

/** What the process gives to the bot that runs in it. */
export interface Host {
  readonly output: Output;
  readonly guard: LastGuard;
  readonly terminal: TerminalTraits;
  /** The machine's time zone; the process itself is in UTC. */
  readonly zone: string;
  /** Aborted when the process is asked to stop. */
  readonly stopping: AbortSignal;
  readonly searchWorker: StartedWorker | undefined;
}

/** Builds the bot. The parts know nothing of each other but what they are given here. */
export async function build(host: Host, kind: BuildKind, choice: DemoChoice = {}): Promise<App> {
  const { output, guard, terminal: traits, zone, stopping, searchWorker } = host;
  const profile = PROFILES[kind];
  const runtime = kind === 'demo' ? createDemoRuntime(choice) : createRuntime();
  const { config, clock, languages, staged } = runtime;
  output.hide(listSecrets(config));
  const wallClock = createClock();
  const { log, sourceLog } = openLogs(profile, runtime, traits);
  removeForeignFiles(COMPILED_CODE, log);
  const isService = kind === 'service';
  const monitoring = isService ? await openMonitoring({ config, clock, log, stopping }) : undefined;
  const papers = await createPapers({
    ...{ profile, runtime, wallClock, log, sourceLog, stopping, monitoring, searchWorker },
  });
  const platforms = new Map<PlatformName, Platform>();
  const jobDeps = { profile, runtime, papers, platforms, wallClock, log, sourceLog, stopping };
  const jobs = createJobs(jobDeps);
  const mail = createMail({ config, store: papers.store, platforms, clock, languages, log, stopping });
  const mailSwitch: MailSwitch = { parts: mail };
  const webhooks = createWebhooks({ config, store: papers.store, clock });
  const onAcknowledged = monitoring?.observeAcknowledgment;
  const inboundDeps = { runtime, papers, jobs, platforms, mail: mailSwitch, log, stopping, onAcknowledged };
  const dispatcher = createCommandRuns(inboundDeps, createServices(inboundDeps));
  const inbound = createInbound(inboundDeps, monitoring?.observeDispatcher(dispatcher) ?? dispatcher);
  const web = isService ? await openWeb(jobDeps, jobs, mail) : undefined;
  const installations = createInstallations({ config, store: papers.store, log });
  const { seenEvents, roles, shards } = papers.store;
  const stored = { installations, seenEvents, roles, shards };
  const accesses = { mail: mail?.access, webhooks: webhooks?.access, ...stored, sharedPort: web?.shared };
  listenForMissedEvents({ store: papers.store, platforms, inbound, log });
  const about = { profile, config, traits, zone, wallClock, botClock: clock, ...accesses, log };
  const terminal = await addPlatforms(platforms, about);
  const health = monitoring?.open(
    {
      ...{ store: papers.store, platforms, readSources: jobs.refresh.readStatus },
      countIndexed: () => papers.search.countPapers(),
      countUnindexed: () => papers.store.papers.countChangedSince(papers.search.readCheckpoint() ?? 0),
    },
    web?.shared,
  );
  // All is built: only now can it go on without what has just failed.
  if (profile.isGuarded) guard.arm(log);
  const { parsers } = papers;
  return {
    ...{ clock, log, ...papers, platforms, platformInfo: listPlatforms(), inbound, ...jobs },
    runCommand: (asker, { name: command }, options, onProgress) =>
      dispatcher.run(asker, { kind: 'command', name: command, options }, onProgress),
    pressButton: (asker, id) => dispatcher.run(asker, { kind: 'action', id }),
    askYesNo: (question) => askYesNo(question, stopping),
    renderPapers: (message) => renderPapers(message, traits.colors.stdout),
    slackEvents: describeSlackEvents(config),
    alertChannel: config.ALERT_CHANNEL,
    exportSite: (wish) => exportPages(jobDeps, wish),
    readPapers: (path) => readImportFile(path, parsers.call.parseImportTexts),
    refreshMinutes: config.REFRESH_MINUTES,
    isDatabaseShared: isPostgresUrl(runtime.databaseUrl),
    tickEveryMs: Math.max(MIN_TICK_MS, MINUTE / config.PAPERBOY_CLOCK_SPEED),
    ...(staged ? { demo: createDemoRig(staged, { ...jobDeps, platforms, mail: mailSwitch }, jobs) } : {}),
    ...(terminal ? { left: terminal.left } : {}),
    ...(web ? { web } : {}),
    ...(health ? { health } : {}),
    ...(webhooks ? { webhooks: webhooks.registry } : {}),
    ...(mail ? { sendConfirmations: mail.sendConfirmations } : {}),
    stopping,
    zone,
    isAttended: traits.isAttended,
    mayOpenBrowser: traits.mayOpenBrowser,
    isTerminal: process.stdout.isTTY,
    print: output.print,
    printError: output.printError,
    async close() {
      for (const platform of platforms.values()) platform.close?.();
      await papers.close();
      runtime.cleanUp();
    },
  };
}

/** As at the prompt; there are no buttons to press, and no list is wider than it is there. */
function renderPapers(message: Message, color: boolean): string {
  const shown = 'actions' in message ? { ...message, actions: [] } : message;
  return renderText(shown, { color, isPrompt: false, columns: process.stdout.columns || LIMITS.columns });
}

/** A service logs for machines; a person who types a command reads the answer, and only errors from the log. */
function openLogs(
  { isAnswer, briefLevel }: Profile,
  { config, hasLogLevel }: Runtime,
  { colors, isInteractive }: TerminalTraits,
): { log: Log; sourceLog: Log } {
  const isAtPrompt = isInteractive && !hasToken(config);
  const isBrief = (isAnswer || isAtPrompt) && !hasLogLevel;
  const log = createLog({
    level: isBrief ? briefLevel : config.LOG_LEVEL,
    secrets: listSecrets(config),
    isReadable: process.stderr.isTTY || isBrief,
    colors: colors.stderr,
    stacks: !isBrief,
  });
  const isAnswered = isAnswer && !hasLogLevel;
  return { log, sourceLog: isAnswered ? createLog({ level: 'silent', secrets: [] }) : log };
}

function createDemoRig(
  { files, isSample, clock, speed }: NonNullable<Runtime['staged']>,
  deps: PlaygroundDeps,
  jobs: Jobs,
): NonNullable<App['demo']> {
  return {
    days: files.days,
    clock,
    speed,
    openPlayground: () => openPlayground(deps, jobs, { clock, isSample }),
  };
}
