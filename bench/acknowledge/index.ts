// How soon a slash command is acknowledged while a digest goes out to a thousand channels from the same process.
//   npm run bench:acknowledge
// The bot is the real process; the platforms' servers and whoever types are in this one, on the same cores.
import { cpus, loadavg } from 'node:os';
import { fanOut, quantile } from '../load/fan-out.ts';
import { discordSide, slackSide } from '../load/platform-side.ts';

const RATES = [50, 200, 500];
const SECONDS = 15;
const CHANNELS = 1_000;

function write(cells: readonly string[]): void {
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

process.stdout.write(
  `${cpus().length} × ${cpus()[0]?.model}, load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}; the platforms allow 3,000 ms\n\n`,
);
const HEAD = [
  'platform',
  'commands/s',
  'commands',
  'posts meanwhile',
  'p50 ms',
  'p95 ms',
  'p99 ms',
  'not in 3 s',
];
write(HEAD);
write(HEAD.map(() => '---'));
for (const makeSide of [discordSide, slackSide]) {
  for (const rate of RATES) {
    const side = await makeSide(CHANNELS);
    const { acknowledged, lost, posts } = await fanOut(side, { commandsPerSecond: rate, seconds: SECONDS });
    const times = [0.5, 0.95, 0.99].map((share) => quantile(acknowledged, share).toFixed(1));
    write([
      side.name,
      String(rate),
      String(acknowledged.length + lost),
      String(posts),
      ...times,
      String(lost),
    ]);
  }
}
process.exit(0);
