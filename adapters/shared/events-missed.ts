import type { Log } from '../../src/core/base/log.ts';
import type { TaskTracker } from './task-tracker.ts';

/**
 * Handles missed events: one read-back at a time, and at most one more pending. Repeated reconnects do not
 * pile them up.
 */
export class EventsMissedNotifier {
  readonly #tasks: TaskTracker;
  readonly #onEventsMissed: () => Promise<void>;
  readonly #log: Log;
  #isWaiting = false;

  constructor(tasks: TaskTracker, onEventsMissed: () => Promise<void>, log: Log) {
    this.#tasks = tasks;
    this.#onEventsMissed = onEventsMissed;
    this.#log = log;
  }

  notify(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    void this.#tasks.inOrder('events missed', async () => {
      this.#isWaiting = false;
      await this.#onEventsMissed().catch((err: unknown) =>
        this.#log.error({ err }, 'votes could not be read back'),
      );
    });
  }
}
