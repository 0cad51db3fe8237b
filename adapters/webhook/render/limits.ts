/**
 * How much of a text is sent, in characters. A digest of 30 papers that fill all of it has less than four megabytes; one as papers
 * are has about 60 kB. Standard Webhooks sets no limit.
 */
export const LIMITS = {
  title: 500,
  people: 100,
  name: 200,
  abstract: 6000,
  summary: 2000,
  line: 300,
  words: 50,
  word: 100,
  text: 4000,
  language: 20,
} as const;
