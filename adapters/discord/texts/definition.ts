import { createTexts } from '../../../src/core/base/catalog.ts';

export const texts = createTexts({
  whereIdsAre:
    'On Discord turn on Developer Mode (User Settings, Advanced), then right-click the channel: Copy Channel ID.',
});
