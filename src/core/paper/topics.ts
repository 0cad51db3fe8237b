import type { Paper } from './paper.ts';

/** At most this many short keywords describe a paper. */
const SHOWN = 3;
const MAX_LENGTH = 24;
/** A known abbreviation has no more letters. */
const MAX_INITIALS = 4;

/** The field's abbreviations of its longest terms, which are written with spaces or hyphens. */
const ABBREVIATIONS = [
  ['multimodal-large-language-model', 'MLLM'],
  ['large-language-model', 'LLM'],
  ['vision-language-action', 'VLA'],
  ['vision-language-model', 'VLM'],
  ['vision-transformer', 'ViT'],
  ['diffusion-transformer', 'DiT'],
  ['reinforcement-learning', 'RL'],
  ['supervised-fine-tuning', 'SFT'],
  ['group-relative-policy-optimization', 'GRPO'],
  ['direct-preference-optimization', 'DPO'],
  ['retrieval-augmented-generation', 'RAG'],
  ['chain-of-thought', 'CoT'],
  ['mixture-of-experts', 'MoE'],
  ['question-answering', 'QA'],
] as const;

/** Short keywords of a paper that are neither in its title nor in `said`, shortest first: more of those fit a line. */
export function chooseTopics(
  { keywords = [], title }: Pick<Paper, 'keywords' | 'title'>,
  said = '',
): string[] {
  const known = new Set(toPlainWords(`${title} ${said}`));
  const topics: string[] = [];
  const isKnown = (text: string): boolean => toPlainWords(text).every((word) => known.has(word));
  const candidates = keywords.map((keyword) => {
    const full = keyword.replace(/\s+/g, ' ').trim();
    return { full, topic: shortenTerm(full) };
  });
  for (const { full, topic } of candidates.toSorted((a, b) => a.topic.length - b.topic.length)) {
    if (topic.length > MAX_LENGTH || isKnown(full) || isKnown(topic) || isCoined(topic)) continue;
    topics.push(topic);
    for (const word of toPlainWords(`${full} ${topic}`)) known.add(word);
    if (topics.length === SHOWN) break;
  }
  return topics;
}

function shortenTerm(keyword: string): string {
  const spelled = keyword.toLowerCase().replaceAll(' ', '-');
  const [long, short] = ABBREVIATIONS.find(([term]) => spelled.includes(term)) ?? [];
  if (long === undefined) return keyword;
  const at = spelled.indexOf(long);
  return `${keyword.slice(0, at)}${short}${keyword.slice(at + long.length)}`;
}

/** `CompDemo`, `TIDAL`: a name from the paper, which says nothing to people who have not read it. `LoRA` and `RLHF` are known. */
function isCoined(topic: string): boolean {
  const letters = [...topic];
  if (letters.includes(' ')) return false;
  if (letters.length > MAX_INITIALS && letters.every(isUpper)) return true;
  return letters.some((letter, i) => isUpper(letter) && [letters[i - 1], letters[i - 2]].every(isLower));
}

function isUpper(letter: string): boolean {
  return letter !== letter.toLowerCase();
}

function isLower(letter = ''): boolean {
  return letter !== letter.toUpperCase();
}

/** The words in order, in lower case and without the plural `s`: `agents` equals `agent`. */
export function toPlainWords(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word) => (word.length > 3 && word.endsWith('s') ? word.slice(0, -1) : word));
}
