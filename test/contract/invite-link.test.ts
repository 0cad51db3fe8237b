import { describe, expect, it } from 'vitest';
import { renderMessage as renderDiscord } from '../../adapters/discord/render/render.ts';
import { commands } from '../../commands/index.ts';
import { readText } from '../../loopback/discord/index.ts';
import { splitId } from '../../src/core/base/ids.ts';
import { flattenText } from '../../src/core/base/text.ts';
import type { Message } from '../../src/core/message/message.ts';
import { awaitAnswer } from '../adapters/discord/harness.ts';
import { aDesk } from '../commands/desk.ts';
import { aRecordingInbound } from '../support/builders.ts';
import { parseDiscord } from '../support/discord-tree.ts';
import { linksIn, readText as readDrawn } from '../support/drawn-tree.ts';
import { blockTrees } from '../support/slack-tree.ts';
import { discordRig, slackRig } from './rig.ts';

const VIEW_CHANNEL = 1n << 10n;

/** The one link of these trees, and that it is whole: the address of an invitation, under words that are no address. */
function theInvitation(trees: Parameters<typeof linksIn>[0][]): string {
  const links = trees.flatMap((tree) => linksIn(tree));
  expect(links.map(({ inner }) => readDrawn(inner))).toEqual(['Invite the bot']);
  const { origin, pathname, searchParams } = new URL(links[0]?.target ?? '');
  expect(`${origin}${pathname}`).toBe('https://discord.com/oauth2/authorize');
  expect(searchParams.get('client_id')).toMatch(/^\d{5,}$/);
  expect(searchParams.get('permissions')).toMatch(/^\d+$/);
  expect(searchParams.get('scope')).toBe('bot applications.commands');
  return links[0]?.target ?? '';
}

describe('the invite link in a fix', () => {
  it('is one whole link on Discord, where the bot does not see the channel in which a person subscribes', async () => {
    const rig = await discordRig(({ general, guild }) =>
      general.overwrites.set(guild.id, { id: guild.id, type: 0, allow: 0n, deny: VIEW_CHANNEL }),
    );
    const { server, platform } = rig;
    const desk = await aDesk({ platforms: new Map([['discord', platform]]) });
    const { dispatcher, services } = desk;
    Object.assign(services, { checkChannel: () => platform.checks.run(splitId(rig.channel).id) });
    await platform.connection.start({ ...aRecordingInbound(), ...dispatcher });
    const record = server.slash(server.guild.ownerId, server.general.id, 'papers', 'subscribe', {});
    const answer = readText(await awaitAnswer(record)) ?? '';
    expect(answer).toContain('cannot be subscribed');
    theInvitation([parseDiscord(answer)]);
    expect(commands.map(({ name }) => name)).toContain('subscribe');
  });

  it('is the same link on Slack', async () => {
    const discord = await discordRig(({ general, guild }) =>
      general.overwrites.set(guild.id, { id: guild.id, type: 0, allow: 0n, deny: VIEW_CHANNEL }),
    );
    const lines = await discord.platform.checks.run(splitId(discord.channel).id);
    const finding = lines.find(({ ok }) => !ok)?.finding;
    const message: Message = {
      ...{ kind: 'notice', tone: 'error', title: flattenText(finding?.what()) },
      fix: finding?.fix() ?? '',
    };
    const onDiscord = renderDiscord(message).embeds[0]?.description ?? '';
    const slack = await slackRig();
    await slack.platform.send({ channel: 'C0OPEN' }, message, 'key');
    const posted = slack.server.state.channels.get('C0OPEN')?.messages.at(-1);
    expect(slack.server.violations).toEqual([]);
    expect(theInvitation(blockTrees(posted?.blocks ?? []))).toBe(theInvitation([parseDiscord(onDiscord)]));
    expect(posted?.text).not.toMatch(/\\|%5C/);
  });
});
