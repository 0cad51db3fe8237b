import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import {
  type Asked,
  type Behavior,
  limitContext,
  type ModelServer,
  startModelServer,
} from '../../../loopback/model-server.ts';
import type { SummaryStyle } from '../../../src/core/summary/summary.ts';
import { createSummarizer } from '../../../src/summary/fallback-chain.ts';
import { createBudget } from '../../../src/summary/model/budget.ts';
import { checkModel } from '../../../src/summary/model/check-model.ts';
import { createModel } from '../../../src/summary/model/model.ts';
import { aClock, aLog, aPaper } from '../../support/builders.ts';
import { wordLine } from '../../support/check-lines.ts';
import { IN_PROCESS } from '../../support/in-process.ts';
import { memoryStore } from '../memory-store.ts';

const PAPER = aPaper({
  title: 'Sieve: a cache that forgets well',
  abstract:
    'Long contexts make language models slow. We propose Sieve, a cache that keeps the tokens that matter. Experiments on 12 tasks show that Sieve is 3.5 times faster than H2O.',
});
const quote = 'We propose Sieve, a cache that keeps the tokens that matter';
const GOOD = {
  quote,
  sentences: ['Sieve is a cache that keeps the tokens that matter and is 3.5 times faster than H2O.'],
};
/** Holds against the paper as well: nothing but where it is says that it is none. */
const DRAFT = { quote, sentences: ['Sieve keeps tokens.'] };
const [good, draft] = [JSON.stringify(GOOD), JSON.stringify(DRAFT)];
const FULL_TEXT = [
  {
    heading: '1 Introduction',
    text: Array.from({ length: 900 }, (_, i) => `In run ${i} the cache keeps the tokens that matter.`).join(
      ' ',
    ),
  },
];

