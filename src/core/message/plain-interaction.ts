import { toPlainText } from '../text/plain-text.ts';
import type { Interaction } from './interaction.ts';

/** The same interaction with everything that a person typed normalized; the ids of buttons are ours and stay. */
export function toPlainInteraction(interaction: Interaction): Interaction {
  switch (interaction.kind) {
    case 'line':
      return { ...interaction, text: toPlainText(interaction.text) };
    case 'command':
      return { ...interaction, options: toPlainValues(interaction.options) };
    case 'form':
      return { ...interaction, values: toPlainValues(interaction.values) };
    case 'action':
      return interaction;
  }
}

/** Normalizes the texts among the values of options or fields. */
export function toPlainValues<Value>(
  values: Readonly<Record<string, Value>>,
): Record<string, Value | string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? toPlainText(value) : value,
    ]),
  );
}
