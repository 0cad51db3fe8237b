import type { LoggedError } from './bot.ts';
import type { Injection } from './injections.ts';
import { auditLedger, type LedgerAudit } from './ledger-audit.ts';
import { auditUnknownMails, type MailCounts } from './mail-audit.ts';
import { fitTrend, type Trend } from './memory.ts';
import type { Rehearsal, SoakOptions } from './rehearsal.ts';
import { auditSlots, findCause, type SlotAudit } from './slot-audit.ts';
import { auditVotes } from './vote-audit.ts';

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
  readonly restarts: { readonly clean: number; readonly killed: number };
  readonly votes: Rehearsal['crowd'] & { readonly standing: number };
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

/** Holds all that the rehearsal left behind against each other. */
export async function reportOn(run: Rehearsal, options: SoakOptions): Promise<SoakReport> {
  const { store, standing, planned, injections, troubles, bot, start, end, crowd } = run;
  const graceMs = START_MS * options.speed;
  const ledger = await auditLedger(store, standing);
  const slots = await auditSlots(store, planned, { start, end, graceMs }, troubles);
  const votes = await auditVotes(store, standing);
  const evidence = { standing, transactions: run.transactions, outages: run.kills };
  const { faults: mailFaults, ...unknownMails } = await auditUnknownMails(store, ledger.unsent, evidence);
  const memory = fitTrend(run.samples);
  const caused = ledger.unsent.map((delivery) => ({
    delivery,
    cause: findCause(delivery, injections, troubles, graceMs),
  }));
  const faults = [
    ...bot.stray.map((line) => `outside the log: ${line}`),
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
    ...bot.errors
      .filter((error) => !isCaused(error, injections))
      .map(({ msg, detail }) => `error logged: ${msg}: ${detail}`),
    ...run.violations.map((violation) => `refused body: ${JSON.stringify(violation).slice(0, 200)}`),
    ...run.exits.codes.filter((code) => code !== 0).map((code) => `a stop ended with ${code}`),
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
    restarts: { clean: run.exits.clean - 1, killed: run.exits.killed },
    votes: { ...crowd, standing: votes.standing },
    memory,
    errors: tallied(bot.errors.map(({ msg }) => msg)),
    warnings: Object.fromEntries(bot.warnings),
  };
}

/** An error has a cause when something of its kind was made to fail in the hours before. */
function isCaused({ at, msg }: LoggedError, injections: readonly Injection[]): boolean {
  const wanted = /papers could not be refreshed/.test(msg) ? /^hugging-face$/ : /^(discord|slack|email)/;
  return injections.some((one) => wanted.test(one.victim) && one.at <= at && one.at >= at - 24 * HOUR_MS);
}

function tallied(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words.toSorted()) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
