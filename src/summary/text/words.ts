/** The words of a text in lower case: runs of letters and digits. */
export function splitWords(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * What forms of one word have in common, roughly: good enough to see that two sentences speak of the same thing.
 * `learning`, `learns` and `learned` are `learn`.
 */
export function toStem(word: string): string {
  if (word.length <= 3) return word;
  const bare = word.replace(/(?<=[^s])s$/, '').replace(/(?<=\w{4})(?:ing|ed|es|ly|ion|e)$/, '');
  return bare.slice(0, 8);
}

export function listStems(text: string): string[] {
  return splitWords(text).map(toStem);
}

/** Words that say nothing about the subject of a paper; stems. */
export const COMMON: ReadonlySet<string> = new Set(
  `a an the of and or to in for on with by from at as is are was were be been being that this these those which who
    whose it its they them their we our us i you your he she his her not no nor so than then there here such can could may
    might must shall should will would do does did done has have had having but if while when where how what why all any
    both each few more most other some only own same too very just also into over under between through during before after
    above below up down out off again further once via use uses used using based however thus therefore hence moreover
    furthermore additionally e g et al etc one two paper work propose present show novel new method approach result model
    learn network neural data task train perform problem`
    .split(/\s+/)
    .map(toStem),
);
