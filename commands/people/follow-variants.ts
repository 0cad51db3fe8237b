import { readFollow } from '../../src/core/matching/follow.ts';
import { isInitial, splitName } from '../../src/core/matching/name.ts';
import { MATCH_ANY, withoutMatchAny } from '../../src/core/matching/terms.ts';
import type { Follow } from '../../src/core/schedule/personal.ts';
import type { Variant, Variants } from '../shared/passing-question.ts';
import { texts } from '../texts/follow.ts';

/** What a person may mean by a follow that matches nothing, or nearly everything. */
export function listFollowVariants(followed: Follow): Variants {
  const words = withoutMatchAny(followed.text);
  const isLoose = words !== followed.text;
  const hasSeveral = words.includes(' ');
  const surname = findSurname(words);
  switch (followed.kind) {
    case 'author':
      return {
        looser: [
          ...listLines('author', surname === undefined ? [] : [surname]),
          ...listLines('query', [dropCommas(words)]),
        ],
        narrower: listLines('author', isLoose ? [words] : []),
        noneHint: texts.hintAuthor(),
        mostHint: texts.hintAuthorMost(),
      };
    case 'org':
      return {
        looser: [
          ...listLines('org', hasSeveral ? [`${MATCH_ANY} ${words}`] : []),
          ...listLines('query', [dropCommas(words)]),
        ],
        narrower: listLines('org', isLoose ? [words] : []),
        noneHint: texts.hintOrg(),
        mostHint: texts.hintOrgMost(),
      };
    case 'query':
      return {
        looser: listLines('query', isLoose || !hasSeveral ? [] : [`${MATCH_ANY} ${words}`]),
        narrower: listLines('query', [
          ...(isLoose ? [words] : []),
          `${followed.text} votes:>20`,
          `${followed.text} votes:>50`,
        ]),
        noneHint: texts.hintQuery(),
        mostHint: texts.hintQueryMost(),
      };
  }
}

/** A shorter name, such as Li or Fei, is a given name as often, and the surname of many thousands. */
const MIN_SURNAME_LENGTH = 4;

/** The surname in a name of several words: before a comma, else the last word that is no initial. */
function findSurname(name: string): string | undefined {
  const [before = '', after] = name.split(',');
  const words = splitName(after === undefined ? name : before);
  const surname = words.findLast((word) => !isInitial(word));
  const typed = name
    .replaceAll(',', ' ')
    .split(/\s+/)
    .find((word) => splitName(word).join('') === surname);
  const isAlone = after === undefined && words.length < 2;
  return isAlone || !typed || typed.length < MIN_SURNAME_LENGTH ? undefined : typed;
}

/** A name as it can be a query: there its comma would separate two, and `Lovelace, A.` be one for the word `A`. */
function dropCommas(name: string): string {
  return name.replaceAll(',', ' ').trim().split(/\s+/).join(' ');
}

/** Those texts that can be followed, as lines. */
function listLines(kind: Follow['kind'], typed: readonly string[]): Variant[] {
  return typed.map((text) => ({ line: ['follow', kind, text].join(' '), fits: readFollow({ kind, text }) }));
}
