import { findPostgres, startPostgres } from '../../test/support/postgres-server.ts';
import { describeUnknownMails } from '../shared/mail-audit.ts';
import { randomFrom } from '../shared/random.ts';
import { manyRound } from './many-round.ts';

export interface Wish {
  readonly rounds: number;
  readonly seed: number;
  readonly processes: number;
  write(line: string): void;
}

/** Rounds with several processes, each on a new database. Returns the exit code. */
export async function killTogether({ rounds, seed, processes, write }: Wish): Promise<number> {
  const programs = findPostgres();
  if (programs === undefined) {
    write('There is no PostgreSQL 15 or newer here (apt-get install postgresql).');
    return 1;
  }
  write(`${rounds} rounds, seed ${seed}: ${processes} processes on one PostgreSQL database`);
  const databases = Array.from({ length: rounds }, (_, i) => `round${i}`);
  const server = await startPostgres(programs, databases);
  const takeovers: number[] = [];
  let wrong = 0;
  const mails = { unknown: 0, arrived: 0 };
  let asked = 0;
  let longestMs = 0;
  let excused = 0;
  const began = performance.now();
  for (const [i, database] of databases.entries()) {
    const round = await manyRound(randomFrom(seed + i), { server, database, processes });
    takeovers.push(...round.takeovers);
    const unsent = round.unsent.map(({ channel, state }) => `${channel} ended ${state}`);
    const faults = [
      ...round.faults,
      ...unsent,
      ...(round.violations > 0 ? ['a platform would refuse a body'] : []),
    ];
    const kills = round.kills.map((parts) => `${parts} parts`).join(' and ');
    mails.unknown += round.mails.unknown;
    mails.arrived += round.mails.arrived;
    const { commands } = round;
    asked += commands.asked;
    longestMs = Math.max(longestMs, commands.maxMs);
    excused += commands.excused;
    if (commands.late > 0)
      faults.push(`${commands.late} of ${commands.asked} commands showed nothing within 3 s`);
    const all = `${round.parts} of ${round.planned} parts, unknown mails: ${describeUnknownMails(round.mails)}; ${round.votes} votes`;
    write(`${i + 1}. seed ${seed + i}: killed after ${kills}; ${all}`);
    for (const fault of faults) write(`   WRONG: ${fault}`);
    wrong += faults.length > 0 ? 1 : 0;
  }
  await server.stop();
  const sorted = takeovers.toSorted((a, b) => a - b);
  const seconds = (ms = 0) => (ms / 1000).toFixed(1);
  write(`kills                ${takeovers.length}`);
  write(
    `taken over after     ${seconds(sorted[Math.floor(sorted.length / 2)])} s (median), ${seconds(sorted.at(-1))} s at most`,
  );
  write(`commands             ${asked}, something shown after ${seconds(longestMs)} s at most`);
  write(
    `late but excused     ${excused}: open when a process was killed, or asked while PostgreSQL was down`,
  );
  write(`unknown mails        ${describeUnknownMails(mails)}`);
  write(`rounds with a fault  ${wrong} of ${rounds}`);
  write(`time                 ${seconds(performance.now() - began)} s`);
  return wrong === 0 ? 0 : 1;
}
