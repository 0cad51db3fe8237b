import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAst } from 'rolldown/parseAst';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

/** What a function does is the first word of its name. A verb that is missing belongs here; a noun does not. */
const VERBS = new Set(
  `acknowledge add align allow answer ask assign backfill become bounce bound build cache capitalize can cannot carry change check choose claim classify clip
  clean collect compare complete compose compute confirm connect convert copy correct count create cut decide decompose delay delete derive
  deliver describe disconnect draw drop edit embed enqueue erase escape estimate exchange exclude expand explain export extract factor
  fetch fill filter find fit flatten fold forget format gather give ground group guard guess handle has hash hold ignore import insert
  intersect is join judge keep learn leave less limit link list listen load locate look make mark match may measure mention merge migrate move
  multiply name need normalize notify observe offer open orthonormalize pack parse pause pick pin plan post postpone prefer prepare press
  preview print propose publish purge put quantize quicken quote race rank rate read reconcile record redact refuse register
  reindex remember remove rename render replace report require rerank resolve restrict resume retry rotate round run save say score
  seal search secure send serve settle share show shorten shrink sign skip slow sort speak split start stop subscribe suggest sum
  synchronize sync take tokenize train transact translate truncate undisguise unescape unfurl unlink unpack unseal update upsert validate vary verify
  wait want warn weigh withdraw word write`.split(/\s+/),
);

/** `toDay`, `withoutGaps`, `byScore`: what becomes of the argument; `allows`, `matchesName`, `areNear`: what is asked of it. */
const OTHERS = new Set(
  `to as by from in on with without
  allows are asks begins begin constrains demands differs fits joins looks manages matches meets mentions needs passes says shows
  starts was`.split(/\s+/),
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
