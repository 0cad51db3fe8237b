import { InputError } from '../../src/core/base/errors.ts';
import type { PersonId } from '../../src/core/base/ids.ts';
import { commandSpan, joinSentences } from '../../src/core/base/text.ts';
import type { Args, Command, CommandContext } from '../../src/core/command/command.ts';
import type { Proposal } from '../../src/core/command/confirmation.ts';
import { canMatch, readFollow } from '../../src/core/matching/follow.ts';
import { readLastWeek } from '../../src/core/matching/last-week.ts';
import { withoutMatchAny } from '../../src/core/matching/terms.ts';
import type { Reply } from '../../src/core/message/interaction.ts';
import { formatMoment } from '../../src/core/paper/format.ts';
import type { Follow, FollowSchedule, FollowStore } from '../../src/core/schedule/personal.ts';
import { describeWeek, type Passing } from '../shared/passing-question.ts';
import { chooseLanguage } from '../shared/views.ts';
import { completeZone } from '../shared/zones.ts';
import { problems, texts } from '../texts/follow.ts';
import { describeSchedule, planSchedule, SCHEDULE_OPTIONS, saveSchedule } from './follow-schedule.ts';
import { listFollowVariants } from './follow-variants.ts';

const MAX_FOLLOWS = 50;
const KINDS = ['author', 'org', 'query'] as const;

/** Notifies a person privately, once a day, of new papers that match. */
export const follow: Command = {
  name: 'follow',
  get summary() {
    return texts.followSummary();
  },
  get details() {
    return [texts.followDetails()];
  },
  example: 'follow author Ada Lovelace time:8:30',
  personal: true,
  options: [
    {
      name: 'what',
      get label() {
        return texts.whatLabel();
      },
      get summary() {
        return texts.what();
      },
      type: 'choice',
      choices: KINDS,
      required: true,
    },
    {
      name: 'text',
      get label() {
        return texts.textLabel();
      },
      get summary() {
        return texts.text();
      },
      type: 'text',
      required: true,
      trailing: true,
      maxLength: 150,
    },
    ...SCHEDULE_OPTIONS,
  ],
  propose: proposeFollow,
  run: async (context, args) => (await proposeFollow(context, args)).carryOut(),
  complete: async (_context, option, typed) => (option === 'zone' ? completeZone(typed) : []),
};

async function proposeFollow(context: CommandContext, { what, text, ...when }: Args): Promise<Proposal> {
  const { asker, services } = context;
  const { follows } = services.store;
  const followed = { kind: what as Follow['kind'], text: String(text) };
  const all = await follows.list(asker.person);
  const isNew = !all.some(({ kind, text }) => kind === followed.kind && text === followed.text);
  if (isNew && all.length >= MAX_FOLLOWS)
    throw new InputError(problems.followsMany({ most: MAX_FOLLOWS, command: commandSpan('unfollow 1') }));
  // What cannot be read is refused now, and not every day in the log.
  const fits = readFollow(followed);
  if (!canMatch(followed)) {
    const example = commandSpan('follow query world models');
    throw new InputError(problems.followUnmatchable({ typed: followed.text.slice(0, 60), example }));
  }
  const week = await readLastWeek(services.store, services.clock.now());
  const passing = describeWeek(week, fits, listFollowVariants(followed));
  const { schedule } = await planSchedule(context, when);
  const carryOut = () => saveFollow(context, followed, schedule, passing);
  // What is followed already is answered at once, and a changed time is saved as `following` does.
  if (!isNew) return { carryOut };
  const { cron, zone, quiet, language } = schedule;
  return {
    question: {
      message: {
        kind: 'fields',
        title: texts.followAsk(followed),
        intro: passing.text,
        fields: [
          ...passing.examples,
          ...passing.hint,
          { name: texts.when(), value: describeSchedule(schedule) },
        ],
        numbers: { passing: passing.count.passing, papers: passing.count.papers },
      },
      confirm: texts.followConfirm(),
      otherwise: { label: texts.followCancel() },
      state: JSON.stringify([followed, cron, zone, quiet, language]),
    },
    carryOut,
  };
}

