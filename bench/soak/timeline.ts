import type { Instant } from '../../src/core/base/time.ts';
import type { Random } from '../shared/random.ts';
import type { KINDS } from './injections.ts';
import type { RestartKind } from './restarts.ts';

/** Something that happens at a moment of the rehearsed days. */
export interface Event {
  readonly at: Instant;
  readonly kind: 'vote' | 'command' | keyof typeof KINDS | 'trouble' | RestartKind;
}

export interface Span {
  readonly start: Instant;
  readonly days: number;
  readonly channels: number;
  /** Several processes on a PostgreSQL database: those are killed more often, and it is, too. */
  readonly isShared: boolean;
}

const DAY_MS = 86_400_000;

/** How often things happen in a day. */
const A_DAY = { commands: 12, discord: 6, slack: 6, email: 3, 'hugging-face': 4 } as const;

/** Restarts end here: what is left of the days is one process's, so that a leak can show. */
export const LAST_RESTART = 2 / 3;

/** All that happens, oldest first, as chance has it. */
export function drawTimeline({ start, days, channels, isShared }: Span, random: Random): Event[] {
  const events: Event[] = [];
  const add = (day: number, kind: Event['kind'], times: number): void => {
    for (let i = 0; i < times; i++)
      events.push({ at: start + Math.round((day + random.next()) * DAY_MS), kind });
  };
  for (let day = 0; day < days; day++) {
    add(day, 'vote', channels);
    add(day, 'command', A_DAY.commands);
    add(day, 'discord', A_DAY.discord);
    add(day, 'slack', A_DAY.slack);
    add(day, 'email', A_DAY.email);
    add(day, 'hugging-face', A_DAY['hugging-face']);
    add(day, 'trouble', random.chance(0.6) ? 1 : 0);
    if (day + 1 > days * LAST_RESTART) continue;
    add(day, 'clean restart', random.chance(0.35) ? 1 : 0);
    add(day, 'kill', random.chance(0.5) ? 1 : 0);
    if (!isShared) continue;
    add(day, 'kill', 2);
    add(day, 'database kill', 1);
    add(day, 'connections cut', 1);
  }
  return events.toSorted((a, b) => a.at - b.at);
}
