import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readDataset } from '../../bench/summary/dataset.ts';
import type { Paper } from '../../src/core/paper/paper.ts';
import { parseList } from '../../src/sources/hugging-face/parse-list.ts';
import { keepGroundedSentences } from '../../src/summary/grounding/grounding.ts';
import { findBarred } from '../../src/summary/text/barred.ts';
import { splitSentences } from '../../src/summary/text/sentences.ts';

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

const computeShare = <T>(things: readonly T[], holds: (thing: T) => boolean): number =>
  things.filter(holds).length / things.length;

describe.skipIf(!present)('the check of words on real summaries (skipped without ../shared)', () => {
  const papers = present ? papersWithAiSummaries() : [];
  const listSentences = ({ aiSummary = '' }: Paper) => splitSentences(aiSummary);
  const joinText = ({ title, abstract }: Paper) => `${title}\n${abstract}`;

  it('accepts 99 of 100 AI summaries of the recorded days', () => {
    expect(papers.length).toBeGreaterThan(4_000);
    const isAccepted = (paper: Paper) =>
      keepGroundedSentences(listSentences(paper), joinText(paper)).length === listSentences(paper).length;
    expect(computeShare(papers, isAccepted)).toBeGreaterThan(0.99);
  });

  it('holds back 99 of 100 that are of another paper', () => {
    const others = papers.map((paper, i) => [paper, papers[(i + 977) % papers.length] ?? paper] as const);
    const isAccepted = ([paper, other]: readonly [Paper, Paper]) =>
      keepGroundedSentences(listSentences(other), joinText(paper)).length > 0;
    expect(computeShare(others, isAccepted)).toBeLessThan(0.01);
  });

  it('finds no address and no word to the reader in 99 of 100 sentences that people summed papers up with', () => {
    const folder = join(DATA, 'scitldr');
    const files = readdirSync(folder).filter((name) => name.includes('.jsonl'));
    const samples = files.flatMap((name) => readDataset(join(folder, name)).samples);
    const sentences = samples.flatMap(({ targets }) => targets.flatMap(splitSentences));
    expect(sentences.length).toBeGreaterThan(3_000);
    expect(computeShare(sentences, (sentence) => findBarred(sentence) === undefined)).toBeGreaterThan(0.99);
  });
});
