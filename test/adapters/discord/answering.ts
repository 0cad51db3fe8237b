import { expect, onTestFinished } from 'vitest';
import type { DiscordOptions } from '../../../adapters/discord/options.ts';
import type { Asker, Interaction, Reply } from '../../../src/core/message/interaction.ts';
import type { Action, Message } from '../../../src/core/message/message.ts';
import type { Inbound } from '../../../src/core/platform/inbound.ts';
import { aRecordingInbound } from '../../support/builders.ts';
import { aDiscord, type DiscordHarness } from './harness.ts';

/** Closed after the test, which fails where Discord would have refused a request. */
export async function aDiscordForOneTest(options: Partial<DiscordOptions>): Promise<DiscordHarness> {
  const harness = await aDiscord(options);
  onTestFinished(async () => {
    expect(harness.server.violations).toEqual([]);
    await harness.close();
  });
  return harness;
}

/** A bot whose every interaction is answered by `respond`. */
export async function answering(
  respond: (interaction: Interaction, asker: Asker) => Reply | Promise<Reply>,
  more: Partial<Inbound> = {},
  options: Partial<DiscordOptions> = {},
) {
  const harness = await aDiscordForOneTest({ tuning: { formMs: 300 }, ...options });
  const { server } = harness;
  const seen: Array<{ asker: Asker; interaction: Interaction }> = [];
  await harness.start({
    ...aRecordingInbound(),
    interact: async (asker, interaction) => {
      seen.push({ asker, interaction });
      return respond(interaction, asker);
    },
    ...more,
  });
  const ann = server.user('ann').id;
  const slash = (sub: string, options = {}) => server.slash(ann, server.general.id, 'papers', sub, options);
  return { server, platform: harness.platform, seen, ann, slash, log: harness.log };
}

export const say = (title: string, actions: readonly Action[] = []): Message => ({
  kind: 'notice',
  tone: 'info',
  title,
  actions,
});
