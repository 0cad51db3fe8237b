import { findProblem, type Problem, type ProblemCatalog } from '../base/catalog.ts';
import type { PlatformName } from '../base/ids.ts';
import { commandSpan, flattenText, type Text } from '../base/text.ts';
import { problems } from '../base/texts.ts';
import type { Day } from '../base/time.ts';
import { formatDate } from '../paper/format.ts';
import type { PapersOfDays, Reason, ReasonOf } from './reason.ts';
import { reasons, texts } from './texts.ts';

/** A reason as a person reads it. */
export interface WordedReason {
  readonly what: Text;
  /** What to do about it. */
  readonly fix?: Text;
}

/** The configured platforms, each with its own catalog of problems. */
export type PlatformProblems = ReadonlyMap<PlatformName, { readonly problems?: ProblemCatalog }>;

/** Words a reason; what a platform refused needs the platforms' catalogs. */
export function wordReason(reason: Reason, platforms: PlatformProblems = new Map()): WordedReason {
  const wording = WORDINGS[reason.code] as (values: Reason['values'], word: Context) => Worded;
  const worded = wording(reason.values, { platforms, word: (inner) => wordReason(inner, platforms) });
  const fix = worded.fix();
  return { what: worded.what(), ...(fix === undefined ? {} : { fix }) };
}

/** The wording of a rule for all `count` papers that it drops: without the numbers of one of them. */
export function wordRule(reason: Reason, count: number): string {
  switch (reason.code) {
    case 'few-upvotes':
      return texts.fewUpvotesRule({ count, least: reason.values.least });
    case 'unwanted':
      return texts.unwantedRule({ count, term: reason.values.term });
    case 'off-topic':
      return texts.offTopicRule({ count, ...wordTopics(reason.values) });
    case 'too-alike':
      return texts.tooAlikeRule({ count, to: reason.values.to });
    default:
      return flattenText(wordReason(reason).what);
  }
}

type Worded = Pick<Problem, 'what' | 'fix'>;

interface Context {
  readonly platforms: PlatformProblems;
  /** Words a reason that is a parameter of another. */
  readonly word: (reason: Reason) => WordedReason;
}

const HOUR_MS = 3_600_000;

const WORDINGS: {
  readonly [Code in Reason['code']]: (values: ReasonOf<Code>['values'], context: Context) => Worded;
} = {
  'no-edition': reasons.noEdition,
  'all-shown': (values) => reasons.allShown({ count: values.count, days: wordDays(values) }),
  'all-filtered': (values) => reasons.allFiltered({ count: values.count, days: wordDays(values) }),
  'nothing-to-recap': ({ period }) => reasons.nothingToRecap({ period }),

  'recap-off': reasons.recapOff,
  'not-subscribed': reasons.notSubscribed,
  'page-ended': reasons.pageEnded,
  'channel-paused': ({ pause }, { word }) => {
    const inner = word(pause);
    return { what: reasons.channelPaused({ because: inner.what }).what, fix: () => inner.fix };
  },
  'no-catch-up': ({ lateMs }) => reasons.noCatchUp({ hours: formatHours(lateMs) }),
  'too-late': ({ lateMs, latestMs }) =>
    reasons.beyondLatest({ hours: formatHours(lateMs), most: latestMs / HOUR_MS }),
  'newest-unknown': ({ source = texts.sourceOfPapers() }) =>
    reasons.newestUnknown({ source, command: commandSpan('status') }),
  'waits-for-source': ({ source = texts.sourceOfPapers() }) => reasons.waitsForSource({ source }),
  'source-away': ({ source = texts.sourceOfPapers() }) =>
    reasons.sourceUnavailable({ source, command: commandSpan('post-now') }),
  'left-out': ({ papers, because }, { word }) => {
    const inner = word(because);
    return {
      what: reasons.leftOut({ papers: papers.join(', '), because: inner.what }).what,
      fix: () => inner.fix,
    };
  },

  platform: ({ platform, problem }, { platforms }) =>
    findProblem(platforms.get(platform)?.problems, problem) ??
    reasons.platform({ platform, code: problem.code }),
  'platform-off': reasons.platformOff,
  'second-look': reasons.secondLook,
  'unknown-outcome': ({ because }, { word }) => {
    const inner = word(because);
    return { what: () => inner.what, fix: () => inner.fix ?? reasons.unknownOutcome({ because: '' }).fix() };
  },
  'stopped-sending': reasons.stoppedSending,
  'cannot-look-up': ({ because }, { word }) => reasons.cannotLookUp({ because: word(because).what }),
  'nothing-to-send': reasons.nothingToSend,
  stopping: reasons.stopping,
  'disk-full': reasons.diskFull,
  'database-busy': reasons.databaseBusy,
  'database-away': reasons.databaseUnavailable,
  'outside-unavailable': problems.outsideUnavailable,
  'source-unavailable': problems.sourceUnavailable,
  unexpected: ({ text, fix }) => ({ what: problems.unexpected({ text }).what, fix: () => fix }),
  internal: reasons.internal,

  'by-hand': () => reasons.pausedManually({ command: RESUME }),
  typed: ({ text }) => reasons.typed({ text, command: RESUME }),
  removed: ({ graceDays }) => reasons.removed({ days: graceDays }),

  unreadable: reasons.unreadable,
  'already-shown': reasons.alreadyShown,
  withdrawn: reasons.withdrawn,
  'few-upvotes': ({ upvotes, least }) => reasons.fewUpvotes({ upvotes, least }),
  unwanted: ({ term }) => reasons.unwanted({ term }),
  'off-topic': (values) => reasons.offTopic(wordTopics(values)),
  'too-alike': ({ to }) => reasons.tooAlike({ to }),
  'ranked-below': ({ chosen }) => reasons.rankedBelow({ chosen }),

  upvotes: ({ count }) => reasons.upvotes({ count }),
  rising: ({ gained, hours }) => reasons.rising({ gained, hours }),
  comments: ({ count }) => reasons.comments({ count }),
  stars: ({ count }) => reasons.stars({ count }),
  'own-votes': ({ net }) => reasons.ownVotes({ net }),
  'like-liked': ({ title, count }) => reasons.likeLiked({ title, count }),
  suits: reasons.suits,
  unlike: reasons.unlike,
  'near-named': ({ by }) => reasons.nearNamed({ by }),
  'far-from-named': ({ by }) => reasons.farFromNamed({ by }),
  tried: reasons.tried,
  alike: ({ to }) => reasons.alike({ to }),
  age: ({ days }) => reasons.age({ days }),

  text: ({ text, fix }) => ({ what: () => text, fix: () => fix }),
};

const RESUME = commandSpan('resume');

function wordTopics({ topics, areCategoriesUnknown }: ReasonOf<'off-topic'>['values']) {
  return {
    topics: topics.map((topic) => `"${topic}"`).join(', '),
    unknown: areCategoriesUnknown ? 'yes' : 'no',
  };
}

function wordDays({ from, to }: PapersOfDays): string {
  const labelDay = (day: Day) => formatDate(day, 'en');
  return texts.ofDays({
    same: from === to ? 'yes' : 'no',
    from: () => labelDay(from),
    to: () => labelDay(to),
  });
}

function formatHours(ms: number): string {
  return (ms / HOUR_MS).toFixed(1);
}

/** Whether a stored value is a reason of this version. */
export function isReason(value: unknown): value is Reason {
  if (typeof value !== 'object' || value === null || !('code' in value && 'values' in value)) return false;
  const { code, values } = value;
  return (
    typeof code === 'string' && Object.hasOwn(WORDINGS, code) && typeof values === 'object' && values !== null
  );
}
