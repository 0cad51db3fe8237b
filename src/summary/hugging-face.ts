import type { CardSummary } from '../core/message/message.ts';
import type { Paper } from '../core/paper/paper.ts';
import type { SummaryStyle } from '../core/summary/summary.ts';
import { extractSentences, type Points, RankedText } from './extractive/extractive.ts';
import { filterGroundedSentences } from './grounding/grounding.ts';
import { chooseOneLine, chooseShortLine } from './one-line/one-line.ts';
import { findBarred } from './text/barred.ts';
import { clip } from './text/length.ts';
import { splitSentences, toVisible } from './text/sentences.ts';
import { texts } from './text/texts.ts';

const SHORT = 3;
const ON_A_CARD = 2;
const ON_A_CARD_AI = 3;

/** More is read of no abstract. */
const CHARACTERS_READ = 20_000;
/** `Qwen/Qwen3-VL-30B-A3B`. */
const MODEL_NAME = /^[\w.:/+-]{1,80}$/;

/** Hugging Face's summaries are one sentence: a `tldr`, the beginning of a `short` one, and no `bullets`. */
export function fromHuggingFace(
  paper: Paper,
  style: SummaryStyle,
): { readonly points: Points; readonly by: string } | undefined {
  const sentences = listAiSentences(paper).slice(0, style === 'tldr' ? 1 : SHORT);
  if (sentences.length === 0 || style === 'bullets') return undefined;
  const missing = style === 'short' ? SHORT - sentences.length : 0;
  const added = extractSentences(new RankedText(paper.abstract, paper.title), missing);
  const by = added.length === 0 ? byAi(paper) : texts.byAndAbstract({ by: byAi(paper) });
  return { points: [...sentences, ...added].map((text) => ({ text })), by };
}

/** Two or three sentences and one line: of the AI summary where there is one, else of the abstract. */
export function onCard(paper: Paper): CardSummary | undefined {
  const ai = listAiSentences(paper);
  const abstract = new RankedText(paper.abstract, paper.title);
  const short = chooseLines(ai, abstract);
  if (ai.length > 0) return { ...chooseTexts(ai), by: byAi(paper), ...short };
  const own = extractSentences(abstract, ON_A_CARD);
  if (own.length === 0) return undefined;
  return {
    ...chooseTexts(own, () => extractSentences(abstract, 1)),
    by: texts.fromAbstract(),
    ...short,
  };
}

/** What a paper is said to be in a thread of which a phone's screen has two: seven lines of it. */
const BRIEF = 270;

/** All sentences, and where those are too many for a brief text, the first ones, or those that say most by themselves. */
function chooseTexts(
  sentences: readonly string[],
  chooseFewer?: () => readonly string[],
): Pick<CardSummary, 'text' | 'brief'> {
  const text = sentences.join(' ');
  if (text.length <= BRIEF) return { text };
  const brief = chooseFewer?.().join(' ') ?? takeFirst(sentences);
  return brief !== '' && brief.length < text.length ? { text, brief } : { text };
}

/** At least one. */
function takeFirst(sentences: readonly string[]): string {
  const [first = '', ...rest] = sentences;
  return rest.reduce(
    (taken, one) => (taken.length + 1 + one.length <= BRIEF ? `${taken} ${one}` : taken),
    first,
  );
}

function chooseLines(ai: readonly string[], abstract: RankedText): Pick<CardSummary, 'line' | 'shortLine'> {
  const line = chooseOneLine(ai, abstract);
  if (line === undefined) return {};
  const shortLine = chooseShortLine(ai, abstract);
  return shortLine !== undefined && shortLine.length < line.length ? { line, shortLine } : { line };
}

/** The same for several papers; it runs in a worker. */
export function makeCards(papers: readonly Paper[]): Array<CardSummary | undefined> {
  return papers.map(onCard);
}

/** The model that wrote it may have followed instructions in the paper, or got another paper: it is checked against title and abstract. */
function listAiSentences({ aiSummary, title, abstract }: Paper): string[] {
  if (!aiSummary) return [];
  const sentences = splitSentences(toVisible(aiSummary.slice(0, CHARACTERS_READ)))
    .slice(0, ON_A_CARD_AI)
    .map(clip);
  return filterGroundedSentences(
    sentences,
    `${title.slice(0, CHARACTERS_READ)}\n${abstract.slice(0, CHARACTERS_READ)}`,
  );
}

function byAi({ aiSummaryModel: model }: Paper): string {
  const isName = model !== undefined && MODEL_NAME.test(model) && findBarred(model) === undefined;
  return isName ? `${texts.byHuggingFace()} (${model})` : texts.byHuggingFace();
}
