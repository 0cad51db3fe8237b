import { splitSentences } from './sentences.ts';

/** Words with which authors say what they did … */
const DONE =
  /\b(?:we|this (?:paper|work|study|article|report)|our)\b[^.]{0,40}\b(?:propos|introduc|present|develop|show|find|demonstrat|study|build|release|describ|investigat|design|provide)/i;
/** … and what came of it. */
const FOUND =
  /\b(?:outperform|achiev|improv|state-of-the-art|surpass|reduc|experiments?|results?|evaluat|accuracy|faster|%)/i;

/** The sentences that say what was done and what was found, at most `count`, in the order of the abstract. */
export function tellingSentences(abstract: string, count: number): string[] {
  const sentences = splitSentences(abstract);
  const scored = sentences.map((sentence, at) => {
    const long = Math.max(0, sentence.length - 320) / 100;
    return {
      at,
      sentence,
      score: (DONE.test(sentence) ? 2 : 0) + (FOUND.test(sentence) ? 1 : 0) - at * 0.05 - long,
    };
  });
  return scored
    .toSorted((a, b) => b.score - a.score || a.at - b.at)
    .slice(0, count)
    .toSorted((a, b) => a.at - b.at)
    .map(({ sentence }) => sentence);
}
