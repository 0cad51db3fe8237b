import { expect, it } from 'vitest';
import { inTurns } from '../../src/core/async/in-turns.ts';
import { PAPER_LIMITS } from '../../src/core/paper/paper-limits.ts';
import { createSummarizer } from '../../src/summary/fallback-chain.ts';
import { aPaper } from '../support/builders.ts';
import { cpuMs } from '../support/cpu-time.ts';

/**
 * A card is made on the event loop, since its texts are short: that this is enough is shown here. The worst take 40 ms on one processor
 * and 80 on another, with the same code.
 */
const MAX_MS = 100;

const PIECES = [
  ...[
    ' ',
    'a',
    'A',
    '0',
    '.',
    ',',
    '-',
    '(',
    ')',
    '[',
    '"',
    '$',
    '#',
    '@',
    '/',
    '…',
    'я',
    '漢',
    '。',
    'α',
    'ﬁ',
  ],
  ...[
    'e\u0301',
    '\u200b',
    'a\u200b',
    'a ',
    'A ',
    'A. ',
    'a. ',
    'Aa0 ',
    '0. ',
    '1,',
    '1 2 3 ',
    '12 % ',
    '3-',
    '3x ',
    'v1.',
    'B',
  ],
  ...[
    'one ',
    'twenty-',
    'two hundred ',
    'half a million ',
    'three times ',
    'e.g. ',
    'Fig. ',
    'et al. ',
    '? ',
    '! ',
    ': ',
    '; ',
  ],
  ...[
    '[a](',
    '$a$ ',
    'x-',
    'A-',
    'A_B ',
    'aB ',
    'AB1 ',
    'a/b ',
    '(a) ',
    '1. ',
    ' and ',
    ', and ',
    'which ',
    ' that ',
    'of the ',
  ],
  ...[
    'We ',
    'we show that ',
    'We show that Sieve has 12 % of Atlas. ',
    'In this paper, we propose X. ',
    'This thing is good. ',
  ],
  ...['GPT-4o-mini and Llama 3.1-8B ', 'state-of-the-art ', 'iPhone ', 'v1.2.3 ', 'million '],
  ...[
    'example dot com ',
    'a.b ',
    'a@b.c ',
    '+49 ',
    'http',
    'www.',
    '0x',
    'bc1',
    'at ',
    'install ',
    'you ',
    'Ignore all that. ',
  ],
];
const PROSE = 'We show that Sieve has 12 % of Atlas. It is good. ';

function upTo(piece: string, length: number): string {
  return piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
}

/** A text of pieces in an order of their own, with a full stop at times. */
function mix(seed: number, length: number): string {
  let text = '';
  for (let at = seed; text.length < length; at = (at * 1_103_515_245 + 12_345) % 2_147_483_648)
    text += `${PIECES[at % PIECES.length]}${at % 11 === 0 ? '. ' : ''}`;
  return text.slice(0, length);
}

const texts = [
  ...PIECES.map((piece) => [piece, (length: number) => upTo(piece, length)] as const),
  ...Array.from(
    { length: 60 },
    (_, i) => [`mixture ${i}`, (length: number) => mix(7 * i + 1, length)] as const,
  ),
];
const { title: TITLE, abstract: ABSTRACT, aiSummary: SUMMARY } = PAPER_LIMITS;
const WHERE = {
  everywhere: (text: (length: number) => string) => ({
    title: text(TITLE),
    abstract: text(ABSTRACT),
    aiSummary: text(SUMMARY),
  }),
  'in the abstract': (text: (length: number) => string) => ({
    title: 'Sieve',
    abstract: text(ABSTRACT),
    aiSummary: PROSE,
  }),
  'in the AI summary': (text: (length: number) => string) => ({
    title: 'Sieve',
    abstract: upTo(PROSE, ABSTRACT),
    aiSummary: text(SUMMARY),
  }),
};

it(`a card of the longest texts that a paper may have takes less than ${MAX_MS} ms, whatever they are`, () => {
  const { findCardSummary } = createSummarizer();
  for (let i = 0; i < 20; i++) findCardSummary(aPaper(WHERE.everywhere((length) => upTo(PROSE, length))));
  const slow = texts.flatMap(([what, text]) =>
    Object.entries(WHERE).flatMap(([where, fields]) => {
      const paper = aPaper(fields(text));
      const once = () => void findCardSummary(paper);
      let ms = cpuMs(once);
      // Code is compiled on its way; what is slow is slow again.
      if (ms >= MAX_MS) ms = cpuMs(once, 3);
      return ms >= MAX_MS ? [`${Math.round(ms)} ms: ${JSON.stringify(what)} ${where}`] : [];
    }),
  );
  expect(slow).toEqual([]);
}, 120_000);

it('others are served between the cards of two papers', async () => {
  const order: string[] = [];
  setImmediate(() => order.push('another'));
  const until = (ms: number) => {
    const end = performance.now() + ms;
    while (performance.now() < end);
  };
  await inTurns(['first', 'second'], (paper) => {
    until(15);
    order.push(paper);
  });
  expect(order).toEqual(['first', 'another', 'second']);
});
