import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ARXIV_SHARES, HUGGING_FACE_SHARES, type Shares } from '../../src/sources/http/people-queue.ts';
import { collectPatterns } from '../support/patterns.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
/** The page on one line, as it is read. */
const PAGE = read('docs/security.md').replace(/\s+/g, ' ');

/** The number that a file gives a name, `5 * 60_000` for example. */
function find(file: string, name: string): number {
  const factor = String.raw`[\d_.]+`;
  const given = new RegExp(String.raw`\b${name}(?:: \w+)? ?[=:] (${factor}(?: \* ${factor})*)`);
  const [, factors = ''] = given.exec(read(file)) ?? [];
  if (factors === '') throw new Error(`${file} has no number ${name}`);
  return factors.split('*').reduce((product, one) => product * Number(one.trim().replaceAll('_', '')), 1);
}

const WORDS = new Map([
  [3, 'three'],
  [4, 'four'],
  [5, 'five'],
  [10, 'ten'],
  [20, 'twenty'],
]);
const toWord = (n: number): string => WORDS.get(n) ?? String(n);
const toSeconds = (ms: number): string => String(ms / 1000);
const toMB = (bytes: number): string => String(bytes / 1_000_000);
const toThousands = (n: number): string => n.toLocaleString('en-US');

const [CLIENT, WINDOW, QUEUE, FLOOD] = [
  'src/sources/http/client.ts',
  'src/sources/http/rate-window.ts',
  'src/sources/http/people-queue.ts',
  'src/core/command/flood-limits.ts',
];
const [RECEIVER, CONNECTION] = [
  'adapters/slack/events/http-receiver.ts',
  'adapters/slack/events/http-connection.ts',
];
const PARSERS = 'src/parsing/isolated-parsers.ts';

/** One row of the table of shares. */
function writeShares(who: string, share: keyof Shares): string {
  const [hf, arxiv] = [HUGGING_FACE_SHARES[share], ARXIV_SHARES[share]];
  const [more, unit] = share === 'person' ? [' at once, one more', ' at once'] : ['', ''];
  return [
    `| ${who} | ${hf.burst}${more || ','} every ${toSeconds(hf.refillMs)} s`,
    `| ${arxiv.burst}${unit}${unit ? ', one more' : ','} every ${toSeconds(arxiv.refillMs)} s |`,
  ].join(' ');
}

/** How often somebody may do something: at once, and how soon once more, here and everywhere. */
function findLimits(name: string): { here: number[]; everywhere: number[] } {
  const [, block = ''] = new RegExp(`const ${name}: Limits = \\{([\\s\\S]*?)\\n\\};`).exec(read(FLOOD)) ?? [];
  const numbers = [...block.matchAll(/burst: (\d+), refillMs: (?:([\d.]+) \* )?SECOND(?: \/ (\d+))?/g)].map(
    ([, burst, times = '1', over = '1']) => [Number(burst), Number(times) / Number(over)],
  );
  const [here = [], everywhere = []] = numbers;
  return { here, everywhere };
}
const [QUESTIONS, CHOICES, CHECKS] = ['QUESTIONS', 'CHOICES', 'FORM_CHECKS'].map(findLimits);

