// Hostile papers, replies, events, people, packets and files at once against the real process, while people ask it something
// every second: whether all of them see something within three seconds and the answer within a minute, in 400 MB, and without an
// end.
//   npm run bench:hostile                        ten minutes
//   npm run bench:hostile -- --seconds 20 --seed 1 --slack http --log FILE
import { parseArgs } from 'node:util';
import { attack } from './attack.ts';
import { listFaults, writePage } from './report.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '600' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    slack: { type: 'string', default: 'both' },
    log: { type: 'string' },
    families: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed);
const ways = (['socket', 'http'] as const).filter((way) => values.slack === 'both' || values.slack === way);
if (ways.length === 0 || !(Number(values.seconds) > 0)) {
  process.stderr.write('Give --slack socket, http or both, and --seconds as a number.\n');
  process.exit(2);
}

process.stdout.write(`seed ${seed}\n`);
const run = await attack({
  seconds: Number(values.seconds),
  seed,
  ways,
  graceMs: 30_000,
  ...(values.log === undefined ? {} : { logFile: values.log }),
});
process.stdout.write(`${writePage(run, seed, { families: values.families })}\n`);
process.exit(listFaults(run).length === 0 ? 0 : 1);
