import { cpus, loadavg } from 'node:os';
import type { Attack } from './attack.ts';
import { isLate, type Question } from './questions.ts';
import type { Part } from './session.ts';

const MAX_MB = 400;
const MAX_IMPORT_MS = 60_000;
/** What has to be asked elsewhere may take its time; nobody is left without an answer. */
const MAX_WAIT_MS = 60_000;
const MAX_SHOWN = 20;

export interface ReportOptions {
  /** Does not count against the bot for how long other processes were on the machine's processors: for tests. */
  readonly forgivesHeld?: boolean;
  /** Names every family, not only how many there are. */
  readonly families?: boolean;
}

/** Everything that must not be, in words; empty when the bot held. */
export function listFaults({ parts, violations }: Attack, options: ReportOptions = {}): string[] {
  return [
    ...parts.flatMap((part) => [...faultsOfProcess(part), ...faultsOfAnswers(part, options)]),
    ...violations.map((violation) => `refused body: ${JSON.stringify(violation).slice(0, 300)}`),
  ];
}

function faultsOfProcess({ way, ends, stopCode, stray, memory, imports }: Part): string[] {
  return [
    ...ends,
    ...(ends.length === 0 && stopCode !== 0 ? [`by ${way}: the stop ended with ${stopCode}`] : []),
    ...stray.map((line) => `outside the log: ${line}`),
    ...(memory.peak >= MAX_MB ? [`by ${way}: ${memory.peak.toFixed(0)} MB resident`] : []),
    ...imports
      .filter(
        ({ code, tookMs, peakMb }) =>
          (code !== 0 && code !== 2) || tookMs >= MAX_IMPORT_MS || peakMb >= MAX_MB,
      )
      .map(
        ({ family, code, tookMs, peakMb, said }) =>
          `import of ${family}: exit ${code} after ${(tookMs / 1000).toFixed(1)} s with ${peakMb.toFixed(0)} MB: ${said.slice(-300)}`,
      ),
  ];
}

function faultsOfAnswers({ questions }: Part, { forgivesHeld = false }: ReportOptions): string[] {
  const late = (question: Question) => isLate(question, forgivesHeld ? question.heldMs : 0);
  return [
    ...questions.filter(late).map(lateness),
    ...questions
      .filter((one) => !late(one) && (one.waitedMs ?? 0) > MAX_WAIT_MS)
      .map(
        ({ platform, line, shown }) =>
          `${platform} ${JSON.stringify(line)} was not answered within a minute; shown last: ${JSON.stringify(shown)}`,
      ),
  ];
}

function lateness({
  platform,
  line,
  ackedMs,
  shownMs,
  answeredMs,
  heldMs,
  shown,
  meanwhile = [],
}: Question): string {
  const describe = (ms: number | undefined) => (ms === undefined ? 'never' : `after ${ms.toFixed(0)} ms`);
  return `${platform} ${JSON.stringify(line)} was acknowledged ${describe(ackedMs)}, shown something ${describe(shownMs)} and answered ${describe(answeredMs)}, ${heldMs.toFixed(0)} ms of it waiting for a processor or for this bench; shown last, before an answer: ${JSON.stringify(shown)}\n    after ${meanwhile.slice(-5).join('; ')}`;
}

/** The report as tables in Markdown, as they are in docs/security.md. */
export function writePage(run: Attack, seed: number, options: ReportOptions = {}): string {
  const faults = listFaults(run, options);
  const machine = `${cpus().length} × ${cpus()[0]?.model}, load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}`;
  return [
    `seed ${seed}; ${machine}; this process was blocked for ${run.ownDelayMs.toFixed(0)} ms at most, the bot waited for a processor for ${sumHeld(run)} s in all`,
    '',
    ...table(
      [
        'Slack by',
        'seconds',
        'commands',
        'asked of',
        'acknowledged p50/p99/max ms',
        'something shown p50/p99/max ms',
        'answered p50/p99/max ms',
        'late',
        'late, without waits for a processor or for this bench',
        'open at the end',
      ],
      run.parts.flatMap(questionRows),
    ),
    '',
    ...table(
      [
        'Slack by',
        'exits',
        'stop',
        'lines outside the log',
        'resident MB (peak)',
        'loop delay p99 (max) ms',
        'imports',
        'import peak MB',
        'import longest s',
      ],
      run.parts.map(processRow),
    ),
    '',
    ...run.parts.flatMap(peakLines),
    ...table(['part', 'families', 'tried'], partRows(run)),
    '',
    ...(options.families ? familyTable(run) : []),
    ...errorLines(run),
    faults.length === 0 ? 'Nothing failed.' : `${faults.length} things failed:`,
    ...faults.slice(0, MAX_SHOWN).map((fault) => `- ${fault}`),
  ].join('\n');
}

