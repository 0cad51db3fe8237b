import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readDataset } from '../../bench/summary/dataset.ts';
import type { Paper } from '../../src/core/paper/paper.ts';
import { parseList } from '../../src/sources/hugging-face/parse-list.ts';
import { filterGroundedSentences } from '../../src/summary/grounding/grounding.ts';
import { findBarred } from '../../src/summary/text/barred.ts';
import { splitSentences } from '../../src/summary/text/sentences.ts';
import { readFigures } from '../support/security-page.ts';

const DATA = resolve(import.meta.dirname, '../../../shared/data');
const present = existsSync(DATA);

function papersWithAiSummaries(): Paper[] {
  const folder = join(DATA, 'hf-daily');
  const byId = new Map<string, Paper>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json.gz'))) {
    const items: unknown = JSON.parse(gunzipSync(readFileSync(join(folder, file))).toString('utf8'));
    for (const paper of parseList(items, 'recording').papers) if (paper.aiSummary) byId.set(paper.id, paper);
  }
  return [...byId.values()];
}

/** Compares what was counted with the row of docs/security.md, which says the share of those that hold. */
function expectFigures<T>(row: string, things: readonly T[], holds: (thing: T) => boolean): void {
  const share = `${((100 * things.filter(holds).length) / things.length).toFixed(1)} %`;
  const { tried, outcome } = readFigures(row);
  expect({ tried, share: outcome.slice(0, share.length) }).toEqual({
    tried: things.length.toLocaleString('en-US'),
    share,
  });
}

describe.skipIf(!present)('the check of words on real summaries (skipped without ../shared)', () => {
  const papers = present ? papersWithAiSummaries() : [];
  const listSentences = ({ aiSummary = '' }: Paper) => splitSentences(aiSummary);
  const joinText = ({ title, abstract }: Paper) => `${title}\n${abstract}`;

  it('accepts as many AI summaries of the recorded days as docs/security.md says', () => {
    const isAccepted = (paper: Paper) =>
      filterGroundedSentences(listSentences(paper), joinText(paper)).length === listSentences(paper).length;
    expectFigures('AI summaries of the recorded days', papers, isAccepted);
  });

  it('holds back as many that are of another paper', () => {
    const others = papers.map((paper, i) => [paper, papers[(i + 977) % papers.length] ?? paper] as const);
    const isHeldBack = ([paper, other]: readonly [Paper, Paper]) =>
      filterGroundedSentences(listSentences(other), joinText(paper)).length === 0;
    expectFigures('the same, each against another paper', others, isHeldBack);
  });

  it('finds no address and no word to the reader in as many sentences that people summed papers up with', () => {
    const folder = join(DATA, 'scitldr');
    const files = readdirSync(folder).filter((name) => name.includes('.jsonl'));
    const samples = files.flatMap((name) => readDataset(join(folder, name)).samples);
    const sentences = samples.flatMap(({ targets }) => targets.flatMap(splitSentences));
    const isClean = (sentence: string) => findBarred(sentence) === undefined;
    expectFigures('sentences in which people summed up papers', sentences, isClean);
  });
});
