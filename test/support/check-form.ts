import { renderForm } from '../../adapters/discord/render/render-form.ts';
import { renderFormView } from '../../adapters/slack/render/render-form.ts';
import { checkView } from '../../loopback/slack/payload-check.ts';
import type { Form } from '../../src/core/message/interaction.ts';
import { refusedByDiscord } from './check-forum-post.ts';
import type { PlatformName } from './intended.ts';
import { unseenIn } from './unseen.ts';

/** Draws a form as a platform gets it, and lists what it would refuse and what nobody can see. */
export function findFormFaults(form: Form, platform: PlatformName): string[] {
  const drawn = platform === 'discord' ? renderForm(form) : renderFormView(form, '{}');
  const refused =
    platform === 'discord'
      ? refusedByDiscord('modal', { type: 9, data: drawn })
      : checkView({ ...drawn }).map(({ code, where }) => `refused as ${code}: ${where}`);
  return [...refused, ...unseenIn(withoutValues(drawn)), ...markupIn(drawn)];
}

/** What is read; the value of an option goes back to the bot as it is. */
function withoutValues(drawn: unknown): unknown {
  return JSON.parse(
    JSON.stringify(drawn, (_, one) =>
      typeof one === 'object' && one !== null && ('text' in one || 'label' in one) && 'value' in one
        ? { ...one, value: '' }
        : one,
    ),
  );
}

/** Slack reads markup in a text of this type; no form has any. */
function markupIn(drawn: unknown): string[] {
  return JSON.stringify(drawn).includes('"type":"mrkdwn"') ? ['markup'] : [];
}
