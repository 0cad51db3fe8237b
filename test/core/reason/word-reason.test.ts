import { PassThrough, Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { createTerminal } from '../../../adapters/terminal/index.ts';
import { createProblems, type Problem, type ProblemCatalog } from '../../../src/core/base/catalog.ts';
import { DeliveryError, InputError, PaperboyError, SourceError } from '../../../src/core/base/errors.ts';
import { commandSpan, flattenText } from '../../../src/core/base/text.ts';
import type { Reason } from '../../../src/core/reason/reason.ts';
import { reasons } from '../../../src/core/reason/texts.ts';
import { toReason } from '../../../src/core/reason/to-reason.ts';
import {
  isReason,
  type PlatformProblems,
  wordReason,
  wordRule,
} from '../../../src/core/reason/word-reason.ts';
import { aProblem } from '../../support/a-problem.ts';
import { aLog } from '../../support/builders.ts';

const problems = createProblems({
  notInChannel: { what: 'The bot is not in {channel}.', fix: 'Type {command} there.' },
});
const platforms: PlatformProblems = new Map([['slack', { problems }]]);

/** As the store does it. */
const stored = (reason: Reason): Reason => JSON.parse(JSON.stringify(reason));
const said = (reason: Reason): string[] => {
  const { what, fix } = wordReason(stored(reason), platforms);
  return [flattenText(what), flattenText(fix)];
};

it('what a platform refused is stored as its code and worded from the platform’s own catalog', () => {
  const problem = problems.notInChannel({ channel: 'papers', command: commandSpan('resume') });
  const reason = toReason(new DeliveryError('refused', problem as unknown as Problem), 'slack');
  expect(stored(reason)).toMatchObject({
    code: 'platform',
    values: { platform: 'slack', problem: { code: 'not-in-channel', values: { channel: 'papers' } } },
  });
  expect(said(reason)).toEqual(['The bot is not in papers.', 'Type /papers resume there.']);
  // A command inside it is still one, which each platform words as it is typed there.
  expect(wordReason(stored(reason), platforms).fix).toContainEqual(commandSpan('resume'));
});

it('where the platform is switched off, or its catalog has no such code any more, its code is said', () => {
  const reason = toReason(
    new DeliveryError(
      'refused',
      problems.notInChannel({ channel: 'papers', command: 'x' }) as unknown as Problem,
    ),
    'discord',
  );
  expect(said(reason)).toEqual(['discord reported a problem: not-in-channel.', '']);
});

it('what another version stored with other parameters is said by its code, and stops nothing', () => {
  const problem = { code: 'not-in-channel', values: {} };
  expect(said({ code: 'platform', values: { platform: 'slack', problem } })).toEqual([
    'slack reported a problem: not-in-channel.',
    '',
  ]);
});

it('what the terminal refuses is worded from its own catalog, too', async () => {
  const terminal = createTerminal({
    ...{ input: Readable.from([]), output: new PassThrough(), zone: 'UTC', log: aLog() },
    ...{ color: false, interactive: false, dumb: false, readColumns: () => 80 },
  });
  const refused = await terminal
    .send({ channel: 'elsewhere' }, { kind: 'notice', tone: 'info', title: 'Hello' }, 'key')
    .catch((error: unknown) => error);
  const { what, fix } = wordReason(
    stored(toReason(refused, 'terminal')),
    new Map<string, { readonly problems?: ProblemCatalog }>([['terminal', terminal]]),
  );
  expect(flattenText(what)).toBe('The terminal has no channel "elsewhere".');
  expect(flattenText(fix)).not.toBe('');
});

it('what only the operator may read is no reason that a channel reads', () => {
  const secret = 'The database /home/ann/papers.db is damaged';
  const answer = [
    new Error(secret),
    new PaperboyError(aProblem(secret, { code: 'store-damaged' })),
    new PaperboyError(aProblem(secret, { code: 'store-full' }), { publicly: reasons.diskFull() }),
    new SourceError(aProblem(secret, { code: 'source-failing' })),
    new InputError(aProblem('The schedule cannot be read.', { code: 'schedule-invalid' })),
  ].map((error) => said(toReason(error, 'slack'))[0]);
  expect(answer).toEqual([
    'Something went wrong on our side.',
    'Something went wrong on our side.',
    'The disk of this bot is full, so nothing can be saved.',
    'An external server cannot be reached.',
    'The schedule cannot be read.',
  ]);
});

it('one reason may be inside another', () => {
  const typed = { code: 'typed', values: { text: 'holidays' } } as const;
  expect(said({ code: 'channel-paused', values: { pause: typed } })).toEqual([
    'The channel is paused: holidays',
    'Resume with /papers resume.',
  ]);
  const because = { code: 'internal', values: {} } as const;
  expect(said({ code: 'left-out', values: { papers: ['2604.1', '2604.2'], because } })[0]).toBe(
    'Left out: 2604.1, 2604.2. Something went wrong on our side.',
  );
  const looked = { code: 'text', values: { text: 'cut off' } } as const;
  expect(said({ code: 'unknown-outcome', values: { because: looked } })).toEqual([
    'cut off',
    'Check whether the post is in the channel.',
  ]);
});

it('days and counts are worded by number', () => {
  const one = { count: 1, from: '2026-04-30', to: '2026-04-30' };
  expect(said({ code: 'all-shown', values: one })[0]).toContain('the only paper of Apr 30, 2026');
  const more = { count: 1200, from: '2026-04-28', to: '2026-04-30' };
  expect(said({ code: 'all-filtered', values: more })[0]).toContain(
    '1,200 new papers from Apr 28, 2026 to Apr 30, 2026',
  );
  expect(said({ code: 'own-votes', values: { net: 2 } })[0]).toBe('+2 from your community');
  expect(said({ code: 'own-votes', values: { net: -2 } })[0]).toBe('-2 from your community');
});

it('a rule is worded without the figures of one paper', () => {
  const few = { code: 'few-upvotes', values: { upvotes: 3, least: 10 } } as const;
  expect(said(few)[0]).toBe('3 upvotes are fewer than the 10 asked for');
  expect(wordRule(few, 1)).toBe('has fewer upvotes than the 10 asked for');
  expect(wordRule(few, 2)).toBe('have fewer upvotes than the 10 asked for');
  expect(wordRule({ code: 'already-shown', values: {} }, 2)).toBe('already shown in this channel');
});

it('a rule agrees with how many papers it drops', () => {
  const unwanted = { code: 'unwanted', values: { term: 'robot' } } as const;
  expect([1, 2].map((count) => wordRule(unwanted, count))).toEqual([
    'matches "robot", which this channel does not want',
    'match "robot", which this channel does not want',
  ]);
  const offTopic = { code: 'off-topic', values: { topics: ['cs.CL'], areCategoriesUnknown: true } } as const;
  expect([1, 2].map((count) => wordRule(offTopic, count))).toEqual([
    'matches none of the topics "cs.CL" (arXiv has not returned its categories yet)',
    'match none of the topics "cs.CL" (arXiv has not returned their categories yet)',
  ]);
  const alike = { code: 'too-alike', values: { to: '2604.00001' } } as const;
  expect([1, 2].map((count) => wordRule(alike, count))).toEqual([
    'says much the same as 2604.00001, which was chosen',
    'say much the same as 2604.00001, which was chosen',
  ]);
});

it('what is no reason of this version is none', () => {
  expect(isReason({ code: 'typed', values: { text: 'x' } })).toBe(true);
  for (const value of [
    null,
    'typed',
    { code: 'typed' },
    { code: 'toString', values: {} },
    { code: 1, values: {} },
  ])
    expect(isReason(value)).toBe(false);
});

it('a source that could not be reached is named, unless an older version stored the reason without it', () => {
  expect(said({ code: 'source-away', values: { source: 'Preprints' } })).toEqual([
    'Preprints could not be reached.',
    'The papers come with the next digest, or with /papers post-now once it is available again.',
  ]);
  expect(said({ code: 'waits-for-source', values: {} })[0]).toBe(
    'The source of the papers could not be reached.',
  );
});
