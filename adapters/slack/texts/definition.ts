import { createTexts } from '../../../src/core/base/catalog.ts';

export const texts = createTexts({
  /** The end of a sentence on the port for Slack’s requests. */
  unreachable: 'Slack cannot reach the bot',
  /** What else to do where that port is changed. */
  changeUrl: ' and change the request URL of the Slack app to match',
  whereIdsAre: 'On Slack the ID is at the end of the channel’s details, which open with a click on its name.',
});
