import { setImmediate } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { findFaults } from '../../test/support/check-drawn.ts';
import { hostileMessage, KINDS, listKinds } from '../../test/support/hostile-message.ts';
import { createRandom } from '../../test/support/hostile-text.ts';
import { PLATFORMS } from '../../test/support/intended.ts';

/**
 * `npm run bench:hostile-messages -- [--seed N] [--each N] [--platform NAME] [--kind NAME]`: draws that many hostile messages of
 * each kind for each platform, reads them with parsers that are not ours, and prints what is not as it was meant. Ends with 1
 * where anything is. Each kind begins with the seed again: run apart, kinds give the same messages as in one run.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    each: { type: 'string' },
    platform: { type: 'string' },
    kind: { type: 'string' },
  },
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
const each = Number(values.each ?? 100_000);
/** Enough to see what is wrong. */
const MAX_SHOWN = 5;
const PER_TURN = 100;

process.stdout.write(`seed ${seed}, ${each} messages a platform and kind\n\n`);
process.stdout.write('| platform | kind | messages | with faults | seconds |\n|---|---|---:|---:|---:|\n');
const platforms = PLATFORMS.filter((name) => (values.platform ?? name) === name);
const kinds = KINDS.filter((name) => (values.kind ?? name) === name);
if (platforms.length === 0 || kinds.length === 0) {
  process.stderr.write(`Give --platform ${PLATFORMS.join(' or ')}, and --kind ${KINDS.join(', ')}.\n`);
  process.exit(2);
}
for (const platform of platforms)
  for (const kind of kinds.filter((one) => listKinds(platform).includes(one))) {
    const random = createRandom(seed);
    const begun = performance.now();
    let faulty = 0;
    for (let i = 0; i < each; i++) {
      // What opens a forum post goes on after this turn of the event loop, and is held until then.
      if (i % PER_TURN === 0) await setImmediate();
      const message = hostileMessage(kind, random);
      const faults = findFaults(message, platform);
      if (faults.length === 0) continue;
      faulty += 1;
      process.exitCode = 1;
      if (faulty <= MAX_SHOWN)
        process.stderr.write(`${platform} ${kind} ${i}: ${faults.join('; ')}\n${JSON.stringify(message)}\n`);
    }
    const seconds = ((performance.now() - begun) / 1000).toFixed(0);
    process.stdout.write(`| ${platform} | ${kind} | ${each} | ${faulty} | ${seconds} |\n`);
  }
