import type { Args, CommandContext } from '../../src/core/command/command.ts';
import type { FollowSchedule } from '../../src/core/schedule/personal.ts';
import { DEFAULT_QUIET, describeQuiet, parseQuiet } from '../../src/core/schedule/quiet-hours.ts';
import {
  describeCron,
  EVERY_DAY,
  MORNING,
  parseTime,
  toCron,
} from '../../src/core/schedule/schedule-words.ts';
import { asTyped } from '../shared/as-typed.ts';
import { createTimeOption, createZoneOption } from '../shared/schedule-options.ts';
import { chooseLanguage } from '../shared/views.ts';
import { texts } from '../texts/follow.ts';

/** When a person is notified of what they follow; for every command that shows it. */
export const SCHEDULE_OPTIONS = [
  createTimeOption(texts.time),
  createZoneOption(texts.zone),
  {
    name: 'quiet',
    get summary() {
      return texts.quiet();
    },
    type: 'text',
    maxLength: 20,
    parse: asTyped(parseQuiet),
  },
] as const;

/** The person's schedule with what is given of it, saved. */
export async function saveSchedule(context: CommandContext, given: Args): Promise<FollowSchedule> {
  const { schedule, isAsSaved } = await planSchedule(context, given);
  if (!isAsSaved) await context.services.store.follows.setSchedule(schedule);
  return schedule;
}

/** What the person's schedule is with what is given of it; made with the defaults where they have none yet. */
export async function planSchedule(
  context: CommandContext,
  { time, zone, quiet }: Args,
): Promise<{ readonly schedule: FollowSchedule; readonly isAsSaved: boolean }> {
  const { asker, services } = context;
  const { follows } = services.store;
  const before = await follows.findSchedule(asker.person);
  const language = chooseLanguage(context);
  const isAsBefore = [time, zone, quiet].every((given) => given === undefined);
  if (before && isAsBefore && before.language === language) return { schedule: before, isAsSaved: true };
  const at = {
    cron: time === undefined && before ? before.cron : toCron(parseTime(String(time ?? MORNING)), EVERY_DAY),
    zone: String(zone ?? before?.zone ?? asker.zone ?? 'UTC'),
  };
  const schedule = {
    person: asker.person,
    ...at,
    quiet: quiet === undefined ? (before?.quiet ?? DEFAULT_QUIET) : parseQuiet(String(quiet)),
    language,
    nextDueAt: before && isAsBefore ? before.nextDueAt : services.computeNextDue(at),
  };
  return { schedule, isAsSaved: false };
}

/** `at 08:30 every day (Europe/Paris), quiet hours 22:00–07:00` */
export function describeSchedule({ cron, zone, quiet }: FollowSchedule): string {
  return texts.schedule({ when: describeCron(cron), zone, quiet: describeQuiet(quiet) });
}
