import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAst } from 'rolldown/parseAst';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

/** Where a part's texts for people are. */
const CATALOG = /(?:^|\/)(?:texts|[\w-]+-texts|texts\/[\w-]+)\.ts$/;

/**
 * No sentences for people: orders to a model, the made-up abstracts of the demo's papers, lists of words, what PRIVACY.md is
 * compared with, and what migrations find in old databases.
 */
const NOT_FOR_PEOPLE = [
  /^src\/summary\/model\/(?:prompt|instructions|sample-paper)\.ts$/,
  /^src\/demo\/sample\//,
  /^src\/core\/text\/tex-words\.ts$/,
  /^src\/core\/matching\/stop-words\.ts$/,
  /^src\/store\/(?:people\/personal-data\.ts$|migrations\/)/,
];

/** The server of the demo's page; what else is there takes pictures and times tasks for whoever develops. */
const SERVES_DEMO =
  /^playground\/(?:act-schema|city|discord-acts|discord-view|event-stream|guard|index|json-body|mail|refusal|server|slack-acts|slack-view|stage|static-files|traffic-log|without-tokens)\.ts$/;

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /^(?:src|commands|adapters)\//.test(file) || SERVES_DEMO.test(file))
  .filter((file) => !CATALOG.test(file) && !NOT_FOR_PEOPLE.some((pattern) => pattern.test(file)));

/** Three words in a row, which is how a sentence looks and a key, a format or a list of names does not. */
const SENTENCE = /\p{L}[\p{L}’']*[,:;]? +(?:\p{L}[\p{L}’']*|\{\})[,:;]? +(?:\p{Ll}[\p{L}’']+|\{\})/u;

/** Where a message says something: there one word with a capital is a text as well, unless it is somebody's name. */
const SAYS =
  /^(?:label|title|subtitle|text|hint|note|heading|placeholder|description|empty|remark|what|fix)$/;
const WORD = /^\P{L}*\p{Lu}\p{L}+/u;
const NAMES = new Set(['Discord', 'Slack']);

const LOG = /\b(?:log|sampled)(?:\??\.(?:trace|debug|info|warn|error|fatal|count)|\[level\])$/;
/** Kysely takes `table as alias` and `is distinct from` as text. */
const QUERY = /(?:^|\.)(?:selectFrom|where)$/;

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** The literals of a source text that read as a sentence, each `{}` for a value. */
function findSentences(source: string): string[] {
  const found: string[] = [];
  const readText = (node: unknown) => source.slice((node as Node).start, (node as Node).end);
  visit(parseAst(source, { lang: 'ts' }));
  return found;

  function visit(node: unknown): void {
    if (Array.isArray(node)) for (const part of node) visit(part);
    if (!isNode(node) || isForDevelopers(node) || isCommandLine(node)) return;
    const text = findLiteral(node);
    if (text !== undefined && SENTENCE.test(text) && !text.includes('(?')) found.push(text);
    else if (isSaid(node)) found.push(findLiteral(node.value as Node) ?? '');
    for (const [key, part] of Object.entries(node)) if (key !== 'type') visit(part);
  }

  /** Apart from patterns with groups: log messages are constant and English, errors that only a fault of ours can cause have a stack, SQL is no English. */
  function isForDevelopers(node: Node): boolean {
    if (node.type === 'ImportDeclaration') return true;
    if (node.type === 'CallExpression')
      return [LOG, QUERY].some((pattern) => pattern.test(readText(node.callee)));
    if (node.type === 'NewExpression') return /^(?:Type|Range)?Error$/.test(readText(node.callee));
    return node.type === 'TaggedTemplateExpression' && /^sql\b/.test(readText(node.tag));
  }

  function isSaid({ type, key, value }: Node): boolean {
    if (type !== 'Property' || !SAYS.test(readText(key)) || !isNode(value)) return false;
    const text = findLiteral(value);
    return text !== undefined && !SENTENCE.test(text) && WORD.test(text) && !NAMES.has(text);
  }

  /** What one types is no sentence: it is a command's example, or the line behind a command in a text or a button. */
  function isCommandLine(node: Node): boolean {
    if (node.type === 'Property') return readText(node.key) === 'example';
    if (node.type !== 'CallExpression') return false;
    // Words of a list, one after the other.
    if (isSplitLiteral(node.callee)) return true;
    const [label] = node.arguments as unknown[];
    if (readText(node.callee) === 'button') visit(label);
    return /^(?:button|commandSpan|buildPageButtons|listShareActions)$/.test(readText(node.callee));
  }
}

function isSplitLiteral(callee: unknown): boolean {
  if (!isNode(callee) || callee.type !== 'MemberExpression' || !isNode(callee.property)) return false;
  return (
    callee.property.name === 'split' && isNode(callee.object) && findLiteral(callee.object) !== undefined
  );
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function findLiteral(node: Node): string | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type !== 'TemplateLiteral') return undefined;
  return (node.quasis as ReadonlyArray<{ value: { cooked: string } }>)
    .map(({ value }) => value.cooked)
    .join('{}');
}

describe('sentences for people', () => {
  it('are only in the catalogs', () => {
    const outside = files.flatMap((file) =>
      findSentences(readFileSync(join(ROOT, file), 'utf8')).map((text) => `${file}: ${text}`),
    );
    expect(outside).toEqual([]);
  });

  it('are found wherever they are, and log messages, programmers’ errors, SQL and command lines are none', () => {
    expect(
      findSentences("const a = 'Nothing new today.'; const b = `Of $" + '{n} papers none passes.`;'),
    ).toEqual(['Nothing new today.', 'Of {} papers none passes.']);
    expect(
      findSentences("log.info({ a }, 'a post was sent'); throw new Error('this cannot be so');"),
    ).toEqual([]);
    expect(
      findSentences("import a from 'a b c'; const b = 'two words'; const c = 'a-b-c'; sql`select a from b`"),
    ).toEqual([]);
    expect(
      findSentences("commandSpan('export csv top month'); button('Read it all now', 'show it to me')"),
    ).toEqual(['Read it all now']);
    expect(
      findSentences("const help = { example: 'pause summer break', title: 'No more daily posts' }"),
    ).toEqual(['No more daily posts']);
    expect(
      findSentences(
        "const links = { label: 'Page', text: `Why: $" +
          "{reason}`, name: 'Page', title: 'Slack', note: 'show 1' }",
      ),
    ).toEqual(['Page', 'Why: {}']);
  });
});
