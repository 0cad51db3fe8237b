import { createOneMore } from '../../src/core/async/one-more.ts';
import type { Log } from '../../src/core/base/log.ts';
import type { TaskTracker } from './task-tracker.ts';

/**
 * Handles missed events: one read-back at a time, and at most one more pending. Repeated reconnects do not
 * pile them up.
 */
export class EventsMissedNotifier {
  readonly #tasks: TaskTracker;
  readonly #readBack: () => Promise<void>;

  constructor(tasks: TaskTracker, onEventsMissed: () => Promise<void>, log: Log) {
    this.#tasks = tasks;
    this.#readBack = createOneMore(() =>
      onEventsMissed().catch((err: unknown) => log.error({ err }, 'votes could not be read back')),
    );
  }

  notify(): void {
    this.#tasks.track(this.#readBack());
  }
}
