import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { STOP_WORDS } from '../../../src/core/matching/stop-words.ts';
import { KEYWORD_BOOST, TITLE_BOOST } from '../../../src/search/postings/field-boosts.ts';
import { FREQUENCY_STEPS } from '../../../src/search/postings/quantization.ts';
import { SEGMENT_LAYOUT } from '../../../src/search/postings/segment-arrays.ts';
import { FORMAT_VERSION } from '../../../src/search/storage/snapshot-format.ts';
import { tokenize, toTerm } from '../../../src/search/text/tokenize.ts';
import { buildSegment, paper } from '../support.ts';

const TEXTS = [
  'GPT-4o and FlashAttention run in O(n log n), with C++ and C# on 3D data; naïve Müller is happy.',
  "It's state-of-the-art: Llama3, LoRA and ﬁne-tuned U-Nets beat α-divergence by 12.5 %.",
  'From μLO and $\\pi_{0.5}$ to Free^2Guide, M³ and N_0: to be or not to be a हिन्दी text',
  '大規模言語モデルと注意機構 — 한국어 텍스트',
];

/** What an index depends on beside its papers: words, stems, positions, the arrays and the weights that are baked in. */
function fingerprint(): string {
  const words = TEXTS.map((text) => {
    const found: unknown[] = [];
    tokenize(text, (word, position) => found.push([word, toTerm(word), position]));
    return found;
  });
  const { arrays } = buildSegment([
    paper('a', TEXTS[0] ?? '', { abstract: TEXTS.join(' '), authors: ['Ada Müller'] }),
  ]);
  const segment = SEGMENT_LAYOUT.map(([name]) => [name, [...arrays[name]]]);
  const weights = [[...FREQUENCY_STEPS], KEYWORD_BOOST, TITLE_BOOST];
  const whole = JSON.stringify([words, [...STOP_WORDS].sort(), segment, weights]);
  return createHash('sha256').update(whole).digest('hex').slice(0, 16);
}

test('whoever changes what an index holds raises its version, so that old ones are rebuilt', () => {
  expect([FORMAT_VERSION, fingerprint()]).toEqual([8, '8eb2a3989fdfd148']);
});
