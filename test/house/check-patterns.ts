// Asks recheck about every pattern that has no verdict yet, or with --all about each again, and writes the verdicts down:
// `npm run patterns`. The analysis of one pattern takes up to a minute, of all some minutes: the house test reads the file.
import { writeFileSync } from 'node:fs';
import {
  collectPatterns,
  type Pattern,
  readVerdicts,
  toKey,
  VERDICTS,
  type Verdict,
} from '../support/patterns.ts';
import { judgePattern, SAME_EVERYWHERE } from './judge-pattern.ts';

const TIMEOUT_MS = 60_000;
const AT_ONCE = 2;

const known = process.argv.includes('--all') ? {} : readVerdicts();
const patterns = new Map((await collectPatterns()).map((pattern) => [toKey(pattern), pattern]));
const verdicts: Record<string, Verdict> = {};
const queue = [...patterns].filter(([key]) => known[key] === undefined);
for (const key of patterns.keys()) if (known[key]) verdicts[key] = known[key];

/** Looked for by time, which also ends with the largest patterns; what is linear by that is looked at as the house test will. */
async function judge(pattern: Pattern): Promise<Verdict> {
  const byTime = await judgePattern(pattern, { timeout: TIMEOUT_MS });
  if (byTime.complexity !== 'linear') return byTime;
  const bySteps = await judgePattern(pattern, SAME_EVERYWHERE);
  return bySteps.complexity === 'unknown' ? byTime : bySteps;
}

async function work(): Promise<void> {
  for (let next = queue.pop(); next; next = queue.pop()) {
    const [key, pattern] = next;
    const verdict = await judge(pattern);
    verdicts[key] = verdict;
    if (verdict.complexity !== 'linear')
      process.stdout.write(`${verdict.complexity}: ${pattern.file} /${pattern.source}/${pattern.flags}\n`);
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, work));
const sorted = Object.fromEntries(Object.entries(verdicts).toSorted(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(VERDICTS, `${JSON.stringify(sorted, null, 2)}\n`);
const others = Object.values(sorted).filter(({ complexity }) => complexity !== 'linear').length;
process.stdout.write(`${Object.keys(sorted).length} patterns, ${others} of them not linear\n`);
