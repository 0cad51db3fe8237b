import type { Dispatcher } from '../core/command/dispatch.ts';
import type { Metrics } from './metrics.ts';

/** What people typed or pressed that is no command. */
const OTHER = 'other';

/** The dispatcher, measuring how long commands take. */
export function observeDispatcher(dispatcher: Dispatcher, metrics: Metrics): Dispatcher {
  return {
    ...dispatcher,
    async interact(asker, interaction, onProgress) {
      const from = performance.now();
      try {
        return await dispatcher.interact(asker, interaction, onProgress);
      } finally {
        const seconds = (performance.now() - from) / 1000;
        const command = dispatcher.nameCommand(interaction) ?? OTHER;
        metrics.observe('paperboy_command_seconds', { command }, seconds);
      }
    },
  };
}
