// Kills the real process with `kill -9` in the middle of a fan-out, again and again, and compares the ledger with what
// is on the loopback platforms: every part once. A mail alone may be unknown, since it cannot be looked up: the mail server's own record
// says whether it arrived, and whether the kill came in the middle of it.
//   npm run bench:kill -- --rounds 200 --seed 1
// With several processes on a PostgreSQL server of its own it kills two of them in each round, PostgreSQL once, and cuts every connection
// twice; 100 rounds kill 200 processes:
//   npm run bench:kill -- --rounds 100 --processes 3 --postgres
import { parseArgs } from 'node:util';
import { describeUnknownMails } from '../shared/mail-audit.ts';
import { randomFrom } from '../shared/random.ts';
import { type KillRound, killRound } from './kill-round.ts';
import { killTogether } from './kill-together.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string' },
    seed: { type: 'string' },
    processes: { type: 'string', default: '1' },
    postgres: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds ?? 200);
const seed = Number(values.seed ?? Date.now() % 1_000_000);

const processes = Number(values.processes);
if (values.postgres || processes > 1) process.exit(await killTogether({ rounds, seed, processes, write }));

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}

function count(items: readonly KillRound[], measure: (round: KillRound) => number): number {
  return items.reduce((sum, round) => sum + measure(round), 0);
}

write(
  `${rounds} rounds, seed ${seed}: a digest to four channels on Discord, four on Slack, four readers and two webhooks`,
);
const began = performance.now();
const done: KillRound[] = [];
let wrong = 0;
for (let i = 0; i < rounds; i++) {
  const roundSeed = seed + i;
  const round = await killRound(randomFrom(roundSeed));
  done.push(round);
  const kills = round.kills.map((parts) => `${parts} parts`).join(' and ');
  const states = Object.entries(round.states).map(([state, n]) => `${n} ${state}`);
  const faults = [
    ...round.faults,
    ...round.unsent.map(({ channel, state }) => `${channel} ended ${state}`),
    ...(round.violations > 0 ? [`${round.violations} bodies that a platform would refuse`] : []),
  ];
  wrong += faults.length > 0 ? 1 : 0;
  const outcome = `${states.join(', ')}; ${round.parts} parts; unknown mails: ${describeUnknownMails(round.mails)}`;
  write(`${i + 1}. seed ${roundSeed}: killed after ${kills}; ${outcome}`);
  for (const fault of faults) write(`   WRONG: ${fault}`);
}

const kills = done.flatMap((round) => round.kills.map((parts) => ({ parts, planned: round.planned })));
const within = kills.filter(({ parts, planned }) => parts > 0 && parts < planned).length;
const unknown = count(done, ({ mails }) => mails.unknown);
const arrived = count(done, ({ mails }) => mails.arrived);
const sent = count(done, ({ states }) => states.sent ?? 0);
write('');
write(`kills                ${kills.length}, ${within} of them with some parts out and some not`);
write(`deliveries           ${sent} sent`);
write(`unknown mails        ${describeUnknownMails({ unknown, arrived })}`);
write(
  `parts                ${count(done, ({ parts }) => parts)} of ${count(done, ({ planned }) => planned)}`,
);
write(`rounds with a fault  ${wrong} of ${rounds}`);
write(`time                 ${((performance.now() - began) / 1000).toFixed(0)} s`);
process.exit(wrong === 0 ? 0 : 1);