/** What the page says, with the numbers that the code has. */
const SAID: readonly string[] = [
  writeShares('one person, in all channels', 'person'),
  writeShares('one channel', 'channel'),
  writeShares('one workspace or server', 'tenant'),
  `arXiv (one in ${toWord(find('src/app/papers.ts', 'ARXIV_GAP_MS') / 1000)} seconds)`,
  `A person who has to wait ${toSeconds(find(QUEUE, 'NOTIFY_FROM_MS'))} s or longer sees how long`,
  `where it would be more than ${toSeconds(find(QUEUE, 'MAX_WAIT_MS'))} s the request is not queued`,
  `After ${toSeconds(find(CLIENT, 'PERSON_TIMEOUT_MS'))} s with all waits and tries`,
  `after ${toSeconds(find('src/core/command/dispatch.ts', 'ANSWER_WITHIN_MS'))} s the command is answered`,
  `The last fifth of Hugging Face's window (at most ${find(WINDOW, 'RESERVED')} requests)`,
  `An id that nobody knows is not asked for again for ${toWord(find('src/core/paper/find-paper.ts', 'UNKNOWN_FOR_MS') / 60_000)} minutes`,
  `${QUESTIONS?.here[0]} at once in a channel and one more every ${QUESTIONS?.here[1]} s; ${QUESTIONS?.everywhere[0]} in all channels and one more every ${QUESTIONS?.everywhere[1]} s`,
  `Choices while typing: ${CHOICES?.here[0]} and ${toWord(1 / (CHOICES?.here[1] ?? 0))} a second in a server or workspace, twice as many in all`,
  `Checks in a form: ${CHECKS?.here[0]} and one a second, in all twice as many`,
  `longer than any that Slack lets people write (${toThousands(find('adapters/slack/events/event-schema.ts', 'MAX_MESSAGE_LENGTH'))} characters)`,
  `more than ${find('src/last-guard.ts', 'MAX_PER_MINUTE')} such errors in a minute`,
  `headers and body have ${toWord(find(CONNECTION, 'REQUEST_MS') / 1000)} seconds together`,
  `a body may have ${toMB(find(RECEIVER, 'BODY_LIMIT'))} MB, ${find(RECEIVER, 'UNSIGNED_LIMIT') / 1000} KB without a signature, and all unfinished bodies together ${toMB(find(RECEIVER, 'BODIES_LIMIT'))} MB; ${find(CONNECTION, 'MAX_CONNECTIONS')} connections may be open`,
  `this machine's alone (\`HEALTH_HOST\`), with ${find('src/monitoring/health-server.ts', 'MAX_CONNECTIONS')} connections`,
  `${toWord(find(PARSERS, 'DEADLINE_MS') / 1000)} seconds and ${find(PARSERS, 'maxOldGenerationSizeMb')} MB for a document`,
  `may have ${toMB(find(PARSERS, 'MAX_CHARACTERS'))} million characters together`,
  `A line of the log has ${toThousands(find('src/redact.ts', 'MAX_REDACTED_LENGTH'))} characters at most`,
  `closed a source until the next start (${toWord(find(WINDOW, 'MAX_PAUSE_MS') / 60_000)} minutes at most now)`,
  `(${toThousands(find('src/search/index/embedding-filler.ts', 'MAX_VECTOR_LENGTH'))} at most now)`,
  `comes after ${toSeconds(find('src/core/async/timely-progress.ts', 'STILL_WORKING_AFTER_MS'))} s now`,
  `the test suite draws ${find('test/contract/what-is-drawn.test.ts', 'MESSAGES')} of each`,
  `takes less than ${find('test/house/patterns.test.ts', 'MAX_MS')} ms for the longest text that it may get`,
];

describe('docs/security.md', () => {
  it.each(SAID)('says what the code has: %s', (said) => {
    expect(PAGE).toContain(said);
  });

  it('says about how many regular expressions there are', async () => {
    const [, said = ''] = /some (\d+) regular expressions/.exec(PAGE) ?? [];
    expect(Math.abs((await collectPatterns()).length - Number(said))).toBeLessThan(30);
  });

  it('names options that the scripts have which it names', () => {
    const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;
    // A part of the page is about the scripts that it names.
    const parts = read('docs/security.md').split(/^## /m);
    const unknown = parts.flatMap((part) => {
      const named = [...part.matchAll(/`npm run (bench:[\w-]+)/g)].map(
        ([, name = '']) => scripts[name] ?? '',
      );
      const sources = named.map((command) =>
        read(command.split(' ').find((word) => word.endsWith('.ts')) ?? ''),
      );
      const options = [...part.matchAll(/`--([a-z]+)`/g)].map(([, option = '']) => option);
      return named.length === 0
        ? []
        : options.filter(
            (option) => !sources.some((source) => new RegExp(`^ {4}${option}: \\{ type`, 'm').test(source)),
          );
    });
    expect(unknown).toEqual([]);
    expect(PAGE).toContain('`--kind`');
  });
});
