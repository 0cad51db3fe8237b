import { FormatError, IntlMessageFormat } from 'intl-messageformat';
import { ENGLISH, findLanguage, speakEnglish } from './language.ts';
import { flattenText, joinText, type Span, type Text } from './text.ts';

/** A parameter of a message. A span keeps its style: a command, a channel, a link. */
type Part = Text | Span;
type Value = Part | number;
/** A function is called in the language of the message: it writes a date or a number. */
type Written = Value | (() => string);

const MESSAGES = Symbol('messages');

/** One method per message, under the key of the message, which takes its parameters. */
export type Texts<Messages> = {
  readonly [Key in keyof Messages]: Messages[Key] extends string ? Format<Messages[Key]> : never;
};

/** With plain parameters the result is a string; with a span among them it is a list of spans. */
type Format<Message extends string> = [ParamOf<Message>] extends [never]
  ? () => string
  : <Given extends Readonly<Record<ParamOf<Message>, Written>>>(values: Given) => Formatted<Given>;

type Formatted<Given> = Given[keyof Given] extends string | number | (() => string) ? string : Text;

/**
 * The parameters of an ICU message: each name after an opening brace, but for the branches of `plural` and `select`. (A
 * branch that is one small word would be taken for a parameter: give it two words, or `#`.)
 */
type ParamOf<Message extends string> = Message extends `${infer Head}{${infer Rest}`
  ? (Head extends `${string}${BranchKey} ` ? never : NameOf<UntilEnd<Rest>>) | ParamOf<Rest>
  : never;
type BranchKey = 'one' | 'few' | 'many' | 'other' | `=${number}`;
type UntilEnd<Rest extends string> = Rest extends `${infer Name}}${string}` ? BeforeComma<Name> : never;
type BeforeComma<Name extends string> = Name extends `${infer Before},${string}` ? Before : Name;
type NameOf<Name extends string> = Name extends `${string}${' ' | '#' | '{' | '.' | '’'}${string}` | ''
  ? never
  : Name extends Uncapitalize<Name>
    ? Name
    : never;

/**
 * A part's texts for people, as ICU messages: its sentences are only here, so that they can be read in one place and
 * translated (`languages.ts`). A message is parsed when it is first shown.
 *
 *     const texts = createTexts({ papers: '{count, plural, one {# paper} other {# papers}}' });
 *     texts.papers({ count: 2 }); // 2 papers
 */
export function createTexts<const Messages extends Readonly<Record<string, string>>>(
  messages: Messages,
): Texts<Messages> {
  const catalog: Record<string | symbol, unknown> = { [MESSAGES]: messages };
  for (const [key, message] of Object.entries(messages))
    catalog[key] = createFormat({ catalog, key }, message);
  return Object.freeze(catalog) as unknown as Texts<Messages>;
}

/** A kind of problem: a stable code and its parameters. It is worded where it is shown, from the catalog it came from. */
export interface ProblemOf<Code extends string, Values = ProblemValues> {
  /** In kebab-case, as in `follows-many`. */
  readonly code: Code;
  /** Of its messages in the catalog: several kinds of problem may have one code. */
  readonly key: string;
  readonly values: Values;
  /** What happened. */
  what(): Text;
  /** What to do about it. */
  fix(): Text | undefined;
}

type ProblemValues = Readonly<Record<string, Value>>;

/** All catalogs of problems, by a name of each; `src/app/texts/problem-catalogs.ts` lists them. */
// biome-ignore lint/suspicious/noEmptyInterface: the composition root, which knows all parts, adds to it.
export interface ProblemCatalogs {}

/** What went wrong, as data: one of the problems of all catalogs, each a code and its parameters. */
export type Problem = {
  [Name in keyof ProblemCatalogs]: ProblemIn<ProblemCatalogs[Name]>;
}[keyof ProblemCatalogs];

export type ProblemCode = Problem['code'];

type ProblemIn<Catalog> = {
  [Key in keyof Catalog]: Catalog[Key] extends (...values: never[]) => infer One ? One : never;
}[keyof Catalog];

