import { createTexts } from '../../../src/core/base/catalog.ts';

/** What to do when Discord closes the gateway connection permanently, by close code. */
export const closeTexts = createTexts({
  4004: 'Discord does not accept the token. Reset it at discord.com/developers/applications under Bot, and set DISCORD_TOKEN.',
  4010: 'Another process runs the bot with a different number of shards. Stop it.',
  4011: 'The bot is in more servers than its connections can hold. Start it again.',
  4012: 'Discord no longer supports this version of its gateway. Update Paperboy.',
  4013: 'Discord does not know one of the intents. Update Paperboy.',
  4014: 'Discord does not allow one of the intents. Please report this: Paperboy asks for no privileged intent.',
  other: 'Start the bot again. If it happens again, please report this, with the log.',
});
