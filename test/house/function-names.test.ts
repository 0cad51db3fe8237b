import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAst } from 'rolldown/parseAst';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

/** What a function does is the first word of its name. A verb that is missing belongs here; a noun does not. */
const VERBS = new Set(
  `acknowledge act adapt add adopt advance align allot allow answer apologize append apply arm ask assign attach attempt authorize
  await back backfill become begin bounce bound bring browse buffer build cache call can cannot capitalize carry cast catch change check choose
  chunk claim classify clean clear clip clone close collapse collect commit compact compare complete compose compute confirm
  connect converse convert copy correct count cover create cut decide decode decompose defer delay delete deliver demand depart
  derive describe destroy dim disconnect drain draw drop edit embed emit empty end enqueue ensure enter erase escape estimate
  exchange exclude exist exit expand explain export extract factor fail fetch file fill filter find finish fit flatten flush fold
  follow forget format gather get give ground group guard guess handle has hash hide hold ignore import init insert interact
  intersect is join judge keep label learn leave less limit link list listen load locate lock log look lower make mark mask match may
  measure mention merge migrate move multiply name need normalize note notice notify observe offer omit open orthonormalize
  override pack pad paint parse pass pause pick pin plan play post postpone prefer prepare press preview print process project propose
  publish purge push put quantize query quicken quote race raise rank rate reach react read rebuild receive reconcile record
  recount recover redact refer refresh refuse register reindex reject relabel release remember remove rename render renew reopen repeat
  replace reply report request require rerank reseal reserve reset resolve respond restart restrict resume retract retry return
  rise rotate round run save say schedule score scrape seal search secure seek select send serve set settle share shorten show
  shrink sign sink skip sleep slow solve sort spawn speak spend split spread start step stop strip style subscribe subtract
  suggest sum summarize sync synchronize take throw tick tokenize track train transact transform translate truncate try turn
  understand undisguise undo unescape unfurl unlink unpack unseal unwrap update upsert use validate vary verify view visit vote
  wait want warn weigh welcome withdraw word work wrap write`.split(/\s+/),
);

/** `toDay`, `withoutGaps`, `byScore`: what becomes of the argument; `allows`, `matchesName`, `areNear`: what is asked of it. */
const OTHERS = new Set(
  `to as by from in on with without
  allows are asks begins begin constrains demands differs fits joins looks manages matches meets mentions needs passes says shows
  starts was
  accepts counts covers ends equals exists names opens states`.split(/\s+/),
);

/** Elements of a message are called by what they are, as in discord.js (`bold`, `inlineCode`), and so are formulas. */
const NOUNS = new Set(
  `bold italic code small masked html xml text link header context plain bullets words commandSpan channelSpan button
  dot idf fnv1a noop once`.split(/\s+/),
);

/**
 * Members called as elsewhere in the field: the levels of pino, a clock's `now`, `Math.random`, the `keys` of a `Map`, and the two texts
 * of a problem in a catalog.
 */
const MEMBERS = new Set(`debug info error now random keys what fix`.split(/\s+/));

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

interface Found {
  readonly name: string;
  readonly isMember: boolean;
  readonly start: number;
}

/**
 * Functions of a module, exported or not, at any depth, methods of its classes, private ones too, and members of its classes,
 * interfaces and types that are called. Getters are values.
 */
function listFunctions(source: string): Found[] {
  const found: Found[] = [];
  visit(parseAst(source, { lang: 'ts' }));
  return found;

  function visit(node: unknown): void {
    if (Array.isArray(node)) for (const part of node) visit(part);
    if (!isNode(node)) return;
    const member = findMember(node);
    const named = member ?? findNamed(node);
    if (named)
      found.push({
        name: String(named.name ?? named.value),
        isMember: member !== undefined,
        start: node.start,
      });
    for (const part of Object.values(node)) visit(part);
  }
}

function findNamed(node: Node): Node | undefined {
  switch (node.type) {
    case 'FunctionDeclaration':
      return node.id as Node;
    case 'VariableDeclarator':
      return isFunction(node.init) ? (node.id as Node) : undefined;
    case 'MethodDefinition':
      return node.kind === 'method' ? (node.key as Node) : undefined;
    case 'PropertyDefinition':
      return isFunction(node.value) ? (node.key as Node) : undefined;
    default:
      return undefined;
  }
}

/** A method of an interface, or a property whose type is a function. */
function findMember(node: Node): Node | undefined {
  if (node.type === 'TSMethodSignature' && node.kind === 'method') return node.key as Node;
  const isTyped =
    node.type === 'TSPropertySignature' || (node.type === 'PropertyDefinition' && !isFunction(node.value));
  return isTyped && isFunctionType(node.typeAnnotation) ? (node.key as Node) : undefined;
}

/** A function, or one among others: `(() => void) | undefined`. */
function isFunctionType(type: unknown): boolean {
  if (!isNode(type)) return false;
  if (type.type === 'TSUnionType') return (type.types as unknown[]).some(isFunctionType);
  return type.type === 'TSFunctionType' || isFunctionType(type.typeAnnotation);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function isFunction(node: unknown): boolean {
  return isNode(node) && /^(?:Arrow)?FunctionExpression$/.test(node.type);
}

function isVerb(name: string): boolean {
  const [first = name] = /^[a-z]+/.exec(name) ?? [];
  return VERBS.has(first) || OTHERS.has(first) || NOUNS.has(name);
}

/** Of a member a preposition alone says nothing: `votes.from(...)`. */
function isVerbOfMember(name: string): boolean {
  return MEMBERS.has(name) || (isVerb(name) && !/^(?:to|as|by|from|in|on|with|without)$/.test(name));
}

function findNouns(file: string, source: string): string[] {
  return listFunctions(source)
    .filter(({ name, isMember }) => !(isMember ? isVerbOfMember(name) : isVerb(name)))
    .map(({ name, start }) => `${file}:${source.slice(0, start).split('\n').length}: ${name}`);
}

it('a function or method is called by what it does', () => {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => /^(?:src|commands|adapters)\//.test(file) && !file.startsWith('src/store/migrations/'));
  expect(files.flatMap((file) => findNouns(file, readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
  expect(files.length).toBeGreaterThan(500);
});

it('nouns are found in functions of every kind', () => {
  for (const source of [
    'export function title() {}',
    'function around() { function inner() {} }',
    'const title = () => 1;',
    'class A { #room() {} }',
    'class A { room() {} }',
    'class A { room = () => 1; }',
    'class A { static of() {} }',
    'interface Store { latest(count: number): void }',
    'interface Store { from(source: string): void }',
    'interface Store { readonly title?: () => string }',
    'interface Store { readonly title: (() => string) | undefined }',
    'class A { readonly #title: () => string; constructor(title: () => string) { this.#title = title; } }',
    'type Store = { title(): string };',
  ])
    expect(findNouns('a.ts', source), source).not.toEqual([]);
  for (const source of [
    'function findTitle() { const toLabel = () => 1; }',
    'class A { get size() { return 1; } constructor() {} #makeRoom() {} }',
    'const title = 1;',
    'items.sort((a, b) => byScore(a, b)); const byScore = (a, b) => a - b;',
    'interface Store { listLatest(count: number): void; readonly title: string; readonly onTitle: () => void }',
    'interface Clock { now(): number }',
  ])
    expect(findNouns('a.ts', source), source).toEqual([]);
});
