import { abstracts } from './abstract-texts.ts';

/** What is known of a paper whose own abstract is not bundled: facts alone. */
export interface PaperFacts {
  readonly id: string;
  readonly title: string;
  readonly authors: readonly string[];
  readonly keywords: readonly string[];
  readonly org?: string;
  readonly stars?: number;
}

/** What a subtitle may call the thing that it is under: `A Scalable Framework for …`. */
const KIND =
  /^(?:an?|the)\s(?:\S+\s){0,5}?(benchmark|dataset|framework|survey|model|system|agent|study)\b(?!-)/i;
const MAX_NAME_LENGTH = 40;

/**
 * A few sentences in place of an abstract, which say nothing but what the facts say. What a paper is called, what it is
 * about by its keywords, who wrote it. The same paper is always described in the same words.
 */
export function describePaper(facts: PaperFacts): string {
  const { id, keywords, stars } = facts;
  const turn = [...id].reduce((sum, digit) => sum + digit.charCodeAt(0), 0);
  const more = keywords.slice(3, 6);
  const others = [abstracts.alsoCovers, abstracts.related, abstracts.otherKeywords];
  const second = more.length > 1 ? others[turn % others.length] : undefined;
  return [
    abstracts.first({ opening: writeOpening(facts.title, turn), topics: joinWords(keywords.slice(0, 3)) }),
    ...(second ? [second({ topics: joinWords(more) })] : []),
    nameWriters(facts),
    ...(stars !== undefined && stars > 1 ? [abstracts.hadStars({ stars })] : []),
  ].join(' ');
}

/** `CoInteract is a framework about`, `This survey is about`, `CoInteract deals with`. */
function writeOpening(title: string, turn: number): string {
  const [, before, subtitle] = /^([^:]+):\s+(\S.*)$/.exec(title) ?? [];
  const name = before !== undefined && before.length <= MAX_NAME_LENGTH ? before : undefined;
  const kind = KIND.exec(subtitle ?? title)?.[1]?.toLowerCase();
  if (kind !== undefined && name !== undefined)
    return abstracts.namedKind({ name, article: chooseArticle(kind), kind });
  if (kind !== undefined) return abstracts.unnamedKind({ kind });
  const verbs = [abstracts.dealsWith, abstracts.isAbout, abstracts.concerns];
  const say = verbs[turn % verbs.length] ?? abstracts.isAbout;
  return say({ name: name ?? abstracts.thisPaper() });
}

function chooseArticle(noun: string): string {
  return /^[aeiou]/.test(noun) ? 'an' : 'a';
}

function nameWriters({ authors, org }: PaperFacts): string {
  const under = org === undefined ? '' : abstracts.listedUnder({ organization: org });
  const [first = '', second = ''] = authors;
  if (authors.length === 1) return abstracts.byOne({ first, under });
  if (authors.length === 2) return abstracts.byTwo({ first, second, under });
  return abstracts.byMany({ first, others: authors.length - 1, under });
}

function joinWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
