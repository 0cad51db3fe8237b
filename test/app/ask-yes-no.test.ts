import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { askYesNo } from '../../src/app/ask-yes-no.ts';

/** Asks, with this typed as the answer; `shown` is what the terminal got. */
async function ask(question: string, typed: string) {
  const [stdin, stderr] = [new PassThrough(), new PassThrough()];
  const shown: Buffer[] = [];
  stderr.on('data', (chunk: Buffer) => shown.push(chunk));
  stdin.end(typed);
  const isYes = await askYesNo(question, new AbortController().signal, { stdin, stderr });
  return { isYes, shown: Buffer.concat(shown).toString('utf8') };
}

it.each([
  ['y\n', true],
  [' YES \n', true],
  ['n\n', false],
  ['\n', false],
  ['', false],
])('%j is an answer', async (typed, isYes) => {
  expect(await ask('Delete it? (y/N) ', typed)).toEqual({ isYes, shown: 'Delete it? (y/N) ' });
});

it('a name in the question cannot control the terminal', async () => {
  const { shown } = await ask('Delete \u001b]0;owned\u0007\u009b2J\u202e? (y/N) ', 'n\n');
  expect(shown).toBe('Delete \\u001b]0;owned\\u0007\\u009b2J\\u202e? (y/N) ');
});
