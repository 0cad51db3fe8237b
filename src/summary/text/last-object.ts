/** How models mark what they think before they answer: DeepSeek and Qwen, Gemma, others, Mistral, Kimi, Cohere, Open Thoughts. */
const MARKS: ReadonlyArray<readonly [open: string, close: string]> = [
  ...['think', 'thought', 'thinking', 'reasoning', 'seed:think'].map(
    (name) => [`<${name}>`, `</${name}>`] as const,
  ),
  ['[think]', '[/think]'],
  ['◁think▷', '◁/think▷'],
  ['<|start_thinking|>', '<|end_thinking|>'],
  ['<|begin_of_thought|>', '<|end_of_thought|>'],
  ['<|channel>thought', '<channel|>'],
  // gpt-oss: whatever channel comes before the final one. A message in another channel may be the last.
  ['<|channel|>analysis', '<|channel|>final<|message|>'],
  ['<|channel|>commentary', '<|channel|>final<|message|>'],
];
const MAX_MARK_LENGTH = Math.max(...MARKS.flat().map(({ length }) => length));
const MARK_BEGINS = new Set(MARKS.flat().map((mark) => mark.charAt(0)));

/** Braces may be opened and never closed; matching them must stay linear in the length of an answer. */
const MAX_STEPS_PER_CHARACTER = 8;

/** Of an object in JSON, unlike `{x | x > 0}`, which prose has many of. */
const BEGINS = /^\{\s*["}]/;
const MAX_BEGINNING_LENGTH = 40;

/** What a model said once it had done thinking. */
export interface Said {
  /** The last whole JSON object; `undefined` where there is none, or where another was begun after it. */
  readonly object: unknown;
  /** Everything behind the last thinking mark. */
  readonly text: string;
}

/**
 * Reads an answer from left to right. A draft inside a thought, or before another object, is ignored; a mark inside an
 * object is a word of the answer, since papers write about such marks.
 */
export function readSaid(answer: string): Said {
  let steps = answer.length * MAX_STEPS_PER_CHARACTER;
  let [object, begin, at]: [unknown, number, number] = [undefined, 0, 0];
  const forget = (end: number): void => {
    object = undefined;
    begin = end;
    at = end;
  };
  while (at < answer.length) {
    const character = answer.charAt(at);
    const mark = MARK_BEGINS.has(character) ? markAt(answer, at) : undefined;
    if (mark?.kind === 'open') {
      const close = findMark(answer, mark.close, mark.end);
      if (close < 0) return { object: undefined, text: '' };
      forget(close + mark.close.length);
    } else if (mark) {
      forget(mark.end);
    } else if (character === '{' && steps > 0 && BEGINS.test(answer.slice(at, at + MAX_BEGINNING_LENGTH))) {
      const end = findEndOfObject(answer, at);
      steps -= (end ?? answer.length) - at;
      const parsed = end === undefined ? undefined : parseJson(answer.slice(at, end));
      if (parsed !== undefined) object = parsed;
      // Cut in the middle: what is before it was a draft.
      else if (end === undefined) object = undefined;
      at = parsed === undefined ? at + 1 : (end ?? at + 1);
    } else at += 1;
  }
  return { object, text: answer.slice(begin).trim() };
}

type Mark = { readonly end: number } & (
  | { readonly kind: 'open'; readonly close: string }
  | { readonly kind: 'close' }
);

function markAt(text: string, at: number): Mark | undefined {
  const ahead = text.slice(at, at + MAX_MARK_LENGTH).toLowerCase();
  for (const [open, close] of MARKS) {
    if (ahead.startsWith(close)) return { kind: 'close', end: at + close.length };
    if (ahead.startsWith(open)) return { kind: 'open', close, end: at + open.length };
  }
  return undefined;
}

function findMark(text: string, mark: string, from: number): number {
  // Lower case may be longer than upper case in some scripts: then positions would not be those of the text.
  for (let at = text.indexOf(mark.charAt(0), from); at >= 0; at = text.indexOf(mark.charAt(0), at + 1))
    if (text.slice(at, at + mark.length).toLowerCase() === mark) return at;
  return -1;
}

/** Behind the brace that closes the one at `start`; braces in strings do not count. */
function findEndOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  let isString = false;
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (isString) {
      if (character === '\\') at += 1;
      else if (character === '"') isString = false;
    } else if (character === '"') isString = true;
    else if (character === '{') depth += 1;
    else if (character === '}' && --depth === 0) return at + 1;
  }
  return undefined;
}

function parseJson(json: string): unknown {
  // Small models break lines inside a text and end lists with a comma.
  return parseStrictly(json) ?? parseStrictly(json.replace(/[\n\r\t]+/g, ' ').replace(/, ?(?=[}\]])/g, ''));
}

function parseStrictly(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
