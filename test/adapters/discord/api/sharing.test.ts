import { OverwriteType, PermissionFlagsBits } from 'discord.js';
import { expect, it, onTestFinished } from 'vitest';
import { personId } from '../../../support/ids.ts';
import { aDiscord } from '../harness.ts';

const PERSON = personId('discord:200');

it.each(['SendMessages', 'ViewChannel'] as const)(
  'nothing is shared where the bot lacks %s, and the reason is that it cannot post there',
  async (permission) => {
    const { server, platform, close } = await aDiscord();
    onTestFinished(close);
    const { guild, general } = server;
    const find = () => platform.channels.findSharingObstacle(general.id, PERSON);
    expect(await find()).toBeUndefined();
    general.overwrites.set(guild.id, {
      id: guild.id,
      type: OverwriteType.Role,
      allow: 0n,
      deny: PermissionFlagsBits[permission],
    });
    expect(await find()).toEqual({
      what: 'The bot cannot post in this channel, so nothing is shared here.',
      fix: expect.stringContaining('Send Messages'),
    });
  },
);
