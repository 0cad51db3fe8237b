// A month of the bot's life in minutes: recorded editions, channels in twenty zones, faults at random, votes, commands,
// restarts; in the end the ledger is compared with what is on the loopback platforms. See README.md beside this file.
//   npm run bench:soak -- --days 30 --channels 200 --seed 1 [FOLDER of recorded days]
import { parseArgs } from 'node:util';
import { InputError } from '../../src/core/base/errors.ts';
import { flattenText, joinSentences } from '../../src/core/base/text.ts';
import { writePage } from './page.ts';
import { rehearse, type SoakOptions } from './rehearsal.ts';
import { reportOn } from './report.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    days: { type: 'string', default: '30' },
    channels: { type: 'string', default: '200' },
    mailboxes: { type: 'string', default: '40' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    speed: { type: 'string', default: '2880' },
    // With 30 days the changes to summer time of America (8 March) and of Europe (29 March) lie within.
    first: { type: 'string', default: '2026-03-02' },
    log: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const WIDTH = 40;

function showProgress(days: number): void {
  const done = Math.round((days / options.days) * WIDTH);
  const bar = `${'█'.repeat(done)}${'░'.repeat(WIDTH - done)}`;
  process.stderr.write(`\r${bar} day ${days.toFixed(1)} of ${options.days}`);
}

const [folder] = positionals;
const options: SoakOptions = {
  days: Number(values.days),
  channels: Number(values.channels),
  mailboxes: Number(values.mailboxes),
  seed: Number(values.seed),
  speed: Number(values.speed),
  first: values.first,
  ...(folder === undefined ? {} : { folder }),
  ...(values.log === undefined ? {} : { logFile: values.log }),
  ...(process.stderr.isTTY ? { onProgress: showProgress } : {}),
};
if (!values.json) process.stdout.write(`seed ${options.seed}\n`);
const run = await rehearse(options).catch((error: unknown) => {
  if (!(error instanceof InputError)) throw error;
  process.stderr.write(`${flattenText(joinSentences(error.message, error.fix))}\n`);
  process.exit(2);
});
const report = await reportOn(run, options);
await run.close();
if (process.stderr.isTTY) process.stderr.write('\n');
process.stdout.write(`${values.json ? JSON.stringify(report, undefined, 2) : writePage(report)}\n`);
process.exit(report.faults.length === 0 ? 0 : 1);
