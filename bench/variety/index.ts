import type { ChosenPaper } from '../../src/core/delivery/delivery.ts';
import { groupPapers, MIN_TO_GROUP } from '../../src/core/digest/group-papers.ts';
import { rank } from '../../src/core/digest/rank.ts';
import { type Vectors, vary } from '../../src/core/digest/vary.ts';
import type { Paper } from '../../src/core/paper/paper.ts';
import { NO_VOTES } from '../../src/core/vote/vote.ts';
import { readRecordedDays } from '../../src/demo/day-files.ts';
import { SearchIndex } from '../../src/search/index/search-index.ts';
import { trainModel } from '../../src/search/latent/latent-sample.ts';
import { Segment } from '../../src/search/postings/segment.ts';
import { SegmentBuilder } from '../../src/search/postings/segment-builder.ts';
import { parseList } from '../../src/sources/hugging-face/parse-list.ts';
import { dot } from '../../src/taste/cholesky.ts';
import { mean } from '../search/measures.ts';

/**
 * `npm run bench:variety -- FOLDER [FROM]`: what varying a digest costs in upvotes and brings in difference, for several
 * weights, on recorded days. The model is trained on all papers of the folder.
 */
const COUNT = 5;
const WEIGHTS = [0, 1, 2, 3, 4, 6, 8, 12];
const OF_ONE_FIELD = [0.2, 0.4, 0.6];

const [folder, from = '2026'] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name a folder of recorded days.');
const files = readRecordedDays(folder);
const days = files.days.map((day) => ({ day, papers: parseList(files.read(day), 'recording').papers }));
const vectors = trainVectors(days.flatMap(({ papers }) => papers));
const papersById = new Map(days.flatMap(({ papers }) => papers.map((paper) => [paper.id, paper] as const)));
const lists = days.filter(({ day }) => day >= from).map(({ day, papers }) => rankDay(day, papers));
const print = (line: string): boolean => process.stdout.write(`${line}\n`);

print(`${lists.length} days from ${from}, ${COUNT} papers each\n`);
print(
  '| of one field | weight | upvotes retained | mean cosine | most alike pair | days with a pair over 0.7 | papers exchanged |',
);
print('|---|---|---|---|---|---|---|');
for (const ofOneField of OF_ONE_FIELD)
  for (const weight of WEIGHTS)
    print(`| ${[ofOneField, weight, ...measure(weight, ofOneField)].join(' | ')} |`);

print('\n| overviews of ten | grouped | groups | papers in groups | cosine in a group | between groups |');
print('|---|---|---|---|---|---|');
print(`| ${measureGroups().join(' | ')} |`);

/** The best ten of each day by subject: how many days can be grouped, and how much more alike two papers of one group are. */
function measureGroups(): string[] {
  const tens = lists.filter(({ papers }) => papers.length >= MIN_TO_GROUP);
  const grouped = tens.flatMap(({ papers }) => groupPapers(papers.slice(0, MIN_TO_GROUP), papersById) ?? []);
  const named = grouped.map(({ papers, groups }) => {
    let at = 0;
    return groups.flatMap(({ about, count }) => {
      const of = papers.slice(at, at + count);
      at += count;
      return about.kind === 'subject' ? [of] : [];
    });
  });
  const within = named.flatMap((groups) => groups.flatMap((of) => pairs(of, of)));
  const between = named.flatMap((groups) =>
    groups.flatMap((of, i) => groups.slice(i + 1).flatMap((other) => pairs(of, other))),
  );
  const covered = named.map((groups) => groups.flat().length / MIN_TO_GROUP);
  return [
    String(tens.length),
    String(grouped.length),
    mean(named.map(({ length }) => length)).toFixed(1),
    `${(100 * mean(covered)).toFixed(0)} %`,
    mean(within).toFixed(3),
    mean(between).toFixed(3),
  ];
}

function pairs(some: readonly ChosenPaper[], others: readonly ChosenPaper[]): number[] {
  return some.flatMap((a, i) =>
    (some === others ? others.slice(i + 1) : others).map((b) => cosine(a.paperId, b.paperId)),
  );
}

function trainVectors(papers: readonly Paper[]): Vectors {
  const builder = new SegmentBuilder();
  const unique = new Map(papers.map((paper) => [paper.id, paper]));
  for (const paper of unique.values()) builder.add(paper);
  const { arrays, positions } = builder.build();
  const segment = new Segment(arrays, positions);
  const model = trainModel(() => [segment]);
  segment.latent = model?.projectSegment(segment);
  return new Map(new SearchIndex([segment], { model }).readLatentVectors([...unique.keys()]));
}

interface Ranked {
  readonly papers: readonly ChosenPaper[];
  readonly upvotes: ReadonlyMap<string, number>;
}

function rankDay(day: string, papers: readonly Paper[]): Ranked {
  const now = Date.parse(`${day}T22:00:00Z`);
  return {
    papers: papers
      .map((paper) => ({
        ...{ paperId: paper.id, day },
        ...rank({ paper, day, snapshots: [], tally: NO_VOTES }, now),
      }))
      .toSorted((a, b) => b.score - a.score),
    upvotes: new Map(papers.map(({ id, upvotes = 0 }) => [id, upvotes])),
  };
}

function measure(weight: number, ofOneField: number): string[] {
  const rows = lists.map(({ papers, upvotes }) => {
    const best = papers.slice(0, COUNT);
    const { chosen } = vary(papers, COUNT, vectors, { weight, ofOneField });
    const sum = (list: readonly ChosenPaper[]): number =>
      list.reduce((total, { paperId }) => total + (upvotes.get(paperId) ?? 0), 0);
    const cosines = chosen.flatMap((a, i) => chosen.slice(i + 1).map((b) => cosine(a.paperId, b.paperId)));
    return {
      retained: sum(chosen) / Math.max(1, sum(best)),
      mean: mean(cosines),
      most: Math.max(0, ...cosines),
      exchanged: chosen.filter((one) => !best.some((other) => other.paperId === one.paperId)).length,
    };
  });
  return [
    `${(100 * mean(rows.map(({ retained }) => retained))).toFixed(1)} %`,
    mean(rows.map((row) => row.mean)).toFixed(3),
    mean(rows.map(({ most }) => most)).toFixed(3),
    String(rows.filter(({ most }) => most > 0.7).length),
    mean(rows.map(({ exchanged }) => exchanged)).toFixed(2),
  ];
}

function cosine(a: string, b: string): number {
  const [one, other] = [vectors.get(a), vectors.get(b)];
  return one && other ? dot(one, other) : 0;
}
