import type { Command } from '../core/command/command.ts';
import type { Dispatcher } from '../core/command/dispatch.ts';
import type { Interaction } from '../core/message/interaction.ts';
import type { Metrics } from './metrics.ts';

/** What people typed that is no command, and what they press and fill in. */
const OTHER = 'other';

/** The dispatcher, measuring how long commands take. */
export function observeDispatcher(
  dispatcher: Dispatcher,
  metrics: Metrics,
  commands: readonly Command[],
): Dispatcher {
  const names = new Set(commands.map(({ name }) => name));
  const nameCommand = (interaction: Interaction): string =>
    interaction.kind === 'command' && names.has(interaction.name) ? interaction.name : OTHER;
  return {
    ...dispatcher,
    async interact(asker, interaction, onProgress) {
      const from = performance.now();
      try {
        return await dispatcher.interact(asker, interaction, onProgress);
      } finally {
        const seconds = (performance.now() - from) / 1000;
        metrics.observe('paperboy_command_seconds', { command: nameCommand(interaction) }, seconds);
      }
    },
  };
}
