import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { SummaryStyle } from '../../../src/core/summary/summary.ts';
import { createAnswerSchema } from '../../../src/summary/grounding/answer.ts';
import { buildPrompt, buildRepair, PROMPT_VERSION } from '../../../src/summary/model/prompt.ts';

const STYLES: readonly SummaryStyle[] = ['tldr', 'short', 'bullets'];

/** All instructions of a model. */
function fingerprint(): string {
  const instructions = STYLES.flatMap((style) =>
    ['en', 'de'].map((language) => [
      buildPrompt('A paper.', style, language, 'fence'),
      buildRepair('{}', { code: 'empty', values: {} }),
      createAnswerSchema(style, language),
    ]),
  );
  return createHash('sha256').update(JSON.stringify(instructions)).digest('hex').slice(0, 16);
}

test('whoever changes the instructions of a model raises its version, so that what was written before is written again', () => {
  expect([PROMPT_VERSION, fingerprint()]).toEqual([3, '18f345288d9a8787']);
});
