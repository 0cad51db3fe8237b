/** What is asked for, and a name as a paper has it: one person. Search operators and follows agree on these. */
export const SAME_NAMES: ReadonlyArray<readonly [wanted: string, name: string]> = [
  ['Ada Lovelace', 'Lovelace, Ada'],
  ['Lovelace, Ada', 'Ada Lovelace'],
  ['ada lovelace', 'Ada King Lovelace'],
  ['Müller', 'Jean-Luc Muller'],
  ['Muller', 'Jean-Luc Müller'],
  ['Strauß', 'D. Strauss'],
  ['Bjork Soren', 'Søren Bjørk'],
  ['Li', 'Wei Li'],
  ['A. Lovelace', 'Ada Lovelace'],
  ['Ada Lovelace', 'A. Lovelace'],
  ['Geoffrey Hinton', 'Geoffrey E. Hinton'],
  ['Geoffrey E. Hinton', 'Geoffrey Hinton'],
  ['Zhihua Zhou', 'Zhi-Hua Zhou'],
];

/** The same of two people. */
export const OTHER_NAMES: ReadonlyArray<readonly [wanted: string, name: string]> = [
  ['Li', 'Julia Roberts'],
  ['An', 'Brandon Sanderson'],
  ['Ada Lovelace', 'Ada Byron'],
  ['Li', 'L. Roberts'],
  ['L. Li', 'Wei Li'],
  ['Wei Wei', 'Jason Wei'],
  ['S. Huang', 'Shuang Sun'],
];
