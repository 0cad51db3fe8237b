import type { Paper } from '../../src/core/paper/paper.ts';
import { RANKING, type RankingParameters } from '../../src/search/ranking/ranking-parameters.ts';

/** How an index is built and asked where one part of the engine is left out. */
export interface WithoutPart {
  readonly parameters: RankingParameters;
  /** Whether a latent model is trained. */
  readonly latent: boolean;
  /** What the index gets to see of a paper, and of a query. */
  prepare(text: string): string;
  preparePaper(paper: Paper): Paper;
}

const WHOLE: WithoutPart = {
  parameters: RANKING,
  latent: true,
  prepare: (text) => text,
  preparePaper: (paper) => paper,
};

/** `re-weighting`, `FlashAttention` and `GPT-4o` as the plain words that a simpler tokenizer cuts them into. */
function cutCompounds(text: string): string {
  return text.toLowerCase().replaceAll(/(?<=[\p{L}\p{N}])[-_'^](?=[\p{L}\p{N}])/gu, ' ');
}

/** Each part that can be left out, by the name after `--without`; `nothing` is the whole engine. */
export const PARTS: Readonly<Record<string, WithoutPart>> = {
  nothing: WHOLE,
  latent: { ...WHOLE, latent: false, parameters: { ...RANKING, latentWeight: 0 } },
  'latent-feedback': { ...WHOLE, parameters: { ...RANKING, latentFeedbackShare: 0 } },
  adjacency: { ...WHOLE, parameters: { ...RANKING, adjacencyWeight: 0 } },
  'title-head': { ...WHOLE, parameters: { ...RANKING, titlePrefixBoost: 0 } },
  names: { ...WHOLE, parameters: { ...RANKING, nameWeight: 0 } },
  typos: { ...WHOLE, parameters: { ...RANKING, correctsMisspellings: false } },
  compounds: {
    ...WHOLE,
    prepare: cutCompounds,
    preparePaper: (paper) => ({
      ...paper,
      title: cutCompounds(paper.title),
      abstract: cutCompounds(paper.abstract),
    }),
  },
  forms: { ...WHOLE, parameters: { ...RANKING, formWeight: 0 } },
  'compound-weight': { ...WHOLE, parameters: { ...RANKING, compoundPartWeight: 1 } },
  'similar-feedback': { ...WHOLE, parameters: { ...RANKING, similarFeedbackShare: 0 } },
};
