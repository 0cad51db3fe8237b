// A month of the bot's life in minutes: recorded editions, channels in twenty zones, faults at random, votes, commands,
// restarts; in the end the ledger is compared with what is on the loopback platforms. See README.md beside this file.
//   npm run bench:soak -- --days 30 --channels 200 --seed 1 [FOLDER of recorded days]
//   npm run bench:soak -- --days 3 --channels 20 --processes 3 --postgres
import { parseArgs } from 'node:util';
import { InputError } from '../../src/core/base/errors.ts';
import { flattenText, joinSentences } from '../../src/core/base/text.ts';
import { findPostgres, type PostgresServer, startPostgres } from '../../test/support/postgres-server.ts';
import { writePage } from './page.ts';
import { rehearse, type SoakOptions } from './rehearsal.ts';
import { reportOn } from './report.ts';
import type { Sharing } from './sharing.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    days: { type: 'string', default: '30' },
    channels: { type: 'string', default: '200' },
    mailboxes: { type: 'string', default: '40' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    speed: { type: 'string' },
    processes: { type: 'string', default: '1' },
    postgres: { type: 'boolean', default: false },
    // With 30 days the changes to summer time of America (8 March) and of Europe (29 March) lie within.
    first: { type: 'string', default: '2026-03-02' },
    log: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const WIDTH = 40;
/** A role whose process died is another one's after ten seconds, which are two hours then. */
const SHARED_SPEED = 720;
const SPEED = 2880;
const DATABASE = 'soak';

function showProgress(days: number): void {
  const done = Math.round((days / options.days) * WIDTH);
  const bar = `${'█'.repeat(done)}${'░'.repeat(WIDTH - done)}`;
  process.stderr.write(`\r${bar} day ${days.toFixed(1)} of ${options.days}`);
}

/** A server with one database, where it is wanted. */
async function openPostgres(): Promise<(Sharing & { readonly server: PostgresServer }) | undefined> {
  const processes = Number(values.processes);
  if (!values.postgres && processes === 1) return undefined;
  const programs = findPostgres();
  if (programs === undefined || !values.postgres) {
    const why = values.postgres
      ? 'There is no PostgreSQL 15 or newer here (apt-get install postgresql).'
      : 'Several processes need --postgres.';
    process.stderr.write(`${why}\n`);
    process.exit(2);
  }
  const server = await startPostgres(programs, [DATABASE]);
  // However the rehearsal ends, no server goes on without it.
  process.once('exit', () => void server.kill());
  return { server, database: DATABASE, processes };
}

const [folder] = positionals;
const sharing = await openPostgres();
const options: SoakOptions = {
  days: Number(values.days),
  channels: Number(values.channels),
  mailboxes: Number(values.mailboxes),
  seed: Number(values.seed),
  speed: Number(values.speed ?? (sharing === undefined ? SPEED : SHARED_SPEED)),
  first: values.first,
  ...(sharing === undefined ? {} : { sharing }),
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
await sharing?.server.stop();
if (process.stderr.isTTY) process.stderr.write('\n');
process.stdout.write(`${values.json ? JSON.stringify(report, undefined, 2) : writePage(report)}\n`);
process.exit(report.faults.length === 0 && report.commands.late === 0 ? 0 : 1);
