// How long a digest takes to reach all channels, beside the least time that the platform's limits allow.
//   npm run bench:fan-out                      1,000 channels on Discord and on Slack, and 10,000 on Discord
//   npm run bench:fan-out -- discord 100       so many channels on one platform
//   npm run bench:fan-out -- email 10000 50    so many readers, at so many mails a second
import { cpus, loadavg } from 'node:os';
import { type FanOut, fanOut, quantile } from '../load/fan-out.ts';
import { mailSide } from '../load/mail-side.ts';
import { discordSide, type PlatformSide, slackSide } from '../load/platform-side.ts';

const ALL = [
  ['discord', 1_000],
  ['slack', 1_000],
  ['discord', 10_000],
] as const;
const COMMANDS_PER_SECOND = 5;

/** The default of MAIL_PER_SECOND. */
const MAILS_PER_SECOND = 10;

const [platform, count, rate] = process.argv.slice(2);
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

function row(name: string, run: FanOut): string[] {
  const { requests, acknowledged, memory, loop, presets } = run;
  return [
    name,
    String(run.channels),
    String(run.notOnce),
    (run.tookMs / 1000).toFixed(1),
    (run.tookMs / run.floorMs).toFixed(3),
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
  'channels',
  'not exactly once',
  'posts out s',
  '× floor',
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
for (const [name, channels] of runs) {
  const side = await openSide(name, channels);
  const run = await fanOut(side, {
    commandsPerSecond: COMMANDS_PER_SECOND,
    onProgress: progress(channels),
  });
  write(row(side.name, run));
  isLost ||= run.notOnce > 0;
}
process.exit(isLost ? 1 : 0);
