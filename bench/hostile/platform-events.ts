// Changed events of both platforms, by every way in which they come, against the real adapters with the real libraries.
//   node bench/hostile/platform-events.ts [COUNT] [SEED] [WAY…]
import { runEvents, WAYS } from './run-events.ts';

const [count = '100000', given, ...named] = process.argv.slice(2);
const seed = Number(given ?? Math.floor(Math.random() * 2 ** 31));
const names = (Object.keys(WAYS) as Array<keyof typeof WAYS>).filter(
  (name) => named.length === 0 || named.includes(name),
);

process.stdout.write(
  `seed ${seed}\n\n| way | changed events | not handled | seconds |\n|---|---:|---:|---:|\n`,
);
for (const name of names) {
  const { sent, unhandled, seconds, lines, errors } = await runEvents(name, Number(count), seed);
  process.stdout.write(`| ${name} | ${sent} | ${unhandled.length} | ${seconds.toFixed(0)} |\n`);
  for (const [line, times] of lines) process.stderr.write(`  ${times} × ${line}\n`);
  for (const error of [...errors.values(), ...unhandled.slice(0, 5)])
    process.stderr.write(`  ${error instanceof Error ? error.stack : error}\n`);
  if (unhandled.length > 0) process.exitCode = 1;
}
process.exit();
