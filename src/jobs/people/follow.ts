import { inTurns } from '../../core/async/in-turns.ts';
import { inTenantTurns } from '../../core/async/serve-fairly.ts';
import { addDays, toUtcDay } from '../../core/base/calendar.ts';
import type { Clock } from '../../core/base/clock.ts';
import { DeliveryError, InputError } from '../../core/base/errors.ts';
import { type PlatformName, parsePlatform, splitId, type TenantId } from '../../core/base/ids.ts';
import { type Languages, ONLY_ENGLISH } from '../../core/base/languages.ts';
import type { Log } from '../../core/base/log.ts';
import { commandSpan, joinText, type Text, toSpans } from '../../core/base/text.ts';
import { readFollows } from '../../core/matching/follow.ts';
import { type PaperWords, toPaperWords } from '../../core/matching/paper-words.ts';
import { PAPERS_PER_MESSAGE, type PaperList } from '../../core/message/message.ts';
import { DIRECT_LIST_KEY, listIn, type NumberedList } from '../../core/message/numbered-list.ts';
import { byUpvotes, type Paper, type PaperId } from '../../core/paper/paper.ts';
import type { Platform } from '../../core/platform/platform.ts';
import type { Follow, FollowSchedule } from '../../core/schedule/personal.ts';
import { isQuiet } from '../../core/schedule/quiet-hours.ts';
import type { Store } from '../../core/store/store.ts';
import type { Summarizer } from '../../core/summary/summary.ts';
import { NO_VOTES } from '../../core/vote/vote.ts';
import { findNextDue } from '../timing/next-due.ts';
import { texts } from './follow-texts.ts';

export interface FollowDeps {
  readonly store: Store;
  readonly findCardSummary: Summarizer['findCardSummary'];
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  readonly clock: Clock;
  readonly log: Log;
  /** Missing: everybody reads English. */
  readonly languages?: Languages | undefined;
  /** Whether the process stops: people who have not been notified yet are notified after the next start. */
  readonly isStopping?: () => boolean;
}

/** Papers of the last days are considered: a weekend, and a day on which the process was not running. */
const DAYS_BACK = 4;

/** A paper, and the follows of a person that it matches. */
interface Matched {
  readonly paper: Paper;
  readonly by: readonly Follow[];
}

/**
 * Notifies people, once a day at their time, of new papers that match what they follow. Never throws for one person. Rounds may overlap:
 * where one still notifies thousands in a workspace, that workspace is left to it, and people who are due elsewhere wait for no end of it.
 */
export function createNotifyFollowers(deps: FollowDeps): () => Promise<void> {
  const inHand = new Map<string, number>();
  return () => notifyRound(deps, inHand);
}

/** `inHand`: how many people of each workspace this and other rounds have yet to look at. */
async function notifyRound(deps: FollowDeps, inHand: Map<string, number>): Promise<void> {
  const { store, clock, log, isStopping = () => false } = deps;
  // Read once for everybody: at nine in the morning a thousand people are due.
  let recent: Promise<ReadonlyMap<PaperId, PaperWords>> | undefined;
  const gone = new Set((await store.tenants.listDeparted()).map(({ tenant }) => tenant));
  const isOurs = ({ person }: FollowSchedule) => store.roles.has(parsePlatform(person));

  async function notifyIfDue(schedule: FollowSchedule): Promise<void> {
    if (isStopping() || !isOurs(schedule)) return;
    // On Slack a person belongs to one workspace: after it removes the bot they get nothing.
    const tenant = readTenant(schedule);
    if (tenant !== undefined && gone.has(tenant)) return;
    try {
      const now = clock.now();
      // Another round, or another process, may have notified them since they were listed.
      const current = await store.follows.findSchedule(schedule.person);
      if (!current || current.nextDueAt > now) return;
      const { quiet, zone } = current;
      if (isQuiet(quiet, { wanted: findNextDue(current, now), now, zone })) return;
      recent ??= listRecentPapers(deps);
      await notifyOne(deps, current, await recent);
    } catch (err) {
      const { person } = schedule;
      log.warn({ err, person }, 'a person could not be notified of what they follow');
      // People who do not accept messages are not tried every minute, but with the next digest DM.
      if (isLasting(err)) await postpone(deps, schedule);
    }
  }

  const all = (await store.follows.listDue(clock.now())).filter(isOurs);
  const due = all.filter((schedule) => !inHand.has(readLimit(schedule)));
  for (const schedule of due) count(inHand, readLimit(schedule), 1);
  // Thousands in one workspace, whose limits are its own, delay nobody in another one.
  await inTenantTurns(due, readTenant, (schedule) =>
    notifyIfDue(schedule).finally(() => count(inHand, readLimit(schedule), -1)),
  );
}

