import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Paper } from '../../src/core/paper/paper.ts';
import { createSearchEngine } from '../../src/search/engine.ts';
import { parseList } from '../../src/sources/hugging-face/parse-list.ts';
import { aLog, changingPapers, paper } from './support.ts';

/** Made-up titles, as arXiv and Hugging Face write names, and what one would type. */
const TYPED: ReadonlyArray<readonly [title: string, typed: string]> = [
  ['πFlow: Policies for Two-Armed Robots', 'piFlow'],
  ['$\\pi_{0.5}$: a Robot Model with Open-World Skill', 'pi0.5'],
  ['Teaching π^3 to See Depth', 'pi3'],
  ['μTune: Learning Rates That Carry Over', 'muTune'],
  ['Width Scaling under $\\mu P$', 'muP'],
  ['τ-arena: Tools under Pressure', 'tau-arena'],
  ['Steer-Δ: Small Edits to Large Models', 'Steer-Delta'],
  ['𝜎-Gate: Noise as a Switch', 'sigma-gate'],
  ['Run^2Guide: Plans That Guide Runs', 'Run2Guide'],
  ['K^3: Keys, Kernels and Knowledge', 'K3'],
  ['H³Net: Hierarchies of Hypergraphs', 'H3Net'],
  ['W^{2}V: From Words to Voxels', 'W2V'],
  ['SL$^{2}$M-Bench: Long Memory', 'SL2M-Bench'],
  ['$\\textbf{S}$cout$^2$: Agents That Look Twice', 'Scout2'],
  ['S_0-Walk: Steps of Legged Machines', 'S0-Walk'],
  ['Tokens of Size 2^{64} for Pictures', '264'],
  ['Go\u00adgents: Goals of Agents', 'gogents'],
];

const LOOKALIKES = [
  'Pi',
  'Mu',
  'Tau',
  'Delta',
  'Sigma',
  'K 3',
  'H 3',
  'Guide 2',
  'P',
  'W',
  'SL',
  'M',
  'Bench',
];
const OTHERS = LOOKALIKES.flatMap((name, i) => [
  paper(`like-${i}`, `${name}: A Study of Models with ${i} Parts`),
  paper(`also-${i}`, `Models and ${name} at ${i + 2} Scales`),
]);

async function openEngine(papers: readonly Paper[]) {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-names-'));
  const clock = { now: Date.now };
  const engine = createSearchEngine({ folder, papers: changingPapers(papers).source, log: aLog(), clock });
  onTestFinished(async () => {
    await engine.close();
    rmSync(folder, { recursive: true });
  });
  await engine.ready;
  return engine;
}

/** The place of a paper in the answer, from 1; 0 where it is not among the first three. */
async function findRank(engine: Awaited<ReturnType<typeof openEngine>>, typed: string, id: string) {
  const { hits } = await engine.search(typed, { offset: 0, limit: 3 });
  return hits.findIndex(({ paperId }) => paperId === id) + 1;
}

describe('a name with Greek letters, powers or TeX', () => {
  test('is found as a keyboard types it, as a title writes it, and is shown whole', async () => {
    const titled = TYPED.map(([title], i) => paper(`named-${i}`, title));
    const engine = await openEngine([...titled, ...OTHERS]);
    const ranks = await Promise.all(TYPED.map(([, typed], i) => findRank(engine, typed, `named-${i}`)));
    expect(TYPED.filter((_, i) => ranks[i] !== 1)).toEqual([]);
    const asWritten = await Promise.all(
      TYPED.map(([title], i) => findRank(engine, title.split(':')[0] ?? '', `named-${i}`)),
    );
    expect(TYPED.filter((_, i) => asWritten[i] === 0)).toEqual([]);
    const { hits } = await engine.search('run2guide', { offset: 0, limit: 1 });
    const strong = hits[0]?.snippet.flatMap(({ text, strong: isMatch }) => (isMatch ? [text] : []));
    expect(strong).toEqual(['Run^2Guide']);
  });
});

const DATA = resolve(import.meta.dirname, '../../../shared/data');
const CASES = join(DATA, 'cases/names-as-typed.json');
const DAYS = join(DATA, 'hf-daily');
const present = existsSync(CASES) && existsSync(DAYS);

interface Case {
  readonly id: string;
  readonly title: string;
  readonly typed: string;
}

describe.skipIf(!present)('names of real papers on the recorded days (skipped without ../shared)', () => {
  test('are among the first three as typed', { timeout: 120_000 }, async () => {
    const cases = JSON.parse(readFileSync(CASES, 'utf8')) as readonly Case[];
    const files = readdirSync(DAYS).filter((file) => file.endsWith('.json.gz'));
    const papers = new Map(
      files.flatMap((file) => {
        const items: unknown = JSON.parse(gunzipSync(readFileSync(join(DAYS, file))).toString());
        return parseList(items, 'recording').papers.map((one) => [one.id, one] as const);
      }),
    );
    // Some were listed later than the last recorded day.
    for (const { id, title } of cases) if (!papers.has(id)) papers.set(id, paper(id, title));
    const engine = await openEngine([...papers.values()]);
    const missed: string[] = [];
    for (const { id, typed } of cases)
      if ((await findRank(engine, typed, id)) === 0) missed.push(`${typed} (${id})`);
    expect(missed).toEqual([]);
  });
});
