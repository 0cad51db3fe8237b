import type { Random } from '../shared/random.ts';

const ODD: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  2,
  3,
  5,
  9,
  1e308,
  '',
  ' ',
  'null',
  'close',
  'error',
  'message',
  '__proto__',
  'constructor',
  '\ud800',
  '9'.repeat(400),
  'x'.repeat(5000),
  [],
  {},
  [null],
  [[[[[[[[[[[[]]]]]]]]]]]],
  { type: null },
  { id: null },
  { toString: 1, valueOf: 1 },
  JSON.parse('{"__proto__":{"id":"1"},"constructor":{"prototype":null}}'),
];

/** Names that libraries look for. */
const NAMES = ['type', 'event', 'user', 'id', 'channel', 'payload', 'command', 'ssl_check', '__proto__', 'd'];

type Node = Record<string, unknown> | unknown[];

/** A copy with one to four places changed: another kind of value, nothing, one from elsewhere, one too many. */
export function mutateEvent(event: unknown, others: readonly unknown[], random: Random): unknown {
  let copy = structuredClone(event);
  const times = random.whole(1, 4);
  for (let n = 0; n < times; n++) {
    const nodes = listNodes(copy);
    if (nodes.length === 0 || random.chance(0.02)) copy = structuredClone(random.pick(ODD));
    else change(random.pick(nodes), others, random);
  }
  return copy;
}

function change(node: Node, others: readonly unknown[], random: Random): void {
  const keys = Object.keys(node);
  if (keys.length === 0 || random.chance(0.1)) {
    put(node, random.pick(NAMES), structuredClone(random.pick(ODD)));
    return;
  }
  const key = random.pick(keys);
  const what = random.whole(0, 9);
  if (what < 5) put(node, key, structuredClone(random.pick(ODD)));
  else if (what < 7) Reflect.deleteProperty(node, key);
  else if (what < 9) put(node, key, pickFrom(random.pick(others), random));
  else if (Array.isArray(node)) node.push(...structuredClone(node.slice(0, 100)));
  else put(node, random.pick(keys), structuredClone(Reflect.get(node, key)));
}

/** Any value inside another event. */
function pickFrom(event: unknown, random: Random): unknown {
  const nodes = listNodes(event);
  if (nodes.length === 0) return null;
  const values = Object.values(random.pick(nodes));
  return values.length === 0 ? null : structuredClone(random.pick(values));
}

function put(node: Node, key: string, value: unknown): void {
  Object.defineProperty(node, key, { value, configurable: true, enumerable: true, writable: true });
}

const MAX_NODES = 500;

function listNodes(value: unknown): Node[] {
  const nodes: Node[] = [];
  const waiting = [value];
  while (waiting.length > 0 && nodes.length < MAX_NODES) {
    const one = waiting.pop();
    if (typeof one !== 'object' || one === null) continue;
    nodes.push(one as Node);
    waiting.push(...Object.values(one));
  }
  return nodes;
}

/** The text cut off, or with some characters changed. */
export function mutateText(text: string, random: Random): string {
  if (random.chance(0.3)) return text.slice(0, random.whole(0, text.length));
  const characters = [...text];
  for (let n = random.whole(1, 5); n > 0; n--) {
    characters[random.whole(0, characters.length)] = random.pick([
      '"',
      '{',
      '}',
      '[',
      ',',
      '\u0000',
      '9',
      'é',
    ]);
  }
  return characters.join('');
}