async function saveFollow(
  { asker, services }: CommandContext,
  followed: Follow,
  schedule: FollowSchedule,
  passing: Passing,
): Promise<Reply> {
  const { follows } = services.store;
  const { person } = asker;
  const before = await follows.findSchedule(person);
  await follows.setSchedule(schedule);
  const isChanged = before !== undefined && describeSchedule(before) !== describeSchedule(schedule);
  const isNew = await follows.add(person, followed, services.clock.now());
  await removeOtherStrictness(follows, person, followed);
  return {
    kind: 'message',
    message: {
      kind: 'notice',
      tone: 'success',
      title: isNew
        ? texts.followed(followed)
        : isChanged
          ? texts.followedRescheduled()
          : texts.followedAlready(),
      text: joinSentences(
        passing.text,
        texts.whenYouHear({ schedule: describeSchedule(schedule), command: commandSpan('following') }),
      ),
      example: commandSpan('following time:8:30 zone:Europe/Paris quiet:22-7'),
    },
  };
}

/** The same words with and without `match:any` are one follow: what was typed last holds. */
async function removeOtherStrictness(follows: FollowStore, person: PersonId, typed: Follow): Promise<void> {
  const words = withoutMatchAny(typed.text);
  for (const other of await follows.list(person)) {
    const isSame = other.kind === typed.kind && withoutMatchAny(other.text) === words;
    if (isSame && other.text !== typed.text) await follows.remove(person, other);
  }
}

/** What a person follows, and when they are notified, which is also set here. */
export const following: Command = {
  name: 'following',
  get summary() {
    return texts.followingSummary();
  },
  example: 'following time:8:30 zone:Europe/Paris quiet:22-7',
  personal: true,
  options: SCHEDULE_OPTIONS,
  async run(context, when) {
    const all = await context.services.store.follows.list(context.asker.person);
    const isSet = Object.keys(when).length > 0;
    const schedule = all.length > 0 || isSet ? await saveSchedule(context, when) : undefined;
    if (all.length === 0 || !schedule) {
      return {
        kind: 'message',
        message: {
          kind: 'notice',
          tone: 'info',
          title: texts.followsNothing(),
          ...(schedule ? { text: texts.willCome({ schedule: describeSchedule(schedule) }) } : {}),
          example: commandSpan('follow org Google DeepMind'),
        },
      };
    }
    const lines = all.map(({ kind, text }, i) => texts.follow({ n: i + 1, kind, text }));
    return {
      kind: 'message',
      message: {
        kind: 'fields',
        title: texts.followingTitle(),
        ...(isSet ? { intro: texts.scheduleSaved() } : {}),
        fields: [
          { name: texts.when(), value: describeSchedule(schedule) },
          {
            name: texts.nextMessage(),
            value: formatMoment(schedule.nextDueAt, schedule.zone, chooseLanguage(context)),
          },
          ...chunkLines(lines).map((part, i) => ({ name: i === 0 ? texts.follows() : '…', value: part })),
        ],
      },
    };
  },
  complete: async (_context, option, typed) => (option === 'zone' ? completeZone(typed) : []),
};

/** Unfollows an author, organization or query, by its number or its text. */
export const unfollow: Command = {
  name: 'unfollow',
  get summary() {
    return texts.unfollowSummary();
  },
  example: 'unfollow 1',
  personal: true,
  options: [
    {
      name: 'which',
      get label() {
        return texts.whichLabel();
      },
      get summary() {
        return texts.which();
      },
      type: 'text',
      required: true,
      trailing: true,
      autocomplete: true,
    },
  ],
  async run(context, { which }) {
    const { follows } = context.services.store;
    const { person } = context.asker;
    const all = await follows.list(person);
    const typed = String(which).trim();
    const meant =
      all[Number(typed) - 1] ?? all.find(({ text }) => text.toLowerCase() === typed.toLowerCase());
    if (!meant)
      throw new InputError(
        problems.followUnknown({ typed: typed.slice(0, 60), command: commandSpan('following') }),
      );
    await follows.remove(person, meant);
    return {
      kind: 'message',
      message: {
        kind: 'notice',
        tone: 'success',
        title: texts.unfollowed({ kind: meant.kind, text: meant.text }),
      },
    };
  },
  async complete({ asker, services }, _option, typed) {
    const wanted = typed.toLowerCase();
    return (await services.store.follows.list(asker.person))
      .filter(({ text }) => text.toLowerCase().includes(wanted))
      .map(({ kind, text }) => ({ label: `${kind}: ${text}`, value: text }));
  },
};

/** Lines in texts of five, so that no field grows beyond a platform's limit. */
function chunkLines(lines: readonly string[]): string[] {
  return Array.from({ length: Math.ceil(lines.length / 5) }, (_, i) =>
    lines.slice(i * 5, i * 5 + 5).join('\n'),
  );
}
