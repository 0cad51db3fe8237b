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

/** What of it runs in the browser. */
const PAGE = /^playground\/page\/(?!(?:build|async-hooks)\.ts$).*\.tsx?$/;

const files = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx'],
  { cwd: ROOT, encoding: 'utf8' },
)
  .split('\n')
  .filter((file) => /^(?:src|commands|adapters)\//.test(file) || SERVES_DEMO.test(file) || PAGE.test(file))
  .filter((file) => !CATALOG.test(file) && !NOT_FOR_PEOPLE.some((pattern) => pattern.test(file)));

/** Three words in a row, which is how a sentence looks and a key, a format or a list of names does not. */
const SENTENCE = /\p{L}[\p{L}’']*[,:;]? +(?:\p{L}[\p{L}’']*|\{\})[,:;]? +(?:\p{Ll}[\p{L}’']+|\{\})/u;

/** Where a message says something: there one word with a capital is a text as well, unless it is somebody's name. */
const SAYS =
  /^(?:label|title|subtitle|text|hint|note|heading|placeholder|description|empty|remark|what|fix)$/;
const WORD = /^\P{L}*\p{Lu}\p{L}+/u;
/** Words of a page are shorter, and may have no capital. */
const PAGE_WORD = /\p{L}{2}/u;
const NAMES = new Set(['Discord', 'Slack', 'Paperboy']);

/** What a page says beside what is between its tags. */
const SAYING_ATTRIBUTES = /^(?:alt|aria-(?:description|label)|close|label|placeholder|submit|title)$/;

/** Puts a list together in English; how BibTeX does is its format. */
const GLUE = /^,? (?:and|or) $/;
const BIBTEX = 'src/core/paper/export-citations.ts';

const LOG = /\b(?:log|sampled)(?:\??\.(?:trace|debug|info|warn|error|fatal|count)|\[level\])$/;
/** Kysely takes `table as alias` and `is distinct from` as text, and a page its selectors. */
const QUERY = /(?:^|\.)(?:querySelector|selectFrom|where)$/;

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** The literals of a source text that read as a sentence, each `{}` for a value; in a page every word that it shows. */
function findSentences(source: string, lang: 'ts' | 'tsx' = 'ts', word = WORD): string[] {
  const tree = parseAst(source, { lang });
  const found: string[] = findShown(tree);
  const readText = (node: unknown) => source.slice((node as Node).start, (node as Node).end);
  visit(tree);
  return found;

  function visit(node: unknown): void {
    if (Array.isArray(node)) for (const part of node) visit(part);
    if (!isNode(node) || isForDevelopers(node) || isCommandLine(node)) return;
    const text = findLiteral(node);
    if (text !== undefined && (GLUE.test(text) || SENTENCE.test(text)) && !text.includes('(?'))
      found.push(text);
    else if (isSaid(node)) found.push(findLiteral(node.value as Node) ?? '');
    for (const [key, part] of Object.entries(node)) if (key !== 'type') visit(part);
  }

  /** Apart from patterns with groups: log messages are constant and English, errors that only a bug of ours can cause have a stack, SQL is no English. */
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
    return text !== undefined && !SENTENCE.test(text) && word.test(text) && !NAMES.has(text);
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

/** Where a page shows nothing of a literal: it is compared, looked up or an argument. */
const HIDING = new Set(['BinaryExpression', 'CallExpression', 'MemberExpression', 'JSXOpeningElement']);

/** The words between the tags of a page and in attributes for people, however they are chosen. */
function findShown(node: unknown, isShown = false): string[] {
  if (Array.isArray(node)) return node.flatMap((part) => findShown(part, isShown));
  if (!isNode(node)) return [];
  if (node.type === 'JSXAttribute') {
    const { name } = node.name as { readonly name: unknown };
    return findShown(node.value, typeof name === 'string' && SAYING_ATTRIBUTES.test(name));
  }
  const isTag = node.type === 'JSXElement' || node.type === 'JSXFragment';
  const areShown = isTag || (isShown && !HIDING.has(node.type));
  const text = node.type === 'JSXText' ? String(node.value) : isShown ? findLiteral(node) : undefined;
  const said = text === undefined ? '' : text.replace(/\s+/g, ' ').trim();
  return [
    ...(PAGE_WORD.test(said) && !NAMES.has(said) && !SENTENCE.test(findLiteral(node) ?? '') ? [said] : []),
    ...Object.entries(node).flatMap(([key, part]) => (key === 'type' ? [] : findShown(part, areShown))),
  ];
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
      findSentences(
        readFileSync(join(ROOT, file), 'utf8'),
        file.endsWith('x') ? 'tsx' : 'ts',
        PAGE.test(file) ? PAGE_WORD : WORD,
      )
        .filter((text) => !(GLUE.test(text) && file === BIBTEX))
        .map((text) => `${file}: ${text}`),
    );
    expect(files.filter((file) => PAGE.test(file)).length).toBeGreaterThan(20);
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
    expect(findSentences("const list = names.join(', ').replace(/, (?=x)/, ' or ');")).toEqual([' or ']);
  });

  it('are found in a page between tags, in attributes for people and in what is chosen', () => {
    const find = (source: string) => findSentences(source, 'tsx', PAGE_WORD);
    expect(find('<b className="wide open" title="Votes">Send <i>{name}</i></b>')).toEqual(['Votes', 'Send']);
    expect(find("<p>{n === 1 ? 'reply' : 'replies'}</p>")).toEqual(['reply', 'replies']);
    expect(find('<p aria-label={`Messages in $' + '{name}`} />')).toEqual(['Messages in {}']);
    expect(find("<p>{isOn ? '' : 'It has stopped now.'}</p>")).toEqual(['It has stopped now.']);
    expect(
      find("<p>{names.map((one) => <b key={one}>{one.kind === 'dm' ? '' : '# '}Slack</b>)}</p>"),
    ).toEqual([]);
    expect(find('<p {...{ view, "kind": "text" }}>{texts.send()} ·{" "}</p>')).toEqual([]);
    expect(find("const SPEEDS = [{ value: 0, label: 'stopped' }];")).toEqual(['stopped']);
  });
});