function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string[] {
  return [head, head.map(() => '---'), ...rows].map(
    (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`,
  );
}

function questionRows({ way, seconds, questions }: Part): string[][] {
  const kinds = [
    ['what is saved here', questions.filter(({ kind }) => kind === 'here')],
    ['somebody else', questions.filter(({ kind }) => kind === 'elsewhere')],
    ['by a flood', questions.filter(({ kind }) => kind === 'flood')],
  ] as const;
  return kinds.map(([of, asked]) => [
    ...[way, seconds.toFixed(0), String(asked.length), of],
    spread(asked.flatMap(({ ackedMs = [] }) => ackedMs)),
    spread(asked.flatMap(({ shownMs = [] }) => shownMs)),
    spread(asked.flatMap(({ answeredMs = [] }) => answeredMs)),
    String(asked.filter((one) => isLate(one)).length),
    String(asked.filter((one) => isLate(one, one.heldMs)).length),
    String(asked.filter(({ answeredMs }) => answeredMs === undefined).length),
  ]);
}

function spread(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN).toFixed(0);
  return [0.5, 0.99, 1].map(at).join(' / ');
}

function processRow({ way, ends, stopCode, stray, memory, loop, imports }: Part): string[] {
  const most = (values: readonly number[]) => Math.max(0, ...values).toFixed(0);
  return [
    ...[way, String(ends.length), String(stopCode), String(stray.length)],
    `${memory.now.toFixed(0)} (${memory.peak.toFixed(0)})`,
    loop ? `${loop.p99.toFixed(0)} (${loop.max.toFixed(0)})` : 'unknown',
    String(imports.length),
    most(imports.map(({ peakMb }) => peakMb)),
    most(imports.map(({ tookMs }) => tookMs / 1000)),
  ];
}

function peakLines({ way, memory: { peak, at } }: Part): string[] {
  if (!at) return [];
  const parts = Object.entries(at.parts).map(([name, mb]) => `${name} ${mb.toFixed(0)} MB`);
  return [
    `By ${way}, about the peak of ${peak.toFixed(0)} MB: ${parts.join('; ')}`,
    `after ${at.meanwhile.map((what) => what.slice(0, 60)).join('; ')}`,
    '',
  ];
}

function partRows({ tally }: Attack): string[][] {
  return [...Map.groupBy(tally.rows(), ({ part }) => part)].map(([part, rows]) => [
    part,
    String(rows.length),
    String(rows.reduce((sum, { tried }) => sum + tried, 0)),
  ]);
}

function errorLines({ parts }: Attack): string[] {
  const all = parts.flatMap(({ errors }) => [...errors]);
  if (all.length === 0) return [];
  return ['Errors in the log:', ...all.map(([what, times]) => `- ${times} × ${what}`), ''];
}

function familyTable({ tally }: Attack): string[] {
  const rows = tally.rows().map(({ part, family, tried }) => [part, family, String(tried)]);
  return [...table(['part', 'family', 'tried'], rows), ''];
}

/** In seconds. */
function sumHeld({ parts }: Attack): string {
  const longest = ({ questions }: Part) =>
    Math.max(0, ...questions.map(({ heldAtStart, heldMs }) => heldAtStart + heldMs));
  return (parts.reduce((sum, part) => sum + longest(part), 0) / 1000).toFixed(0);
}
