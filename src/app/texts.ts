import { createTexts } from '../core/base/catalog.ts';

export const texts = createTexts({
  notConnected: 'Nothing will be posted here: {platform} is not connected.',
  servesAlone: 'Nothing will be posted here: the terminal gets posts only where no platform has a token.',
  connect: 'Set {tokens} (see .env.example), then: npx node src/main.ts check',
});
