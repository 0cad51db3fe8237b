import type { Paper } from '../core/paper.ts';
import type { Summarizer, Summary } from '../core/summary.ts';
import { extract } from './extractive.ts';
import { splitSentences } from './sentences.ts';

const ON_A_CARD = 3;

const BY_AI = 'AI summary, Hugging Face';
const BY_ABSTRACT = 'from the abstract';

/** Summaries as a ladder: Hugging Face's AI summary where there is one and it fits the style, else the abstract's own sentences. */
export function createSummarizer(): Summarizer {
  return {
    async summarize(paper, style, language): Promise<Summary> {
      const notes = /^en\b/i.test(language)
        ? []
        : ['Other languages need a model; this summary is in English.'];
      if (style === 'tldr' && paper.aiSummary) {
        return {
          style,
          points: splitSentences(paper.aiSummary).map((text) => ({ text })),
          by: byAi(paper),
          notes,
        };
      }
      const points = extract(paper.abstract, paper.title, style);
      if (points.length === 0) notes.push('Nobody has told us the abstract of this paper.');
      return { style, points, by: BY_ABSTRACT, notes };
    },
    forCard(paper) {
      if (paper.aiSummary) {
        return { text: splitSentences(paper.aiSummary).slice(0, ON_A_CARD).join(' '), by: byAi(paper) };
      }
      const points = extract(paper.abstract, paper.title, 'short');
      return points.length === 0
        ? undefined
        : {
            text: points
              .map(({ text }) => text)
              .slice(0, 2)
              .join(' '),
            by: BY_ABSTRACT,
          };
    },
  };
}

function byAi({ aiSummaryModel }: Paper): string {
  return aiSummaryModel ? `${BY_AI} (${aiSummaryModel})` : BY_AI;
}
