import type { PersonId } from '../base/ids.ts';
import type { FollowSchedule } from '../schedule/personal.ts';
import { describeQuiet } from '../schedule/quiet-hours.ts';
import { describeCron } from '../schedule/schedule-words.ts';
import type { PersonData } from './person-data.ts';
import { texts } from './texts.ts';

/** All that is saved about a person, as the text of a JSON file. */
export function writePersonData(person: PersonId, data: PersonData, now: number): string {
  const at = (instant: number) => new Date(instant).toISOString();
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
    exportedAt: at(now),
    votes: votes.map(({ paperId, value, tenant, source, at: cast }) => ({
      paper: paperId,
      vote: value === 1 ? 'up' : 'down',
      where: tenant,
      by: source.startsWith('post:') ? texts.byReaction() : texts.byButton(),
      at: at(cast),
    })),
    votesTakenBackLately: takenBack.map(({ paperId, at: when }) => ({ paper: paperId, at: at(when) })),
    readingList: readingList.map(({ paperId, at: saved }) => ({ paper: paperId, savedAt: at(saved) })),
    follows: follows.map(({ kind, text, at: since }) => ({ kind, text, since: at(since) })),
    ...(schedule ? { dailyMessage: readableSchedule(schedule, follows.length > 0) } : {}),
    namedInDailyMessages: notified,
    lastLists: lists.map(({ place, title, papers, at: shown }) => ({
      ...{ where: place, title, shownAt: at(shown) },
      papers: [...papers].map(([n, paper]) => ({ n, paper })),
    })),
    feedbackOnSummaries: feedback.map(({ paperId, style, language, provider, helped, tenant, at: said }) => ({
      ...{ paper: paperId, style, language, writtenBy: provider, helped },
      ...{ where: tenant, at: at(said) },
    })),
    emailAddressesYouGave: mailboxes.map(({ channel, state, at: asked }) => ({
      mailbox: channel,
      state,
      askedAt: at(asked),
    })),
    dailyPostsYouSetUp: subscriptions.map(({ channel, at: since }) => ({ channel, since: at(since) })),
  };
  return `${JSON.stringify(record, null, 2)}\n`;
}

/** Hours as people write them: what is stored counts minutes. Nothing is sent to who follows nothing. */
function readableSchedule({ cron, zone, quiet, language, nextDueAt }: FollowSchedule, isUsed: boolean) {
  return {
    ...{ when: describeCron(cron), zone, quietHours: describeQuiet(quiet), language },
    ...(isUsed ? { nextMessageAt: new Date(nextDueAt).toISOString() } : {}),
  };
}
