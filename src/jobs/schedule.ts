import cron from 'node-cron';
import type { Log } from '../core/ports.ts';

export interface Schedule {
  /** No tick begins after this; the one under way is the jobs' to finish. */
  stop(): Promise<void>;
}

/**
 * Calls `tick` at every full minute. node-cron keeps no memory and may miss a beat; that is why what is due is a row in
 * the store, and a tick only looks. A tick that takes longer than a minute is not started twice.
 */
export function startSchedule(tick: () => Promise<void>, log: Log): Schedule {
  const task = cron.schedule('* * * * *', tick, { noOverlap: true, name: 'tick' });
  task.on('execution:failed', ({ execution }) =>
    log.error({ err: execution?.error }, 'a tick of the schedule failed'),
  );
  return {
    stop: async () => {
      await task.destroy();
    },
  };
}