/** Never rejects: others of the round would not be notified, and their workspace would be left to it for good. */
async function postpone({ store, clock, log }: FollowDeps, schedule: FollowSchedule): Promise<void> {
  const { person } = schedule;
  try {
    await store.follows.markNotified(person, [], findNextDue(schedule, clock.now()));
  } catch (err) {
    log.warn({ err, person }, 'the next private digest of a person could not be scheduled');
  }
}

/** Whose limit a message counts toward. */
function readLimit(schedule: FollowSchedule): string {
  return readTenant(schedule) ?? parsePlatform(schedule.person);
}

function count(inHand: Map<string, number>, limit: string, change: 1 | -1): void {
  const left = (inHand.get(limit) ?? 0) + change;
  if (left > 0) inHand.set(limit, left);
  else inHand.delete(limit);
}

function readTenant({ person }: FollowSchedule): TenantId | undefined {
  return splitId(person).tenant;
}

function isLasting(err: unknown): boolean {
  if (err instanceof DeliveryError) return ['refused', 'gone', 'rejected'].includes(err.fault);
  return err instanceof InputError;
}

async function listRecentPapers({ store, clock }: FollowDeps): Promise<ReadonlyMap<PaperId, PaperWords>> {
  const today = toUtcDay(clock.now());
  const editions = await store.editions.listBetween(addDays(today, -DAYS_BACK), today);
  const ids = new Set(editions.flatMap(({ paperIds }) => paperIds));
  return toPaperWords(await store.papers.findMany([...ids]));
}

async function notifyOne(
  { store, findCardSummary, platforms, clock, log, languages = ONLY_ENGLISH }: FollowDeps,
  schedule: FollowSchedule,
  recent: ReadonlyMap<PaperId, PaperWords>,
): Promise<void> {
  const { person } = schedule;
  const platform = platforms.get(parsePlatform(person));
  const { directMessages } = platform ?? {};
  if (!directMessages) return;
  const pending = await store.follows.findPending(person, [...recent.keys()]);
  const papers = pending.flatMap((id) => recent.get(id) ?? []);
  const matched = matchAll(papers, await store.follows.list(person), log);
  const next = findNextDue(schedule, clock.now());
  let list: NumberedList | undefined;
  if (matched.length > 0) {
    const { language } = schedule;
    const message = await languages.speak(language, async () => {
      const composed = await composeList(matched, findCardSummary, language);
      await directMessages.notify(person, composed);
      return composed;
    });
    list = listIn(message, clock.now());
  }
  // Recorded after sending: after a failure it is sent again rather than never.
  const isKnown = await store.follows.markNotified(
    person,
    matched.map(({ paper }) => paper.id),
    next,
  );
  if (isKnown && list) await store.lists.save(DIRECT_LIST_KEY, person, list);
}

function matchAll(papers: readonly PaperWords[], follows: readonly Follow[], log: Log): Matched[] {
  const { read, broken } = readFollows(follows);
  // A query that an older version accepted and this one cannot parse does not affect the others.
  for (const { follow, err } of broken)
    log.warn({ err, kind: follow.kind }, 'a saved follow cannot be parsed');
  return papers
    .map((words) => ({
      paper: words.paper,
      by: read.filter(({ fits }) => fits(words)).map(({ follow }) => follow),
    }))
    .filter(({ by }) => by.length > 0);
}

async function composeList(
  matched: readonly Matched[],
  findCardSummary: Summarizer['findCardSummary'],
  language: string,
): Promise<PaperList> {
  const shown = matched.toSorted((a, b) => byUpvotes(a.paper, b.paper)).slice(0, PAPERS_PER_MESSAGE);
  const more = matched.length - shown.length;
  const command = commandSpan('following');
  return {
    kind: 'list',
    title: texts.title({ count: matched.length }),
    note: more > 0 ? texts.noteMore({ more, command }) : texts.note({ command }),
    entries: await inTurns([...shown.entries()], ([i, { paper, by }]) => {
      const summary = findCardSummary(paper);
      return {
        paper,
        n: i + 1,
        tally: NO_VOTES,
        snippet: toSpans(describeFollows(by)),
        ...(summary ? { summary } : {}),
      };
    }),
    language,
  };
}

/** More would hide the paper that they refer to. */
const MAX_REASONS = 3;

/** `You follow author: Ada Lovelace · query: world models` */
function describeFollows(by: readonly Follow[]): Text {
  const named = by
    .slice(0, MAX_REASONS)
    .map(({ kind, text }) => joinText([`${kind}: `, { text, strong: true }]));
  const follows = texts.follows({ follow: joinText(named, ' · ') });
  const count = by.length - MAX_REASONS;
  return count > 0 ? texts.andMore({ follows, count }) : follows;
}
