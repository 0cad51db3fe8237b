import type { Paper } from '../core/paper.ts';
import type { Summarizer, Summary, SummaryStyle } from '../core/summary.ts';
import { splitSentences } from './sentences.ts';
import { tellingSentences } from './telling.ts';

const SENTENCES: Readonly<Record<SummaryStyle, number>> = { tldr: 1, short: 3, bullets: 3 };
const ON_A_CARD = 2;
const ON_A_CARD_AI = 3;

const BY_AI = 'AI summary, Hugging Face';
const BY_ABSTRACT = 'from the abstract';

/** Summaries as a ladder: Hugging Face's AI summary where there is one and it fits the style, else the abstract's own sentences. */
export function createSummarizer(): Summarizer {
  return {
    async summarize(paper, style, language): Promise<Summary> {
      const notes = /^en\b/i.test(language)
        ? []
        : ['Other languages need a model; this summary is in English.'];
      const ai = style === 'tldr' ? paper.aiSummary : undefined;
      const texts = ai ? splitSentences(ai) : tellingSentences(paper.abstract, SENTENCES[style]);
      if (texts.length === 0) notes.push('Nobody has told us the abstract of this paper.');
      return { style, points: texts.map((text) => ({ text })), by: ai ? byAi(paper) : BY_ABSTRACT, notes };
    },
    forCard(paper) {
      if (paper.aiSummary)
        return { text: splitSentences(paper.aiSummary).slice(0, ON_A_CARD_AI).join(' '), by: byAi(paper) };
      const text = tellingSentences(paper.abstract, ON_A_CARD).join(' ');
      return text === '' ? undefined : { text, by: BY_ABSTRACT };
    },
  };
}

function byAi({ aiSummaryModel }: Paper): string {
  return aiSummaryModel ? `${BY_AI} (${aiSummaryModel})` : BY_AI;
}
