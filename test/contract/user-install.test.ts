import { ChannelType } from 'discord.js';
import { expect, it, onTestFinished } from 'vitest';
import { toGuestTenant, toGuildTenantId } from '../../adapters/discord/api/ids.ts';
import { commands } from '../../commands/index.ts';
import { readText } from '../../loopback/discord/index.ts';
import { aDiscord } from '../adapters/discord/harness.ts';
import { aDesk } from '../commands/desk.ts';
import { aRecordingInbound, until } from '../support/builders.ts';

/** A person who has installed the bot for themselves, in a server and in a group that the bot is no member of. */
async function aGuest() {
  const desk = await aDesk();
  const { server, start, close } = await aDiscord({ commands });
  onTestFinished(close);
  await start({ ...aRecordingInbound(), ...desk.dispatcher });
  await until(() => server.world.commands.get('')?.size === 2, 'the commands are registered');
  const { world } = server;
  const guild = world.addGuild('Elsewhere');
  const ann = server.user('ann').id;
  guild.members.set(ann, []);
  guild.members.delete(world.bot.id);
  const inServer = world.addChannel(guild, 'chat').id;
  const inGroup = world.addChannel(undefined, 'friends', { type: ChannelType.GroupDM }).id;
  const ask = async (channel: string, name: string, options = {}) => {
    const record = server.slash(ann, channel, 'papers', name, options);
    await until(() => record.original !== undefined, 'the answer comes');
    return { record, said: readText(record.original) ?? '' };
  };
  return { desk, server, ann, guild: guild.id, channels: { server: inServer, group: inGroup }, ask };
}

it.each(['server', 'group'] as const)(
  'in a %s without the bot, commands are answered for the person alone',
  async (where) => {
    const { server, channels, ask } = await aGuest();
    const { record, said } = await ask(channels[where], 'today');
    expect(said).toContain('Paper number 1');
    expect(record.ephemeral).toBe(true);
    expect(server.violations).toEqual([]);
  },
);

it.each(['server', 'group'] as const)(
  'in a %s without the bot, nothing can be set, and the answer says why',
  async (where) => {
    const { desk, server, ann, channels } = await aGuest();
    const record = server.slash(ann, channels[where], 'papers', 'subscribe');
    await until(() => record.original !== undefined, 'the answer comes');
    expect(readText(record.original)).toContain('The bot is not a member here');
    expect(readText(record.original)).toContain('add the bot to the server');
    expect(await desk.services.store.subscriptions.list()).toEqual([]);
  },
);

it('an answer is shared without asking for permissions that the bot does not have', async () => {
  const { desk, server, ann, channels, ask } = await aGuest();
  desk.script.obstacle = { what: 'The bot cannot post.', fix: 'Add it.' };
  const { record } = await ask(channels.server, 'show', { paper: '2604.00001' });
  const shared = server.pressButton(ann, record.original as never, 'Share to channel');
  await until(() => shared.followUps.length > 0, 'the answer is shared');
  expect(shared.followUps[0]?.ephemeral).toBe(false);
  expect(readText(shared.followUps[0]?.message)).toContain('Paper number 1');
  expect(server.violations).toEqual([]);
});

it('a vote there counts for the person alone', async () => {
  const { desk, ann, guild, channels, ask } = await aGuest();
  const { said } = await ask(channels.server, 'vote', { which: 'up', paper: '2604.00001' });
  expect(said).toContain('counts only for you');
  const { votes } = desk.services.store;
  const inGuild = await votes.listCommunity(toGuildTenantId(guild));
  expect(await votes.list(['2604.00001'], inGuild)).toEqual([]);
  expect(await votes.list(['2604.00001'], await votes.listCommunity(toGuestTenant(ann)))).toHaveLength(1);
});

it('a shared card has no numbers there, since nobody can keep them up and each votes alone', async () => {
  const { desk, server, ann, channels, ask } = await aGuest();
  const { record } = await ask(channels.group, 'show', { paper: '2604.00001' });
  const shared = server.pressButton(ann, record.original as never, 'Share to channel');
  await until(() => shared.followUps.length > 0, 'the answer is shared');
  const card = shared.followUps[0]?.message;
  if (!card) throw new Error('no card');
  const pressed = server.pressButton(ann, card, '👍');
  await until(() => pressed.followUps.length > 0, 'the person is notified');
  expect(readText(pressed.followUps[0]?.message)).toContain('counts only for you');
  expect(JSON.stringify(card.components)).toContain('"👍"');
  const guests = toGuestTenant(ann);
  expect(await desk.services.store.sharedCards.listShowing(['2604.00001'], [guests], 9)).toEqual([]);
  expect(server.violations).toEqual([]);
});
