import { describeUnknownMails } from '../shared/mail-audit.ts';
import type { SoakReport } from './report.ts';

const MAX_FAULTS = 40;

/** The report as one page of figures. */
export function writePage(report: SoakReport): string {
  const { slots, states, votes, commands, memory, restarts } = report;
  const lines: [string, string][] = [
    [
      'days',
      `${report.days}, ${report.from} to ${report.to}, ${report.speed} times as fast, in ${report.tookS} s`,
    ],
    ['editions', report.editions],
    [
      'channels',
      `${report.channels}, half on Discord and half on Slack, in 20 zones; ${report.mailboxes} mailboxes`,
    ],
    ['seed', String(report.seed)],
    ['processes', report.processes === 1 ? 'one' : `${report.processes} on one PostgreSQL database`],
    ['restarts', describeRestarts(restarts)],
    ['requests', `${report.calls} of the platforms' APIs`],
    ['slots', `${slots.expected} came due, ${slots.paused} of them while their channel was paused`],
    ['deliveries', listed(states)],
    ['not sent', listed(report.causes)],
    [
      'parts',
      `${report.parts} are on the platforms, and ${report.notices} notices of a day without papers; ${report.mails} of both are mails`,
    ],
    ['unknown mails', describeUnknownMails(report.unknownMails)],
    ['votes', `${votes.votes} acts, ${votes.takenBack} of them taking back; ${votes.standing} votes count`],
    ['commands', describeCommands(commands)],
    ['injected', listed(report.injected)],
    ['errors logged', listed(report.errors)],
    ['warnings', listed(report.warnings)],
    ['memory', memory ? memoryLine(memory) : 'too few samples'],
  ];
  const { faults } = report;
  return [
    ...lines.map(([name, text]) => `${name.padEnd(14)} ${text}`),
    '',
    faults.length === 0 ? 'Nothing is wrong.' : `${faults.length} things are wrong:`,
    ...faults.slice(0, MAX_FAULTS).map((fault) => `  ${fault}`),
  ].join('\n');
}

function describeRestarts(restarts: SoakReport['restarts']): string {
  const { 'clean restart': clean, kill, 'database kill': database, 'connections cut': cut } = restarts;
  const ofDatabase = `; PostgreSQL killed ${database} times, all connections cut ${cut} times`;
  return `${clean} clean, ${kill} by kill -9${database + cut === 0 ? '' : ofDatabase}`;
}

function describeCommands({ asked, unanswered, maxMs, late, excused }: SoakReport['commands']): string {
  const longest = Number.isFinite(maxMs) ? `after ${(maxMs / 1000).toFixed(1)} s at most` : 'some never';
  return [
    `${asked} typed, answered ${longest}, ${unanswered} unanswered`,
    `${late} later than 3 s; ${excused} more where a process was killed or nobody was connected`,
  ].join('; ');
}

function memoryLine({
  firstMb,
  lastMb,
  highestMb,
  mbPerDay,
  days,
}: NonNullable<SoakReport['memory']>): string {
  const [first, last, highest] = [firstMb, lastMb, highestMb].map((mb) => mb.toFixed(0));
  return `${first} MB → ${last} MB over ${days.toFixed(1)} days of one process, ${mbPerDay.toFixed(2)} MB a day; at most ${highest} MB`;
}

function listed(counts: Readonly<Record<string, number>>): string {
  const entries = Object.entries(counts);
  return entries.length === 0 ? 'none' : entries.map(([name, n]) => `${n} ${name}`).join(', ');
}
