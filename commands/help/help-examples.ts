import { toUtcDay, toWeek } from '../../src/core/base/calendar.ts';
import type { Command, CommandContext } from '../../src/core/command/command.ts';

/** The paper, day, week and month that the commands' own examples name. */
const NAMED = { paper: '2604.26752', day: '2026-04-30', week: '2026-W18', month: '2026-04' } as const;

export interface Examples {
  /** The ID of a paper. */
  readonly paper: string;
  /** The example of a command as a line that works where it is shown. */
  toLine(command: Command): string;
}

/** Examples that name what is there: the newest list and its first paper. Before the first list they stay as they are. */
export async function createExamples({ services }: CommandContext): Promise<Examples> {
  const [newest] = await services.store.editions.listLatest(1, toUtcDay(services.clock.now()));
  const [paper] = newest?.paperIds ?? [];
  if (!newest || paper === undefined) return { paper: NAMED.paper, toLine: ({ example }) => example };
  const { day } = newest;
  return {
    paper,
    toLine: ({ example }) =>
      example
        .replaceAll(NAMED.paper, paper)
        .replaceAll(NAMED.day, day)
        .replaceAll(NAMED.week, toWeek(day))
        .replaceAll(NAMED.month, day.slice(0, 7)),
  };
}
