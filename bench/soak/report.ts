import { LEASE_MS } from '../../src/store/postgres/leases.ts';
import { type CommandTimes, judgeCommands } from '../shared/asked-commands.ts';
import { auditLedger, type LedgerAudit } from '../shared/ledger-audit.ts';
import { auditUnknownMails, type MailCounts } from '../shared/mail-audit.ts';
import { auditVotes } from '../shared/vote-audit.ts';
import type { LoggedError } from './bot.ts';
import type { Injection } from './injections.ts';
import { fitTrend, type Trend } from './memory.ts';
import type { Rehearsal, SoakOptions } from './rehearsal.ts';
import { auditSlots, findCause, type SlotAudit } from './slot-audit.ts';

export interface SoakReport {
  /** Everything that is wrong, in words; empty when the rehearsal passed. */
  readonly faults: readonly string[];
  readonly seed: number;
  readonly days: number;
  readonly channels: number;
  readonly mailboxes: number;
  readonly speed: number;
  readonly editions: string;
  readonly from: string;
  readonly to: string;
  readonly tookS: number;
  readonly slots: Pick<SlotAudit, 'expected' | 'paused'>;
  readonly states: LedgerAudit['states'];
  /** Why deliveries were not sent, and how many. */
  readonly causes: Readonly<Record<string, number>>;
  readonly parts: number;
  /** Of the parts and notices, those that the mail server took. */
  readonly mails: number;
  readonly unknownMails: MailCounts;
  readonly notices: number;
  readonly calls: number;
  readonly injected: Readonly<Record<string, number>>;
  readonly processes: number;
  readonly restarts: Rehearsal['restarts'];
  readonly votes: Omit<Rehearsal['crowd'], 'typed'> & { readonly standing: number };
  /** Commands that people typed. Those that were shown late are no fault of the ledger, and may be the machine's. */
  readonly commands: Omit<CommandTimes, 'p50Ms'> & { readonly unanswered: number };
  readonly memory: Trend | undefined;
  readonly errors: Readonly<Record<string, number>>;
  readonly warnings: Readonly<Record<string, number>>;
}

/** More than this in a day, in MB, is a leak: the papers of a day take far less. */
const FLAT_MB_PER_DAY = 2;

/** The line through a shorter time says nothing. */
const MIN_DAYS = 3;

const HOUR_MS = 3_600_000;

/** More, in real time, than a process takes to start. */
const START_MS = 3000;
/** More than several processes on one machine take, and one that takes over what another one did. */
const SHARED_START_MS = 6000 + LEASE_MS;

/** Holds all that the rehearsal left behind against each other. */
export async function reportOn(run: Rehearsal, options: SoakOptions): Promise<SoakReport> {
  const { store, standing, planned, injections, troubles, bots, start, end } = run;
  const graceMs = (options.sharing === undefined ? START_MS : SHARED_START_MS) * options.speed;
  const ledger = await auditLedger(store, standing);
  const slots = await auditSlots(store, planned, { start, end, graceMs }, troubles);
  const votes = await auditVotes(store, standing);
  const evidence = { standing, transactions: run.transactions, outages: run.outages };
  const { faults: mailFaults, ...unknownMails } = await auditUnknownMails(store, ledger.unsent, evidence);
  const memory = fitTrend(run.samples);
  const caused = ledger.unsent.map((delivery) => ({
    delivery,
    cause: findCause(delivery, injections, troubles, graceMs),
  }));
  const faults = [
    ...bots.stray.map((line) => `outside the log: ${line}`),
    ...ledger.faults,
    ...slots.faults,
    ...votes.faults,
    ...mailFaults,
    ...caused
      .filter(({ cause, delivery }) => cause === undefined && delivery.slot <= end - graceMs)
      .map(
        ({ delivery: { channel, slot, state, reason } }) =>
          `${channel} at ${new Date(slot).toISOString()} is ${state} without a cause of ours: ${reason}`,
      ),
    ...bots.errors
      .filter((error) => !isCaused(error, injections))
      .map(({ msg, detail }) => `error logged: ${msg}: ${detail}`),
    ...run.violations.map((violation) => `refused body: ${JSON.stringify(violation).slice(0, 200)}`),
    ...run.codes.filter((code) => code !== 0).map((code) => `a stop ended with ${code}`),
    ...(memory && memory.days >= MIN_DAYS && memory.mbPerDay > FLAT_MB_PER_DAY
      ? [`memory grows by ${memory.mbPerDay.toFixed(2)} MB a day`]
      : []),
  ];
  return {
    faults,
    ...{ seed: options.seed, days: options.days, channels: options.channels, speed: options.speed },
    mailboxes: options.mailboxes,
    mails: standing.filter(({ platform }) => platform === 'email').length,
    unknownMails,
    editions: run.editions.source,
    from: new Date(start).toISOString(),
    to: new Date(end).toISOString(),
    tookS: Math.round(run.tookMs / 1000),
    slots: { expected: slots.expected, paused: slots.paused },
    states: ledger.states,
    causes: tallied(caused.map(({ delivery, cause }) => `${delivery.state}: ${cause ?? 'at the very end'}`)),
    parts: ledger.parts,
    notices: ledger.notices,
    calls: run.calls,
    injected: tallied(injections.map(({ victim, what }) => `${victim.split(':')[0]}: ${what}`)),
    processes: options.sharing?.processes ?? 1,
    restarts: run.restarts,
    votes: { votes: run.crowd.votes, takenBack: run.crowd.takenBack, standing: votes.standing },
    commands: timeCommands(run),
    memory,
    errors: tallied(bots.errors.map(({ msg }) => msg)),
    warnings: Object.fromEntries(bots.warnings),
  };
}

/** A command is excused that was open when a process was killed, or typed when its platform had nobody to pass it on to. */
function timeCommands({ crowd: { typed }, outages, gaps }: Rehearsal): SoakReport['commands'] {
  const times = (['discord', 'slack'] as const).map((name) =>
    judgeCommands(
      typed.filter(({ platform }) => platform === name),
      [...outages, ...gaps.list(name)],
    ),
  );
  const add = (count: (one: CommandTimes) => number) => times.reduce((sum, one) => sum + count(one), 0);
  return {
    asked: typed.length,
    unanswered: typed.filter(({ shownAt }) => shownAt === undefined).length,
    maxMs: Math.max(...times.map(({ maxMs }) => maxMs)),
    late: add(({ late }) => late),
    excused: add(({ excused }) => excused),
  };
}

/** An error has a cause when something of its kind was made to fail in the hours before. */
function isCaused({ at, msg }: LoggedError, injections: readonly Injection[]): boolean {
  const wanted = /papers could not be refreshed/.test(msg)
    ? /^(hugging-face|database)$/
    : /^(discord|slack|email|database)/;
  return injections.some((one) => wanted.test(one.victim) && one.at <= at && one.at >= at - 24 * HOUR_MS);
}

function tallied(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words.toSorted()) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
