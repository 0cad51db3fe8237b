import type { PersonId } from '../base/ids.ts';
import type { FollowSchedule } from '../schedule/personal.ts';
import { describeQuiet } from '../schedule/quiet-hours.ts';
import { describeCron } from '../schedule/schedule-words.ts';
import type { PersonData } from './person-data.ts';
import { texts } from './texts.ts';

/** All that is saved about a person, as the text of a JSON file. */
export function writePersonData(person: PersonId, data: PersonData, now: number): string {
  const toIso = (instant: number) => new Date(instant).toISOString();
  const {
    votes,
    readingList,
    follows,
    schedule,
    notified,
    lists,
    feedback,
    mailboxes,
    subscriptions,
    takenBack,
  } = data;
  const record = {
    person,
    exportedAt: toIso(now),
    votes: votes.map(({ paperId, value, tenant, source, at: cast }) => ({
      paper: paperId,
      vote: value === 1 ? 'up' : 'down',
      where: tenant,
      by: source.startsWith('post:') ? texts.byReaction() : texts.byButton(),
      at: toIso(cast),
    })),
    votesTakenBackLately: takenBack.map(({ paperId, at: when }) => ({ paper: paperId, at: toIso(when) })),
    readingList: readingList.map(({ paperId, at: saved }) => ({ paper: paperId, savedAt: toIso(saved) })),
    follows: follows.map(({ kind, text, at: since }) => ({ kind, text, since: toIso(since) })),
    ...(schedule ? { dailyMessage: toReadableSchedule(schedule, follows.length > 0) } : {}),
    namedInDailyMessages: notified,
    lastLists: lists.map(({ where, title, papers, at: shown }) => ({
      ...{ where, title, shownAt: toIso(shown) },
      papers: [...papers].map(([n, paper]) => ({ n, paper })),
    })),
    feedbackOnSummaries: feedback.map(({ paperId, style, language, provider, helped, tenant, at: said }) => ({
      ...{ paper: paperId, style, language, writtenBy: provider, helped },
      ...{ where: tenant, at: toIso(said) },
    })),
    emailAddressesYouGave: mailboxes.map(({ channel, state, at: asked }) => ({
      mailbox: channel,
      state,
      askedAt: toIso(asked),
    })),
    dailyPostsYouSetUp: subscriptions.map(({ channel, at: since }) => ({ channel, since: toIso(since) })),
  };
  return `${JSON.stringify(record, null, 2)}\n`;
}

/** Hours as people write them: what is stored counts minutes. Nothing is sent to who follows nothing. */
function toReadableSchedule({ cron, zone, quiet, language, nextDueAt }: FollowSchedule, isUsed: boolean) {
  return {
    ...{ when: describeCron(cron), zone, quietHours: describeQuiet(quiet), language },
    ...(isUsed ? { nextMessageAt: new Date(nextDueAt).toISOString() } : {}),
  };
}
