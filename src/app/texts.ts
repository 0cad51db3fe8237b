import { createTexts } from '../core/base/catalog.ts';

export const texts = createTexts({
  notConnected: `{platform, select,
    discord {Nothing will be posted here: Discord is not connected.}
    slack {Nothing will be posted here: Slack is not connected.}
    other {Nothing will be posted here: the terminal gets posts only where no platform has a token.}
  }`,
  connect: `{platform, select,
    discord {Set DISCORD_TOKEN (see .env.example), then: npx node src/main.ts check}
    slack {Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (see .env.example), then: npx node src/main.ts check}
    other {}
  }`,
});