/** A problem as it is stored, maybe by another version: what its catalog needs to word it again. */
export interface StoredProblem {
  readonly code: string;
  readonly values: ProblemValues;
}

/** A problem on its way between threads: nothing of it is words. */
export interface SentProblem extends StoredProblem {
  readonly key: string;
}

/** A catalog of problems, whatever they are: looked up by their codes. */
export type ProblemCatalog = Readonly<Record<string, (values: never) => ProblemOf<string>>>;

export interface ProblemMessages {
  /** Where several messages describe one kind of problem. */
  readonly code?: string;
  readonly what: string;
  readonly fix?: string;
}

/** One method per kind of problem. */
export type Problems<Messages> = {
  readonly [Key in keyof Messages]: Messages[Key] extends ProblemMessages
    ? Raise<CodeOf<Key, Messages[Key]>, ParamsOfAll<Messages[Key]>>
    : never;
};

type Raise<Code extends string, Params extends string> = [Params] extends [never]
  ? () => ProblemOf<Code, Readonly<Record<never, Value>>>
  : (values: Readonly<Record<Params, Value>>) => ProblemOf<Code, Readonly<Record<Params, Value>>>;

type CodeOf<Key, Messages> = Messages extends { readonly code: infer Code extends string }
  ? Code
  : KebabCase<Key & string>;

