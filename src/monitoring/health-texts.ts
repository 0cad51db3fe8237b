import { createTexts } from '../core/base/catalog.ts';

/** What the `health` command prints, and what is said of its port. */
export const texts = createTexts({
  unreachable: 'health and metrics are not available',
  noPort: 'HEALTH_PORT is not set, so the bot serves no health checks.',
  well: '{probe}: ok',
  unwell: '{url} answers {status}. See the log of the bot.',
  noAnswer:
    '{url} {why, select, timeout {did not answer within 3 seconds} other {cannot be reached: no bot is running there}}.',
});
