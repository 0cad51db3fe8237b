import type { Random } from '../shared/random.ts';
import { hostileText, ordinaryText } from './texts.ts';

const SUMMARY = {
  tldr: 'A model reads papers faster than its teacher.',
  short: ['We show a model.', 'It reads papers.', 'It is faster.'],
};

const ANSWERS: Readonly<Record<string, (random: Random) => unknown>> = {
  'the summary that was asked for': () => ({ content: JSON.stringify(SUMMARY) }),
  'ordinary words': (random) => ({ content: ordinaryText(600, random) }),
  'a hostile text': (random) => ({ content: hostileText(random.pick([200, 16_000, 300_000]), random).text }),
  'hostile texts in a summary': (random) => ({
    content: JSON.stringify({
      tldr: hostileText(4_000, random).text,
      short: Array.from({ length: 3 }, () => hostileText(4_000, random).text),
    }),
  }),
  'deep JSON in the text': () => ({ content: '{"tldr":'.repeat(20_000) }),
  'many braces in the text': () => ({ content: '{ "a": } '.repeat(20_000) }),
  'a list of parts': (random) => ({ content: [{ type: 'text', text: hostileText(9_000, random).text }] }),
  'a refusal': (random) => ({ content: null, refusal: hostileText(9_000, random).text }),
  'a tool call': () => ({ content: null, tool_calls: [{ id: '1', type: 'function', function: {} }] }),
  nothing: () => ({ content: '' }),
};

/** A chat completion with an answer of any family. */
export function makeAnswer(random: Random): { readonly family: string; readonly body: unknown } {
  const family = random.pick(Object.keys(ANSWERS));
  const message = { role: 'assistant', ...(ANSWERS[family]?.(random) as object) };
  return {
    family,
    body: {
      ...{ id: 'chatcmpl-1', object: 'chat.completion', created: 0, model: 'hostile' },
      choices: [{ index: 0, finish_reason: random.pick(['stop', 'length', 'other']), message }],
      usage: random.pick<unknown>([
        { prompt_tokens: 900, completion_tokens: 90 },
        { prompt_tokens: -1, completion_tokens: 1e300 },
        null,
      ]),
    },
  };
}

/** In one reply: more would take this process longer to write than the bot to read. */
const MAX_NUMBERS = 200_000;

const LENGTHS = [8, 8, 8, 0, 1, 100_000];
const NUMBERS: readonly unknown[] = [0.1, -0.1, 0, 1e300, null, '1', []];

/** Vectors for what was asked, of lengths and numbers that may fit or not. */
export function makeVectors(
  asked: string,
  random: Random,
): { readonly family: string; readonly body: unknown } {
  const length = random.pick(LENGTHS);
  const isSound = random.chance(0.5);
  const family = `${length} numbers${isSound ? '' : ', not all of them numbers'}`;
  const count = Math.min(Math.max(1, inputsIn(asked)), Math.ceil(MAX_NUMBERS / Math.max(1, length)));
  const data = Array.from({ length: count }, (_, index) => ({
    object: 'embedding',
    index,
    embedding: Array.from({ length }, () => (isSound ? random.next() : random.pick(NUMBERS))),
  }));
  return {
    family,
    body: { object: 'list', model: 'hostile', data, usage: { prompt_tokens: 1, total_tokens: 1 } },
  };
}

function inputsIn(asked: string): number {
  try {
    const { input } = JSON.parse(asked) as { input?: unknown };
    return Array.isArray(input) ? input.length : 1;
  } catch {
    return 1;
  }
}