describe('a model behind a server', () => {
  let server: ModelServer;
  beforeEach(async () => {
    server = await startModelServer();
    onTestFinished(() => server.close());
  });

  function summarizer(fullText = FULL_TEXT) {
    const model = createModel({ baseUrl: server.baseUrl, model: 'fake-1', timeoutMs: 8_000 });
    const rest = { store: memoryStore(), clock: aClock(), log: aLog(), budget: {} };
    return createSummarizer({ model, fullText: async () => fullText, readers: IN_PROCESS, ...rest });
  }
  const summarize = (style: SummaryStyle = 'tldr') => summarizer([]).summarize(PAPER, style, 'en');
  const check = () =>
    checkModel(
      createModel({ baseUrl: server.baseUrl, model: 'fake-1', timeoutMs: 8_000 }),
      createBudget({}, memoryStore(), aClock()),
      AbortSignal.timeout(20_000),
      IN_PROCESS,
    );

  it.each<[string, string]>([
    ['a thought', `<think>Not ${draft} but better.</think>${good}`],
    ['a thought of which only the end is marked', `Set {x}, {y}, {z} and {w}: ${draft}</think>${good}`],
    ['Gemma’s thought', `<thought>Sets {a}, {b}, {c}, {d}. ${draft}</thought>\n${good}`],
    [
      'the channels of gpt-oss',
      `<|channel|>analysis<|message|>Need {..} ${draft}<|end|><|start|>assistant<|channel|>final<|message|>${good}`,
    ],
    ['Mistral’s thought', `[THINK]First {a}: ${draft}[/THINK]${good}`],
    ['Kimi’s thought', `◁think▷${draft}◁/think▷${good}`],
    ['Cohere’s thought', `<|START_THINKING|>${draft}<|END_THINKING|>${good}`],
    ['a draft without any mark', `First try: ${draft}\nToo vague. Better:\n\`\`\`json\n${good}\n\`\`\``],
    ['words with braces behind it', `${good}\nI kept to the form {quote, sentences}.`],
    ['many braces that nobody closes before it', `${'Let {x be in '.repeat(60)}${good}`],
    ['a brace that nobody closes before it', `The set {x | x > 0 is not needed. ${good}`],
  ])('that gives %s is read by its last whole object', async (_, content) => {
    server.will({ kind: 'says', content });
    const { points, by } = await summarize();
    expect(points).toEqual([{ text: GOOD.sentences[0] }]);
    expect(by).toBe('fake-1, checked against the abstract');
    expect(server.asked).toHaveLength(1);
  });

  it('may write of thinking marks in its answer', async () => {
    const sentences = ['Sieve is a cache that keeps the tokens that matter, not <think> or </think> tokens.'];
    server.will({ kind: 'says', content: `<think>hm</think>${JSON.stringify({ quote, sentences })}` });
    expect((await summarize()).points).toEqual([{ text: sentences[0] }]);
  });

  it.each([
    ['a thought that does not end', `<think>Maybe ${draft}, but`],
    ['an analysis without a final channel', `<|channel|>analysis<|message|>Maybe ${draft}`],
    ['a draft before a cut answer', `First: ${draft} Better: {"quote": "We propose Sieve, a cache th`],
    ['a draft before a withdrawn form', `${draft}</think>Nothing is better than {this}.`],
  ])('never has a draft published: %s', async (_, content) => {
    server.will({ kind: 'says', content });
    expect((await summarize()).by).toBe('from the abstract');
    expect(server.asked).toHaveLength(2);
  });

  it.each([
    [
      'parts',
      [
        { type: 'thinking', thinking: [{ type: 'text', text: draft }] },
        { type: 'text', text: good },
      ],
    ],
    [
      'parts of one text',
      [
        { type: 'text', text: good.slice(0, 30) },
        { type: 'text', text: good.slice(30) },
      ],
    ],
  ])('that writes its content as a list of %s is read', async (_, content) => {
    server.will({ kind: 'message', message: { content } });
    expect((await summarize()).points).toEqual([{ text: GOOD.sentences[0] }]);
  });

  it.each([
    ['with more keys than asked for', { ...GOOD, confidence: 0.9 }],
    ['inside another object', { summary: GOOD }],
    ['in a list', [GOOD]],
    ['with a line broken inside a text', good.replace('cache that', 'cache\nthat')],
    ['with a comma after the last one', good.replace(/\]\}$/, ',],}')],
    ['with its sentences as one text', { ...GOOD, sentences: GOOD.sentences.join(' ') }],
  ])('that writes its object %s is understood at once', async (_, content) => {
    server.will({ kind: 'says', content });
    expect((await summarize()).points).toEqual([{ text: GOOD.sentences[0] }]);
    expect(server.asked).toHaveLength(1);
  });

  it.each<[string, Behavior]>([
    ['a field', { kind: 'message', message: { content: null, refusal: 'I cannot help with that.' } }],
    ['a filter', { kind: 'message', message: { content: '' }, finishReason: 'content_filter' }],
    ['words', { kind: 'says', content: 'I’m sorry, but I can’t help with that request.' }],
  ])('that declines, by %s, is not asked for a correction, and the reader sees why', async (_, behavior) => {
    server.will(behavior);
    const { notes } = await summarize();
    expect(notes).toEqual(['No model wrote this: fake-1 declined to summarize this paper.']);
    expect(server.asked).toHaveLength(1);
  });

  it('whose answer is cut for want of tokens is named so', async () => {
    server.will({ kind: 'message', message: { content: good.slice(0, 40) }, finishReason: 'length' });
    const { notes } = await summarize();
    expect(notes).toEqual(['No model wrote this: fake-1 ran out of tokens before its answer was complete.']);
    expect(wordLine(await check()).what).toBe(
      'model: fake-1 runs out of tokens before its answer is complete',
    );
  });

  it.each(['System role not supported', 'Only user and assistant roles are supported!'])(
    'that says “%s” gets the task in the first message, from then on at once',
    async (message) => {
      server.will(({ body }) =>
        body.messages.some(({ role }) => role === 'system')
          ? { kind: 'status', status: 400, message }
          : { kind: 'says', content: good },
      );
      const { summarize: ask } = summarizer([]);
      expect((await ask(PAPER, 'tldr', 'en')).by).toContain('fake-1');
      await ask(PAPER, 'short', 'en');
      expect(server.asked).toHaveLength(3);
      const [only, more] = server.asked.at(-1)?.body.messages ?? [];
      expect(more).toBeUndefined();
      expect(only?.content).toContain('You summarize research papers');
      expect(only?.content).toContain('We propose Sieve');
    },
  );

  it.each([
    ['the reply', { error: { message: 'upstream', code: 429 } }, 'is busy (429)'],
    ['the reply, in words', { error: { message: 'no credits', code: 402 } }, 'refused the request (402)'],
    ['the reply, without a number', { error: { message: 'boom', code: 'server_error' } }, 'failed (502)'],
    [
      'the choice',
      { choices: [{ finish_reason: 'error', error: { code: 502 }, message: { content: '' } }] },
      'failed (502)',
    ],
  ])('whose 200 holds an error in %s is taken at its word', async (_, body, words) => {
    server.will({ kind: 'body', body: JSON.stringify(body) });
    expect((await summarize()).notes[0]).toContain(words);
  });

  it('at an address that is a page is named so', async () => {
    server.will({ kind: 'body', body: '"a page"' });
    expect((await summarize()).notes[0]).toContain('answered with a page instead of a completion');
    expect(wordLine(await check()).fix).toContain('/v1');
  });

  it('that fails with a 500 over the form is asked without the form', async () => {
    server.will(({ body }) =>
      'response_format' in body
        ? {
            ...{ kind: 'status', status: 500, message: 'Failed to parse grammar' },
            headers: { 'retry-after-ms': '1' },
          }
        : { kind: 'says', content: good },
    );
    expect((await summarize()).by).toContain('fake-1');
  });

  describe.each([
    [4_096, 'llama.cpp'],
    [4_096, 'vllm'],
    [2_048, 'vllm'],
    [4_096, 'silent'],
  ] as const)('with a context of %i tokens (%s)', (tokens, kind) => {
    const says = (asked: Asked): Behavior => ({
      kind: 'says',
      content: asked.body.messages.length > 2 ? GOOD : GOOD,
    });

    it('gets a shorter text, and at once when it is asked again', async () => {
      server.will(limitContext(tokens, kind, says));
      const { summarize: ask } = summarizer();
      const { by, points } = await ask(PAPER, 'tldr', 'en');
      expect(points).toEqual([{ text: GOOD.sentences[0] }]);
      expect(by).toBe('fake-1, checked against the full text');
      const tries = server.asked.length;
      expect(tries).toBeLessThanOrEqual(4);
      await ask(PAPER, 'short', 'en');
      expect(server.asked).toHaveLength(tries + 1);
    });

    it('is found out by check, which asks what summaries ask', async () => {
      server.will(limitContext(tokens, kind, says));
      expect(wordLine(await check())).toMatchObject({
        ok: true,
        what: expect.stringMatching(/^model: fake-1 answers, but its context is small: .* tokens of a paper/),
      });
    });
  });

  it('with a context that holds no paper at all fails check with the fix', async () => {
    server.will(limitContext(500, 'llama.cpp', { kind: 'says', content: GOOD }));
    const line = wordLine(await check());
    expect(line).toMatchObject({ ok: false, fix: expect.stringContaining('context') });
    expect(line.what).toContain('too small');
  });

  it('is asked by check exactly what summaries ask', async () => {
    server.will({ kind: 'says', content: GOOD });
    await summarizer().summarize(PAPER, 'short', 'en');
    expect(wordLine(await check())).toEqual({ ok: true, what: 'model: fake-1 answers' });
    const [summary, checked] = server.asked.map(({ body }) => body);
    const { messages: asked, ...fields } = summary ?? { messages: [] };
    const { messages, ...rest } = checked ?? { messages: [] };
    expect(rest).toEqual(fields);
    expect(messages.map(({ role }) => role)).toEqual(asked.map(({ role }) => role));
    const lengths = [asked, messages].map((all) => all.map(({ content }) => content).join('').length);
    expect(Math.abs((lengths[0] ?? 0) - (lengths[1] ?? 0)) / (lengths[0] ?? 1)).toBeLessThan(0.1);
  });
});
