import { expect, it, onTestFinished } from 'vitest';
import { toGuestTenant } from '../../adapters/discord/api/ids.ts';
import { ownPrompt } from '../../adapters/terminal/info.ts';
import { splitId } from '../../src/core/base/ids.ts';
import { aDiscord } from '../adapters/discord/harness.ts';
import { aTerminal } from '../adapters/terminal/harness.ts';
import { tenantId } from '../support/ids.ts';

it('Discord knows a private conversation by its tenant, which no server is, not even one with the ID of the channel', async () => {
  const { platform, close } = await aDiscord();
  onTestFinished(close);
  const { channels } = platform;
  expect(channels.isPrivate?.('900', tenantId('discord:dm-900'))).toBe(true);
  expect(channels.isPrivate?.('900', tenantId('discord:900'))).toBe(false);
  // A guest's tenant is named after the person: the channel they are in has other people.
  expect(channels.isPrivate?.('900', toGuestTenant('901'))).toBe(false);
});

it('the prompt is one person’s', () => {
  const { terminal } = aTerminal();
  expect(terminal.channels.isPrivate(splitId(ownPrompt.channel).id)).toBe(true);
});
