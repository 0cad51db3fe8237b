import { parseArgs } from 'node:util';
import { TASTE } from '../../src/taste/parameters.ts';
import { table } from '../search/table.ts';
import { type Community, createFollowers, listCommunities, randomVoters } from './communities.ts';
import { type Recording, readRecording } from './days.ts';
import { describeAttack, describeCost } from './guards.ts';
import { logistic, ours, type Policy, popularity, rocchio, thompson } from './policies.ts';
import { type Day, type ReplayInput, replay } from './replay.ts';
import { buildVectors } from './vectors.ts';

/**
 * `npm run bench:taste`: replays recorded days for communities with an interest, day by day: a policy sees the votes of a
 * day on the next one. Parameters were chosen with `--part tune`, which has other days and other communities.
 */
const { values } = parseArgs({
  options: {
    part: { type: 'string', default: 'report' },
    seeds: { type: 'string', default: '1,2' },
    /** Of recorded days; the bundled ones where it is left out. */
    folder: { type: 'string' },
    communities: { type: 'string', default: '18' },
    weights: { type: 'string' },
    /** The brigade and the cost alone. */
    guards: { type: 'boolean', default: false },
    /** Parameters to try in place of ours, as JSON, several between semicolons. */
    try: { type: 'string' },
    /** Only what topics and follows gain. */
    named: { type: 'boolean', default: false },
  },
});

/** The days of both parts; the bundled days are too few for two. */
const PARTS = {
  tune: { from: '2025-05-01', to: '2025-10-26' },
  report: { from: '2025-10-27', to: '2026-04-30' },
} as const;
const part = values.part === 'tune' ? 'tune' : 'report';
const seeds = values.seeds.split(',').map(Number);
const recording = readRecording(values.folder);

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** A recording of fewer days is not cut in two parts. */
const SHORT = 100;

/** The replayed days as numbers. Of a short recording the first half is there to train on. */
function toInput({ days, papers }: Recording, from: string, to: string, seed: number): ReplayInput {
  const first = days.findIndex(({ day }) => day >= from);
  const isShort = days.length < SHORT;
  const start = isShort ? Math.ceil(days.length / 2) : first;
  const end = days.findLastIndex(({ day }) => day <= to) + 1;
  const vectors = buildVectors(papers, days[start]?.day ?? '');
  return { recording: { name: recording.name, days, papers }, vectors, from: start, to: end, seed };
}

const RANGES = [
  [0, 10],
  [10, 20],
  [20, 40],
  [40, 80],
  [80, Number.POSITIVE_INFINITY],
] as const;

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
}

function summarize(runs: ReadonlyArray<readonly Day[]>, best: ReadonlyArray<readonly Day[]>): number[] {
  const late = runs.flatMap((run) => run.slice(40));
  const total = (all: ReadonlyArray<readonly Day[]>) =>
    all.flat().reduce((sum, day) => sum + day.relevant, 0);
  return [
    ...RANGES.map(([from, to]) =>
      mean(runs.flatMap((run) => run.slice(from, to).flatMap(({ ndcg }) => ndcg ?? []))),
    ),
    mean(late.map(({ relevant }) => relevant)),
    mean(runs.map((run) => run.reduce((sum, { votes }) => sum + votes, 0))),
    (total(best) - total(runs)) / best.length,
    1 - mean(runs.flat().map(({ alike }) => alike)),
    mean(runs.flat().map(({ publicPoints }) => publicPoints)),
  ];
}

const HEAD = [
  ...['policy', 'nDCG@5 days 0–9', '10–19', '20–39', '40–79', '80+', 'relevant of 5, day 40+', 'votes won'],
  ...['regret', 'variety', 'public points'],
];

