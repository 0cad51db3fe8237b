import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAst } from 'rolldown/parseAst';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

/** What a function does is the first word of its name. A verb that is missing belongs here; a noun does not. */
const VERBS = new Set(
  `acknowledge act add adopt advance align allot allow answer apologize append apply ask assign attach attempt authorize await
  back backfill become begin bounce bound buffer build cache call can cannot capitalize carry cast catch change check choose
  claim classify clean clear clip clone close collect commit compare complete compose compute confirm connect converse convert
  copy correct count create cut decide decode decompose defer delay delete deliver demand depart derive describe destroy
  disconnect drain draw drop edit embed end enqueue ensure enter erase escape estimate exchange exclude exist expand explain
  export extract factor fail fetch file fill filter find finish fit flatten flush fold follow forget format gather get give
  ground group guard guess handle has hash hide hold ignore import init insert interact intersect is join judge keep learn
  leave less limit link list listen load locate lock log look lower make mark match may measure mention merge migrate move
  multiply name need normalize note notice notify observe offer omit open orthonormalize override pack paint parse pass pause
  pick pin plan post postpone prefer prepare press preview print process project propose publish purge push put quantize
  quicken quote race raise rank rate react read receive reconcile record recover redact refer refuse register reindex release
  remember remove rename render renew reopen repeat replace reply report require rerank reset resolve respond restart restrict
  resume retry return rise rotate round run save say score seal search secure seek select send serve set settle share shorten
  show shrink sign sink skip slow solve sort spawn speak spend split spread start step stop strip style subscribe subtract
  suggest sum sync synchronize take throw tick tokenize track train transact transform translate truncate try turn understand
  undisguise undo unescape unfurl unlink unpack unseal unwrap update upsert use validate vary verify view vote wait want warn
  weigh welcome withdraw word work wrap write`.split(/\s+/),
);

/** `toDay`, `withoutGaps`, `byScore`: what becomes of the argument; `allows`, `matchesName`, `areNear`: what is asked of it. */
const OTHERS = new Set(
  `to as by from in on with without
  allows are asks begins begin constrains demands differs fits joins looks manages matches meets mentions needs passes says shows
  starts was
  accepts counts covers ends equals exists opens states`.split(/\s+/),
);

/** Elements of a message are called by what they are, as in discord.js (`bold`, `inlineCode`), and so are formulas. */
const NOUNS = new Set(
  `bold italic code small masked html xml text link header context plain bullets words commandSpan channelSpan button
  dot idf fnv1a noop once`.split(/\s+/),
);

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** The names of the functions that a module exports. */
function listExportedFunctions(source: string): string[] {
  const { body } = parseAst(source, { lang: 'ts' }) as unknown as { readonly body: readonly Node[] };
  return body.flatMap((node) => {
    if (node.type !== 'ExportNamedDeclaration' || !node.declaration) return [];
    const declaration = node.declaration as Node;
    if (declaration.type === 'FunctionDeclaration') return [readName(declaration.id)];
    const parts = (declaration.declarations ?? []) as readonly Node[];
    return parts.filter(({ init }) => isFunction(init)).map(({ id }) => readName(id));
  });
}

function isFunction(node: unknown): boolean {
  return /^(?:Arrow)?FunctionExpression$/.test((node as Node | null)?.type ?? '');
}

function readName(id: unknown): string {
  return String((id as Node).name);
}

it('an exported function is called by what it does', () => {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => /^(?:src|commands|adapters)\//.test(file) && !file.startsWith('src/store/migrations/'));
  const nouns = files.flatMap((file) =>
    listExportedFunctions(readFileSync(join(ROOT, file), 'utf8'))
      .filter((name) => {
        const [first = name] = /^[a-z]+/.exec(name) ?? [];
        return !VERBS.has(first) && !OTHERS.has(first) && !NOUNS.has(name);
      })
      .map((name) => `${file}: ${name}`),
  );
  expect(nouns).toEqual([]);
});
