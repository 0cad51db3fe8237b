import { createTexts } from '../core/base/catalog.ts';

/** What the `health` command prints. */
export const texts = createTexts({
  noPort: 'HEALTH_PORT is not set, so that there is nothing to ask.',
  well: '{probe}: ok',
  unwell: '{url} answers {status}: the log of the bot says why.',
  noAnswer:
    '{url} {why, select, timeout {did not answer within 3 seconds} other {cannot be reached: no bot is running there}}.',
});
