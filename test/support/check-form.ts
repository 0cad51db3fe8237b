import { renderChoices, renderForm } from '../../adapters/discord/render/render-form.ts';
import { renderOptions } from '../../adapters/slack/render/render-field.ts';
import { renderFormView } from '../../adapters/slack/render/render-form.ts';
import { checkOffered } from '../../loopback/slack/element-check.ts';
import { checkView } from '../../loopback/slack/payload-check.ts';
import { Found, type Violation } from '../../loopback/slack/violations.ts';
import type { Choice, Form } from '../../src/core/message/interaction.ts';
import { refusedByDiscord } from './check-forum-post.ts';
import type { PlatformName } from './intended.ts';
import { unseenIn } from './unseen.ts';

/** Draws a form as a platform gets it, and lists what it would refuse and what nobody can see. */
export function findFormFaults(form: Form, platform: PlatformName): string[] {
  const drawn = platform === 'discord' ? renderForm(form) : renderFormView(form, '{}');
  const refused =
    platform === 'discord'
      ? refusedByDiscord('modal', { type: 9, data: drawn })
      : checkView({ ...drawn }).map(wordRefusal);
  return [...refused, ...unseenIn(withoutValues(drawn)), ...markupIn(drawn)];
}

/** The same of what is offered while somebody types. What can be chosen goes back to the bot as it came. */
export function findChoicesFaults(choices: readonly Choice[], platform: PlatformName): string[] {
  const drawn = platform === 'discord' ? renderChoices(choices).choices : renderOptions(choices);
  const values = new Set(choices.map(({ value }) => value));
  const changed = drawn.filter(({ value }) => !values.has(value ?? ''));
  return [
    ...(platform === 'discord'
      ? refusedByDiscord('choices', { type: 8, data: { choices: drawn } })
      : listOfferRefusals(drawn)),
    ...changed.map(({ value }) => `a value that nobody offered: ${value}`),
    ...unseenIn(withoutValues(drawn)),
    ...markupIn(drawn),
  ];
}

function listOfferRefusals(options: unknown): string[] {
  const found = new Found();
  checkOffered(found, options);
  return found.all.map(wordRefusal);
}

const wordRefusal = ({ code, where }: Violation): string => `refused as ${code}: ${where}`;

/** What is read; the value of an option goes back to the bot as it is. */
function withoutValues(drawn: unknown): unknown {
  return JSON.parse(
    JSON.stringify(drawn, (_, one) =>
      typeof one === 'object' &&
      one !== null &&
      ('text' in one || 'label' in one || 'name' in one) &&
      'value' in one
        ? { ...one, value: '' }
        : one,
    ),
  );
}

/** Slack reads markup in a text of this type; no form has any. */
function markupIn(drawn: unknown): string[] {
  return JSON.stringify(drawn).includes('"type":"mrkdwn"') ? ['markup'] : [];
}
