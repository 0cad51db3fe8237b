import type { Command } from '../src/core/command.ts';
import { InputError } from '../src/core/errors.ts';
import type { Follow } from '../src/core/personal.ts';
import { momentIn } from './channel.ts';
import { describeSchedule, keepSchedule, SCHEDULE_OPTIONS } from './follow-schedule.ts';
import { languageOf } from './views.ts';
import { completeZone } from './zones.ts';

const MOST_FOLLOWS = 50;
const KINDS = ['author', 'org', 'query'] as const;

/** Tells a person privately, once a day, of new papers that match. */
export const follow: Command = {
  name: 'follow',
  summary: 'Tells you privately, once a day, of new papers by an author, an organization or on a query',
  example: 'follow author Ada Lovelace time:8:30',
  personal: true,
  options: [
    { name: 'what', summary: 'What kind of thing', type: 'choice', choices: KINDS, required: true },
    {
      name: 'text',
      summary: 'A name, or words as for search',
      type: 'text',
      required: true,
      rest: true,
      maxLength: 150,
    },
    ...SCHEDULE_OPTIONS,
  ],
  async run(context, { what, text, ...when }) {
    const { asker, services } = context;
    const { follows } = services.store;
    const { person } = asker;
    if ((await follows.of(person)).length >= MOST_FOLLOWS) {
      throw new InputError('follows-many', `You follow ${MOST_FOLLOWS} things already.`, {
        fix: 'Let one go with /papers unfollow.',
      });
    }
    // What cannot be searched for is said now, and not every day in the log.
    if (what === 'query') await services.search.search(String(text), { offset: 0, limit: 1 });
    const schedule = await keepSchedule(context, when);
    const isNew = await follows.add(
      person,
      { kind: what as Follow['kind'], text: String(text) },
      services.clock.now(),
    );
    return {
      kind: 'message',
      message: {
        kind: 'notice',
        tone: 'success',
        title: isNew ? `You follow the ${what} "${text}"` : 'You follow that already',
        text: `You hear of new papers in a private message ${describeSchedule(schedule)}. To change that:`,
        example: '/papers following time:8:30 zone:Europe/Paris quiet:22-7',
      },
    };
  },
  complete: async (_context, option, typed) => (option === 'zone' ? completeZone(typed) : []),
};

/** What a person follows, and when they hear of it, which is also set here. */
export const following: Command = {
  name: 'following',
  summary: 'What you follow, and when you hear of it: see it, or set it',
  example: 'following time:8:30 zone:Europe/Paris quiet:22-7',
  personal: true,
  options: SCHEDULE_OPTIONS,
  async run(context, when) {
    const all = await context.services.store.follows.of(context.asker.person);
    const isSet = Object.keys(when).length > 0;
    const schedule = all.length > 0 || isSet ? await keepSchedule(context, when) : undefined;
    if (all.length === 0 || !schedule) {
      return {
        kind: 'message',
        message: {
          kind: 'notice',
          tone: 'info',
          title: 'You follow nothing yet',
          ...(schedule ? { text: `What you will follow comes ${describeSchedule(schedule)}.` } : {}),
          example: '/papers follow org Google DeepMind',
        },
      };
    }
    const lines = all.map(({ kind, text }, i) => `${i + 1}. ${kind}: ${text}`);
    return {
      kind: 'message',
      message: {
        kind: 'fields',
        title: 'You follow',
        fields: [
          { name: 'When', value: describeSchedule(schedule) },
          { name: 'Next message', value: momentIn(schedule.nextDueAt, schedule.zone, languageOf(context)) },
          ...chunked(lines).map((part, i) => ({ name: i === 0 ? 'Follows' : '…', value: part })),
        ],
      },
    };
  },
  complete: async (_context, option, typed) => (option === 'zone' ? completeZone(typed) : []),
};

/** Lets go of something that a person follows, by its number or its text. */
export const unfollow: Command = {
  name: 'unfollow',
  summary: 'Lets go of something you follow, by its number or its text',
  example: 'unfollow 1',
  personal: true,
  options: [
    {
      name: 'which',
      summary: 'Its number in /papers following, or its text',
      type: 'text',
      required: true,
      rest: true,
      autocomplete: true,
    },
  ],
  async run(context, { which }) {
    const { follows } = context.services.store;
    const { person } = context.asker;
    const all = await follows.of(person);
    const typed = String(which).trim();
    const meant =
      all[Number(typed) - 1] ?? all.find(({ text }) => text.toLowerCase() === typed.toLowerCase());
    if (!meant)
      throw new InputError('follow-unknown', `You do not follow "${typed.slice(0, 60)}".`, {
        fix: 'See the numbers with /papers following.',
      });
    await follows.remove(person, meant);
    return {
      kind: 'message',
      message: {
        kind: 'notice',
        tone: 'success',
        title: `You no longer follow the ${meant.kind} "${meant.text}"`,
      },
    };
  },
  async complete({ asker, services }, _option, typed) {
    const wanted = typed.toLowerCase();
    return (await services.store.follows.of(asker.person))
      .filter(({ text }) => text.toLowerCase().includes(wanted))
      .map(({ kind, text }) => ({ label: `${kind}: ${text}`, value: text }));
  },
};

/** Lines in texts of five, so that no field grows beyond a platform's limit. */
function chunked(lines: readonly string[]): string[] {
  return Array.from({ length: Math.ceil(lines.length / 5) }, (_, i) =>
    lines.slice(i * 5, i * 5 + 5).join('\n'),
  );
}
