// How long a digest takes to reach all channels, beside the least time that the platform's limits allow.
//   npm run bench:fan-out                      1,000 channels on Discord and on Slack, and 10,000 on Discord
//   npm run bench:fan-out -- discord 100       so many channels on one platform
//   npm run bench:fan-out -- email 10000 50    so many readers, at so many mails a second
//   npm run bench:fan-out -- --postgres        one process on SQLite, one on PostgreSQL and three there, one after the other
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { type FanOut, fanOut, quantile } from '../load/fan-out.ts';
import { mailSide } from '../load/mail-side.ts';
import { discordSide, type PlatformSide, slackSide } from '../load/platform-side.ts';
import { openSetups } from '../load/setups.ts';

const ALL = [
  ['discord', 1_000],
  ['slack', 1_000],
  ['discord', 10_000],
] as const;
const COMMANDS_PER_SECOND = 5;

/** The default of MAIL_PER_SECOND. */
const MAILS_PER_SECOND = 10;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { postgres: { type: 'boolean', default: false } },
});
const [platform, count, rate] = positionals;
const runs: ReadonlyArray<readonly [string, number]> = platform ? [[platform, Number(count ?? 1_000)]] : ALL;

function write(cells: readonly string[]): void {
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

function openSide(name: string, channels: number): Promise<PlatformSide> {
  if (name === 'email') return mailSide(channels, Number(rate ?? MAILS_PER_SECOND));
  return name === 'slack' ? slackSide(channels) : discordSide(channels);
}

function progress(channels: number): (posts: number) => void {
  if (!process.stderr.isTTY) return () => undefined;
  return (posts) => process.stderr.write(`\r${posts} of ${channels} posts${posts >= channels ? '\n' : ''}`);
}

/** How many times as long as one process on SQLite took in the same run. */
function compare(run: FanOut, alone: FanOut): string {
  return (run.tookMs / alone.tookMs).toFixed(3);
}

function row(names: readonly string[], run: FanOut, alone: FanOut): string[] {
  const { requests, acknowledged, memory, loop, presets } = run;
  return [
    ...names,
    String(run.channels),
    String(run.notOnce),
    (run.tookMs / 1000).toFixed(1),
    (run.tookMs / run.floorMs).toFixed(3),
    compare(run, alone),
    presets
      ? `${(presets.tookMs / 1000).toFixed(1)}${presets.missing > 0 ? `, ${presets.missing} missing` : ''}`
      : '',
    presets ? (presets.tookMs / presets.floorMs).toFixed(3) : '',
    `${requests.tooMany} of ${requests.all}`,
    `${memory.now.toFixed(0)} (${memory.peak.toFixed(0)})`,
    `${loop.p99.toFixed(0)} (${loop.max.toFixed(0)})`,
    acknowledged.length > 0
      ? `${quantile(acknowledged, 0.99).toFixed(0)} of ${acknowledged.length + run.lost}`
      : '',
    String(run.lost),
    String(run.violations),
  ];
}

process.stdout.write(
  `${cpus().length} × ${cpus()[0]?.model}, load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}\n\n`,
);
const HEAD = [
  'platform',
  'where',
  'channels',
  'not exactly once',
  'posts out s',
  '× floor',
  '× SQLite',
  'last preset reaction s',
  '× floor',
  '429s',
  'resident MB (peak)',
  'loop delay p99 (max) ms',
  'acknowledged p99 ms',
  'not in 3 s',
  'refused bodies',
];
write(HEAD);
write(HEAD.map(() => '---'));
let isLost = false;
const { setups, close } = await openSetups(runs.length, values.postgres);
for (const [i, [name, channels]] of runs.entries()) {
  let alone: FanOut | undefined;
  for (const setup of setups) {
    const side = await openSide(name, channels);
    const sharing = setup.share?.(i);
    const run = await fanOut(side, {
      commandsPerSecond: COMMANDS_PER_SECOND,
      ...(sharing ? { sharing } : {}),
      onProgress: progress(channels),
    });
    alone ??= run;
    write(row([side.name, setup.name], run, alone));
    isLost ||= run.notOnce > 0;
  }
}
await close();
process.exit(isLost ? 1 : 0);
