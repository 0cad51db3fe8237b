import { SearchIndex } from '../../src/search/index/search-index.ts';
import { MIN_PAPERS, trainModel } from '../../src/search/latent/latent-sample.ts';
import { Segment } from '../../src/search/postings/segment.ts';
import { SegmentBuilder } from '../../src/search/postings/segment-builder.ts';
import { parseQuery } from '../../src/search/query/query.ts';
import { compareCells } from './bootstrap.ts';
import { type JudgedPapers, readJudgedPapers } from './judged-papers.ts';
import { mean, percentile, queryNdcg } from './measures.ts';
import { PARTS, type WithoutPart } from './parts.ts';
import { table } from './table.ts';

const ROUNDS = 3;

/** What one engine answered to each query, and the quickest of its rounds. */
interface Outcome {
  readonly ndcg: readonly number[];
  readonly first: readonly number[];
  readonly times: readonly number[];
}

/** Measures for every part what leaving it out changes: quality with a 95 % interval of a paired bootstrap, and time as a ratio. */
export function benchWithout(folder: string, parts: readonly string[]): string {
  return readJudgedPapers(folder)
    .map((judged) => compare(judged, parts))
    .join('\n\n');
}

function compare(judged: JudgedPapers, parts: readonly string[]): string {
  const build = buildOnce(judged);
  const whole = run(judged, PARTS.nothing as WithoutPart, build);
  const rows = parts.map((part) => {
    const variant = PARTS[part];
    if (!variant) throw new Error(`There is no part ${part}. There are ${Object.keys(PARTS).join(', ')}.`);
    const outcome = run(judged, variant, build);
    return [`without ${part}`, ...cells(outcome), ...differenceCells(whole, outcome)];
  });
  const head = ['engine', 'nDCG@10', 'first right', 'gain of the part', '95 % interval', 'time of the rest'];
  const { name, papers, queries } = judged;
  return `## ${name}: ${papers.length} papers, ${queries.length} queries\n\n${table(head, [['whole', ...cells(whole), '', '', '1.00'], ...rows])}`;
}

function run({ queries, judgments }: JudgedPapers, part: WithoutPart, build: Build): Outcome {
  const index = build(part);
  const times = queries.map(() => Number.POSITIVE_INFINITY);
  const answers: string[][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, { text }] of queries.entries()) {
      const from = performance.now();
      const { hits } = index.search(parseQuery(part.prepare(text)), { offset: 0, limit: 10 });
      times[i] = Math.min(times[i] ?? 0, performance.now() - from);
      answers[i] = hits.map(({ paperId }) => paperId);
    }
  }
  const wanted = queries.map(({ id }) => judgments.get(id) ?? new Map<string, number>());
  return {
    times,
    ndcg: answers.map((ids, i) => queryNdcg(ids, wanted[i] ?? new Map())),
    first: answers.map(([id], i) => Number(id !== undefined && wanted[i]?.has(id) === true)),
  };
}

type Build = (part: WithoutPart) => SearchIndex;

/** Most parts are left out when a query is asked: only papers that are prepared otherwise need segments of their own. */
function buildOnce({ papers }: JudgedPapers): Build {
  const built = new Map<WithoutPart['preparePaper'], ReturnType<typeof buildSegment>>();
  return ({ latent, parameters, preparePaper }) => {
    const { segment, model } = built.get(preparePaper) ?? buildSegment(papers.map(preparePaper));
    built.set(preparePaper, { segment, model });
    return new SearchIndex([segment], { model: latent ? model : undefined, parameters });
  };
}

function buildSegment(papers: JudgedPapers['papers']) {
  const builder = new SegmentBuilder();
  for (const paper of papers) builder.add(paper);
  const { arrays, positions } = builder.build();
  const segment = new Segment(arrays, positions);
  const model = papers.length >= MIN_PAPERS ? trainModel(() => [segment]) : undefined;
  segment.latent = model?.projectSegment(segment);
  return { segment, model };
}

function cells({ ndcg, first }: Outcome): string[] {
  return [mean(ndcg).toFixed(4), mean(first).toFixed(3)];
}

function differenceCells(whole: Outcome, without: Outcome): string[] {
  const ratio = percentile(without.times, 0.5) / percentile(whole.times, 0.5);
  return [...compareCells(whole.ndcg, without.ndcg), ratio.toFixed(2)];
}
