import { isVerb } from '../text/verbs.ts';
import { splitWords } from '../text/words.ts';

/** Openings that need the sentence before: without it nobody knows what `it` is. */
const BACK = new Set(
  `this these those that it its they their them such both he she his her here there then thus hence therefore together however moreover
  furthermore additionally besides instead otherwise nevertheless nonetheless consequently accordingly similarly likewise finally
  specifically but and yet so also still`.split(/\s+/),
);

const SELF = new Set(['paper', 'work', 'article', 'study', 'survey', 'report', 'thesis']);

/** `We conduct experiments`, `We hope`: what one expects of any paper. */
const SAYS_NOTHING = new Set('conduct hope believe release perform also then further turn'.split(' '));

/** Whether a sentence makes no sense, or says nothing, without the one before it. */
export function cannotStandAlone(sentence: string): boolean {
  const words = splitWords(sentence);
  const [first = '', second = ''] = words;
  // `(2) A cache …`: it is one of a list.
  if (sentence.startsWith('(')) return true;
  // `To address this, prior research …`; where `we` follow, that opening is trimmed.
  if (first === 'to' && (POINTERS.has(words[2] ?? '') || PRONOUNS.has(words[2] ?? ''))) return true;
  if (first === 'we' && SAYS_NOTHING.has(second)) return true;
  if (words.some((_, at) => isUnresolved(words, at) || isUnresolvedObject(words, at))) return true;
  return (
    BACK.has(first) && !((first === 'this' || first === 'here') && (SELF.has(second) || second === 'we'))
  );
}

const OPENS_WITHOUT_SUBJECT = new Set(
  'in on at over across with for from by through via under after before'.split(' '),
);
const PLURALS = new Set(['people', 'data', 'children', 'and', 'both']);

/**
 * Whether a pronoun has nothing before it in its sentence that it could mean: `Looking at clothing alone it names the house`,
 * `ClawGym makes 13,500 of them`.
 */
function isUnresolved(words: readonly string[], at: number): boolean {
  const [word = '', first = '', second = ''] = [words[at], words[0], words[1]];
  const before = words.slice(0, at);
  if (word === 'them' || word === 'they') return !before.some(isPlural);
  if (word !== 'it' || before.some(isVerb)) return false;
  // `Before it edits a picture, a model can think`: what is meant follows.
  return first.endsWith('ing') || (OPENS_WITHOUT_SUBJECT.has(first) && second !== 'it');
}

/** Between `we show` and what is shown. */
const BEFORE_OBJECT = new Set('also further then that how why whether only not'.split(' '));
const PRONOUNS = new Set('it its them they their'.split(' '));
const POINTERS = new Set('this these those'.split(' '));
/** A word that points has no noun where one of these follows: `we address this by …`. */
const BEHIND_POINTER = new Set(
  'by as with via through using in for from and to on at where when which while'.split(' '),
);
/** `It is known` names nothing. */
const BEHIND_IT = new Set('is was remains becomes can may suffices'.split(' '));

/** Whether what `we` do is done to a pronoun, before which nothing is named: `we address it by …`, `we show that its cause …`. */
function isUnresolvedObject(words: readonly string[], at: number): boolean {
  const [word = '', next = ''] = [words[at], words[at + 1]];
  if (words[0] !== 'we' || at < 2) return false;
  const isPronoun = PRONOUNS.has(word) && !(word === 'it' && BEHIND_IT.has(next));
  if (!isPronoun && !(POINTERS.has(word) && BEHIND_POINTER.has(next))) return false;
  return words.slice(2, at).every((one) => BEFORE_OBJECT.has(one) || one.endsWith('ly') || isVerb(one));
}

function isPlural(word: string): boolean {
  return (
    PLURALS.has(word) || (word.length > 3 && word.endsWith('s') && !word.endsWith('ss') && !isVerb(word))
  );
}

const MENTION = new Set(['this', 'these', 'those', 'such']);

/** Whether a sentence refers to something before it as known. */
export function mentionsUnknown(sentence: string): boolean {
  const words = splitWords(sentence);
  return words.some((word, at) => {
    const next = words[at + 1] ?? '';
    // `The repaired models`: nothing has said so far that some were repaired.
    if (word === 'the') return next.length > 5 && next.endsWith('ed') && next !== 'proposed';
    return MENTION.has(word) && !SELF.has(next) && next !== 'as';
  });
}

const ADVISES = new Set('recommend advise hope encourage urge call'.split(' '));
const ADVISED = new Set('authors researchers practitioners reviewers users developers work'.split(' '));

/** Whether a sentence says what readers, or later work, should do: `We recommend …`, `Researchers should …`. */
export function isAdvice(sentence: string): boolean {
  const words = splitWords(sentence);
  const [first = '', second = ''] = words;
  if (first === 'we' && ADVISES.has(second)) return true;
  return words.some((word, at) => word === 'should' && ADVISED.has(words[at - 1] ?? ''));
}
