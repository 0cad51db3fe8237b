import { createTexts } from '../../../src/core/base/catalog.ts';

export const texts = createTexts({
  whereIdsAre: 'On Slack the ID is at the end of the channel’s details, which open with a click on its name.',
});
