import type { Random } from '../shared/random.ts';
import { hostileText } from './texts.ts';

type Json = unknown;

const ODD_VALUES: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  'null',
  '__proto__',
  [],
  {},
  [null],
  [[[[[[[[[[]]]]]]]]]],
  { toString: 1, valueOf: 1 },
  JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":1}}'),
  '9'.repeat(400),
];

const DEEP = 3_000;

function deep(): Json {
  let value: Json = 1;
  for (let i = 0; i < DEEP; i++) value = i % 2 === 0 ? [value] : { a: value };
  return value;
}

const WIDE = 1_000;
const MAX_CHARACTERS = 1_000_000;

/** The value again and again, as often as can be sent. */
function widen(value: Json): Json {
  const length = JSON.stringify(value)?.length ?? 4;
  return Array.from({ length: Math.min(WIDE, Math.ceil(MAX_CHARACTERS / length)) }, () => value);
}

const MUTATIONS = {
  'a value of another kind': (_value: Json, random: Random) => random.pick(ODD_VALUES),
  'a hostile text': (_value: Json, random: Random) =>
    hostileText(random.pick([30, 3_000, 30_000]), random).text,
  'a deep value': () => deep(),
  'a wide list': widen,
  'wrapped in a list': (value: Json) => [value],
  'wrapped in an object': (value: Json) => ({ value }),
  'left out': () => undefined,
} as const;

export type Mutation = keyof typeof MUTATIONS;
const NAMES = Object.keys(MUTATIONS) as Mutation[];

/** A copy of `value` in which one to three places are something else, and the names of what was done. */
export function mutate(value: Json, random: Random): { readonly value: Json; readonly done: Mutation[] } {
  const times = random.whole(1, 3);
  const done: Mutation[] = [];
  let changed = value;
  for (let i = 0; i < times; i++) {
    // One of a kind: lists in lists would be more than can be sent.
    const name = random.pick(NAMES.filter((one) => !done.includes(one)));
    done.push(name);
    changed = changeOne(changed, random, MUTATIONS[name], random.whole(0, countValues(changed)));
  }
  return { value: changed, done };
}

const MAX_VALUES = 400;

/** Places below the root, up to a bound: a mutated value may be as deep as it likes. */
function countValues(value: Json): number {
  let count = 0;
  const waiting: Json[] = [value];
  while (waiting.length > 0 && count < MAX_VALUES) {
    const one = waiting.shift();
    if (typeof one !== 'object' || one === null) continue;
    const inner = Object.values(one);
    count += inner.length;
    waiting.push(...inner.slice(0, MAX_VALUES));
  }
  return Math.min(count, MAX_VALUES);
}

type Change = (value: Json, random: Random) => Json;

/** Changes the place of this number, breadth first; 0 is the root. */
function changeOne(root: Json, random: Random, change: Change, at: number): Json {
  if (at === 0) return change(root, random);
  let seen = 0;
  const copy = shallow(root);
  const waiting: Json[] = [copy];
  while (waiting.length > 0) {
    const parent = waiting.shift() as Record<string, Json>;
    for (const key of Object.keys(parent)) {
      seen += 1;
      if (seen === at) {
        parent[key] = change(parent[key], random);
        return copy;
      }
      const inner = shallow(parent[key]);
      if (typeof inner !== 'object' || inner === null) continue;
      parent[key] = inner;
      waiting.push(inner);
    }
  }
  return copy;
}

function shallow(value: Json): Json {
  if (Array.isArray(value)) return [...value];
  return typeof value === 'object' && value !== null ? { ...value } : value;
}