type KebabCase<Key extends string> = Key extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${KebabCase<Rest>}`
  : '';

type ParamsOfAll<Messages extends ProblemMessages> =
  | ParamOf<Messages['what']>
  | (Messages['fix'] extends string ? ParamOf<Messages['fix']> : never);

/** What can go wrong in a part. The key in kebab-case is the code, unless it names one. */
export function createProblems<const Messages extends Readonly<Record<string, ProblemMessages>>>(
  messages: Messages,
): Problems<Messages> {
  const catalog: Record<string | symbol, unknown> = { [MESSAGES]: messages };
  for (const [key, { code = toCode(key), what, fix }] of Object.entries(messages)) {
    const sayWhat = createFormat({ catalog, key: `${key}.what` }, what);
    const sayFix = fix === undefined ? () => undefined : createFormat({ catalog, key: `${key}.fix` }, fix);
    catalog[key] = (values: ProblemValues = {}): ProblemOf<string> => ({
      code,
      key,
      values,
      what: () => sayWhat(values),
      fix: () => sayFix(values),
    });
  }
  return Object.freeze(catalog) as unknown as Problems<Messages>;
}

/** `followsMany` as `follows-many`. */
function toCode(key: string): string {
  return [...key]
    .map((letter) => (letter === letter.toLowerCase() ? letter : `-${letter.toLowerCase()}`))
    .join('');
}

/**
 * A stored problem, from its catalog; `undefined` where this catalog lacks the code, or where another version stored
 * it with other parameters.
 */
export function findProblem(
  catalog: ProblemCatalog | undefined,
  { code, values }: StoredProblem,
): ProblemOf<string> | undefined {
  return Object.values(catalog ?? {})
    .map((raise) => raise(values as never))
    .find((one) => one.code === code && canBeWorded(one));
}

/** The problem that another thread sent; `undefined` where none of these catalogs has it. */
export function receiveProblem(
  catalogs: readonly ProblemCatalog[],
  { code, key, values }: SentProblem,
): Problem | undefined {
  const raised = catalogs.map((catalog) => catalog[key]?.(values as never));
  return raised.find((one) => one?.code === code) as Problem | undefined;
}

function canBeWorded(problem: ProblemOf<string>): boolean {
  try {
    problem.what();
    problem.fix();
    return true;
  } catch (error) {
    if (error instanceof FormatError) return false;
    throw error;
  }
}

type Style = (parts: ReadonlyArray<Text | Span>) => Span;

/** Styles that a message may ask for: `<b>` for strong, `<code>` for what is typed. */
const STYLES = {
  b: (parts: ReadonlyArray<Text | Span>): Span => ({ text: flattenText(joinText(parts)), strong: true }),
  code: (parts: ReadonlyArray<Text | Span>): Span => ({ text: flattenText(joinText(parts)), code: true }),
};

/** The English messages of a catalog, as they were written; those of a problem are `key.what` and `key.fix`. */
export function readMessages(catalog: object): ReadonlyMap<string, string> {
  const messages = (catalog as { readonly [MESSAGES]: Readonly<Record<string, string | ProblemMessages>> })[
    MESSAGES
  ];
  return new Map(
    Object.entries(messages).flatMap(([key, message]) =>
      typeof message === 'string' ? [[key, message]] : [...nameParts(key, message)],
    ),
  );
}

/** The messages of a problem, by the keys that they are translated under. */
export function* nameParts(
  key: string,
  { what, fix }: Partial<ProblemMessages>,
): Generator<[string, string]> {
  if (what !== undefined) yield [`${key}.what`, what];
  if (fix !== undefined) yield [`${key}.fix`, fix];
}

/** Where a message is, for its translation. */
interface MessageKey {
  readonly catalog: object;
  readonly key: string;
}

/** In the language of whoever reads it, or in English with English dates and numbers where that has no translation. */
function createFormat(
  { catalog, key }: MessageKey,
  message: string,
): (values?: Readonly<Record<string, Written>>) => Text {
  const join = readSimple(message);
  let english: IntlMessageFormat | undefined;
  const writeEnglish = (values: Readonly<Record<string, Written>>): Text => {
    const simple = join?.(values);
    if (simple !== undefined) return simple;
    english ??= new IntlMessageFormat(message, ENGLISH);
    return writeMessage(english, values);
  };
  return (values = {}) => {
    const language = findLanguage();
    if (!language) return writeEnglish(values);
    const translated = language.translate(catalog, key);
    return translated ? writeMessage(translated, values) : speakEnglish(() => writeEnglish(values));
  };
}

/** A whole message that is one plural, whose branches have parameters alone. */
const PLURAL = /^\{(\w+), plural, one \{((?:[^{}#<']|\{\w+\})*)\} other \{((?:[^{}#<']|\{\w+\})*)\}\}$/;

/** Puts an English message together without a format, unless a parameter is missing; `undefined` where it needs one. */
function readSimple(
  message: string,
): ((values: Readonly<Record<string, Written>>) => Text | undefined) | undefined {
  const [, name = '', one = '', other] = PLURAL.exec(message) ?? [];
  if (other === undefined) {
    const pieces = splitAtParameters(message);
    return pieces && ((values) => joinPieces(pieces, values));
  }
  const branches = [splitAtParameters(one), splitAtParameters(other)] as const;
  return (values) => {
    const count = values[name];
    const pieces = typeof count === 'number' ? branches[count === 1 ? 0 : 1] : undefined;
    return pieces && joinPieces(pieces, values);
  };
}

/**
 * The pieces of a message without plurals, choices and styles, of which every second one is the name of a parameter: to put them
 * together takes a twentieth of the time and memory of a format. `undefined` for any other message.
 */
function splitAtParameters(message: string): readonly string[] | undefined {
  const pieces = message.split(/\{(\w+)\}/);
  return pieces.every((piece, i) => i % 2 === 1 || !/[{}<']/.test(piece)) ? pieces : undefined;
}

/** `undefined` where a parameter is missing, for which the format has an error of its own. */
function joinPieces(pieces: readonly string[], values: Readonly<Record<string, Written>>): Text | undefined {
  if (pieces.length === 1) return pieces[0];
  const parts: Part[] = [];
  for (const [i, piece] of pieces.entries()) {
    const value = i % 2 === 0 ? piece : values[piece];
    if (value === undefined) return undefined;
    const written = typeof value === 'function' ? value() : value;
    parts.push(typeof written === 'number' ? String(written) : written);
  }
  return joinText(parts);
}

function writeMessage(format: IntlMessageFormat, values: Readonly<Record<string, Written>>): Text {
  const given: Record<string, Value | Style> = { ...STYLES };
  for (const [name, value] of Object.entries(values))
    given[name] = typeof value === 'function' ? value() : value;
  const parts = format.format<Part>(given);
  return joinText(Array.isArray(parts) ? parts : [parts]);
}