function compare(
  title: string,
  inputs: readonly ReplayInput[],
  groups: ReadonlyArray<readonly Community[]>,
  policies: readonly Policy[],
) {
  const runAll = (policy: Policy | 'oracle') =>
    inputs.flatMap((input, i) => (groups[i] ?? []).map((community) => replay(input, community, policy)));
  const best = runAll('oracle');
  print(`\n## ${title}\n`);
  const rows = [...policies, 'oracle' as const].map((policy) => {
    const runs = policy === 'oracle' ? best : runAll(policy);
    const digits = [3, 3, 3, 3, 3, 2, 0, 0, 2, 1];
    const cells = summarize(runs, best).map((x, i) => (Number.isNaN(x) ? '–' : x.toFixed(digits[i])));
    process.stderr.write(`${policy === 'oracle' ? 'oracle' : policy.name} ${cells.join(' ')}\n`);
    return [policy === 'oracle' ? 'oracle' : policy.name, ...cells];
  });
  print(table(HEAD, rows));
}

const alternatives = [popularity, rocchio(48), logistic(40), thompson(40)];
const weights = values.weights?.split(',').map(Number);
const tried =
  weights?.flatMap((weight) => [rocchio(weight), logistic(weight), thompson(weight)]) ??
  values.try
    ?.split(';')
    .map((json) =>
      ours({ name: json, hasPrior: values.named, parameters: { ...TASTE, ...JSON.parse(json) } }),
    );
const isBrief = values.guards || values.named;
const shipped = [
  ours(),
  ours({ explores: true }),
  ours({ isVaried: true }),
  ours({ isVaried: true, explores: true }),
];
const policies = tried ?? [...alternatives, ...shipped];
const { from, to } = PARTS[part];
print(`Taste on ${recording.name}: part ${part}, days ${from} to ${to}, seeds ${seeds.join(', ')}`);
const inputs = seeds.map((seed) => toInput(recording, from, to, seed));
const most = Number(values.communities);
const groups = seeds.map((seed) => listCommunities(recording, part, seed).slice(0, most));
if (!isBrief) {
  compare(`${groups[0]?.length} communities by keywords, 3–10 voters`, inputs, groups, policies);
  compareRandom();
}
if (!values.guards && (values.named || !tried)) compareNamed();
// The bundled days do not say who put a paper on the list.
if (!isBrief && !tried && recording.days.length >= SHORT) {
  compareCurator('taesiri', inputs);
  compareCurator(
    'akhaliq',
    seeds.map((seed) => toInput(recording, '2024-09-02', '2025-04-30', seed)),
  );
}
if (!tried && !values.named) {
  const [input] = inputs;
  const [communities = []] = groups;
  print(`\n${describeAttack(input, communities.slice(0, 4))}`);
  print(`\n${describeCost(input, communities)}`);
}

/** People who named what they like: topics are a filter in a channel; what somebody follows is none in their own post. */
function compareNamed(): void {
  const prior = [
    ours({ hasPrior: true, name: 'Paperboy, prior' }),
    ours({ hasPrior: true, explores: true, name: 'Paperboy, prior' }),
  ];
  const all = tried ?? [...policies, ...prior];
  const filtered = inputs.map((input) => ({ ...input, isFiltered: true }));
  compare('The same communities, each with two topics as a filter', filtered, groups, all);
  compare('The same communities, each following two topics without a filter', inputs, groups, all);
}

function compareRandom(): void {
  const random = seeds.map((seed) =>
    [0, 1, 2].map((n) => randomVoters(recording.papers.length, seed + 50 * n)),
  );
  compare('Random votes', inputs, random, tried ?? [popularity, ours(), ours({ explores: true })]);
}

/** People who like what one of the two busiest curators put on the list: real picks. */
function compareCurator(name: string, over: readonly ReplayInput[]): void {
  const days = over.map(({ from: first, to: end }) =>
    [recording.days[first]?.day, recording.days[end - 1]?.day].join(' to '),
  );
  const followers = seeds.map((seed) => [createFollowers(recording.papers, name, seed)]);
  compare(`Real picks: ${name}, ${days[0]}`, over, followers, policies);
}
