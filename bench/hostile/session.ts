import { setTimeout as sleep } from 'node:timers/promises';
import type { LoopDelay } from '../load/bot-process.ts';
import type { Random } from '../shared/random.ts';
import { type Bot, type Peak, startBot } from './bot.ts';
import { type ImportFacts, type ImportOptions, importHostile } from './imports.ts';
import { OddEvents } from './odd-events.ts';
import { createPeople } from './people.ts';
import { createPortAttack } from './port.ts';
import { type Question, Questions } from './questions.ts';
import type { SlackWay, Stage } from './stage.ts';
import type { Tally } from './tally.ts';
import { WebAttack } from './web-attack.ts';

export interface SessionOptions {
  readonly seconds: number;
  readonly logFile?: string;
  /** So long answers that need somebody else are waited for at the end. */
  readonly graceMs: number;
}

/** What came of one process's time. */
export interface Part {
  readonly way: SlackWay;
  readonly seconds: number;
  readonly questions: readonly Question[];
  readonly ends: readonly string[];
  readonly stopCode: number | null;
  readonly stray: readonly string[];
  readonly errors: ReadonlyMap<string, number>;
  readonly memory: { readonly now: number; readonly peak: number; readonly at?: Peak };
  readonly loop: LoopDelay | undefined;
  readonly imports: readonly ImportFacts[];
}

const EVENTS_EVERY_MS = 50;
const MESSAGES_EVERY_MS = 500;
const PACKETS_EVERY_MS = 200;
const PAGES_EVERY_MS = 200;
const QUESTIONS_EVERY_MS = 1_000;
const DEEDS_EVERY_MS = 500;
const FLOODS_EVERY_MS = 7_000;
const NOTES_EVERY_MS = 10_000;

/** Between one import and the next: each is a process of its own. */
const IMPORT_PAUSE_MS = 15_000;
const CONNECT_MS = 60_000;

interface Deps {
  readonly stage: Stage;
  readonly random: Random;
  readonly tally: Tally;
  readonly writeFile: ImportOptions['writeFile'];
}

/** Attacks one process until the time is up or it has ended. */
export async function attackProcess(
  way: SlackWay,
  { seconds, logFile, graceMs }: SessionOptions,
  deps: Deps,
): Promise<Part> {
  const { stage, random, tally } = deps;
  if (way === 'http') stage.slack.people.callByHttp(stage.sign);
  const ends: string[] = [];
  const onEnd = (how: string) => ends.push(`${how}\n    after ${tally.recent().slice(-8).join('; ')}`);
  const log = logFile === undefined ? {} : { logFile };
  const bot = startBot({ cwd: stage.folder, env: stage.env(way), ...log, onEnd, recent: tally.recent });
  await bot.running;
  await connected(stage, way, bot);
  const from = Date.now();
  const questions = new Questions(stage, random, tally, bot.heldMs);
  const odd = new OddEvents(stage, way, random, tally);
  const people = createPeople(stage, random, tally);
  const port = createPortAttack(stage, random, tally);
  const web = new WebAttack(stage, random, tally);
  const until = AbortSignal.timeout(seconds * 1_000);
  const imports = importAgainAndAgain(way, deps, until);
  await each(until, () => !bot.isUp(), [
    [QUESTIONS_EVERY_MS, () => questions.askOnce()],
    [EVENTS_EVERY_MS, () => odd.sendOne()],
    [MESSAGES_EVERY_MS, () => odd.sayOne()],
    [DEEDS_EVERY_MS, people.actOnce],
    [FLOODS_EVERY_MS, () => questions.flood()],
    [NOTES_EVERY_MS, stage.forgetNotes],
    [PAGES_EVERY_MS, () => web.sendOne()],
    ...(way === 'http' ? ([[PACKETS_EVERY_MS, port.sendOne]] as const) : []),
  ]);
  port.stop();
  web.stop();
  const lasted = (Date.now() - from) / 1_000;
  const latest = Date.now() + graceMs;
  while (bot.isUp() && questions.countOpen() > 0 && Date.now() < latest) await sleep(50);
  questions.stop();
  const memory = bot.memory();
  const facts = await imports;
  const { code, loop } = await bot.stop();
  return {
    ...{ way, seconds: lasted, ends, memory, loop, stopCode: code, imports: facts },
    questions: questions.all,
    stray: bot.stray,
    errors: bot.errors,
  };
}

/** Does each thing at its own pace until the time is up or the bot is gone. */
async function each(
  until: AbortSignal,
  isOver: () => boolean,
  deeds: ReadonlyArray<readonly [everyMs: number, act: () => void]>,
): Promise<void> {
  const timers = deeds.map(([everyMs, act]) => setInterval(act, everyMs));
  while (!until.aborted && !isOver()) await sleep(50);
  for (const timer of timers) clearInterval(timer);
}

async function connected({ discord, slack }: Stage, way: SlackWay, bot: Bot): Promise<void> {
  const latest = Date.now() + CONNECT_MS;
  await Promise.race([bot.hasPapers, sleep(CONNECT_MS, undefined, { ref: false })]);
  const isThere = () =>
    discord.gateway.countConnections() > 0 &&
    [...discord.world.commands.values()].some((commands) => commands.size > 0) &&
    (way === 'http' || slack.socket.openConnections > 0);
  while (!isThere()) {
    if (Date.now() > latest) throw new Error(`the bot does not connect: ${bot.stray.join(' | ')}`);
    await sleep(50);
  }
}

async function importAgainAndAgain(
  way: SlackWay,
  { stage, random, tally, writeFile }: Deps,
  until: AbortSignal,
): Promise<ImportFacts[]> {
  const facts: ImportFacts[] = [];
  while (!until.aborted) {
    facts.push(await importHostile({ folder: stage.folder, env: stage.env(way), writeFile }, random, tally));
    await sleep(IMPORT_PAUSE_MS, undefined, { signal: until }).catch(() => undefined);
  }
  return facts;
}
