import { ChannelType, MessageFlags } from 'discord.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { splitId } from '../../src/core/base/ids.ts';
import type { Asker } from '../../src/core/message/interaction.ts';
import type { Subscription } from '../../src/core/schedule/subscription.ts';
import { aDesk } from '../commands/desk.ts';
import { anOverview } from '../support/builders.ts';
import { channelId, tenantId } from '../support/ids.ts';
import { aDelivery, type Discord, discordRig, type Rig, type Slack, slackRig } from './rig.ts';

const ROLE = '123456789012345678';

/** A digest is posted in a channel that wants something beside it. */
async function postOn(rig: Rig<Discord> | Rig<Slack>, wanted: Partial<Subscription>) {
  const delivery = await aDelivery(rig);
  const subscription = await delivery.store.subscriptions.find(rig.channel);
  if (!subscription) throw new Error('not subscribed');
  await delivery.store.subscriptions.put({ ...subscription, tenant: rig.tenant, ...wanted });
  await delivery.tick();
  expect((await delivery.delivery())?.state).toBe('sent');
  return delivery;
}

function discordPosts({ server, channel }: Rig<Discord>) {
  return [...(server.channels.get(splitId(channel).id)?.messages.values() ?? [])];
}

describe('a mention', () => {
  it('of a role is in the first post on Discord alone, and nothing else may mention', async () => {
    const rig = await discordRig();
    await postOn(rig, { layout: 'cards', mention: { tenant: rig.tenant, id: ROLE } });
    const [first, second] = discordPosts(rig);
    expect(first?.content.startsWith(`<@&${ROLE}> `)).toBe(true);
    expect(second?.content).not.toContain(ROLE);
    const bodies = rig.server.requests
      .map(({ body }) => JSON.stringify(body ?? {}))
      .filter((body) => body.includes('"embeds"'));
    const mentioning = bodies.filter((body) => !body.includes('"allowed_mentions":{"parse":[]}'));
    expect(mentioning).toHaveLength(1);
    expect(mentioning[0]).toContain(`"allowed_mentions":{"parse":[],"roles":["${ROLE}"]}`);
  });

  it('of a user group is in the first post on Slack', async () => {
    const rig = await slackRig();
    await postOn(rig, { layout: 'compact', mention: { tenant: rig.tenant, id: 'S0READERS' } });
    const [first] = rig.server.state.channels.get('C0OPEN')?.messages ?? [];
    expect(JSON.stringify(first?.blocks)).toContain('{"type":"usergroup","usergroup_id":"S0READERS"}');
    const parse = (typed: string) => rig.platform.mentions?.parse(typed);
    expect(['S0READERS', 'STUDENTS', 'S1'].map(parse)).toEqual(['S0READERS', undefined, undefined]);
  });

  it('that Slack refuses costs nothing else of the digest', async () => {
    const rig = await slackRig();
    rig.server.state.refuses = ({ blocks }) =>
      JSON.stringify(blocks)?.includes('usergroup') ? 'invalid_blocks' : undefined;
    await postOn(rig, { layout: 'compact', mention: { tenant: rig.tenant, id: 'S0READERS' } });
    const [first] = rig.server.state.channels.get('C0OPEN')?.messages ?? [];
    expect(first?.blocks?.[0]).toMatchObject({ type: 'header' });
    expect(JSON.stringify(first?.blocks)).not.toContain('S0READERS');
  });

  it('that the command line set before the server was known is made, unless it is of everybody', async () => {
    const contents = async (choose: (rig: Rig<Discord>) => string) => {
      const rig = await discordRig();
      await postOn(rig, { layout: 'compact', mention: { id: choose(rig) } });
      return discordPosts(rig)[0]?.content ?? '';
    };
    expect(await contents(() => ROLE)).toContain(`<@&${ROLE}>`);
    expect(await contents((rig) => splitId(rig.tenant).id)).not.toContain('<@&');
    const { ask, script, store } = await aDesk();
    onTestFinished(() => store.close());
    script.mentions = (await discordRig()).platform.mentions;
    const operator = { isOperator: true, tenant: tenantId('discord:local') } as const;
    await ask({ kind: 'line', text: `subscribe mention:${ROLE}` }, operator);
    expect((await store.subscriptions.list())[0]?.mention).toEqual({ id: ROLE });
  });

  it('of a role of another server is not made', async () => {
    const rig = await discordRig();
    await postOn(rig, { mention: { tenant: tenantId('discord:999'), id: ROLE } });
    expect(JSON.stringify(discordPosts(rig).map(({ content }) => content))).not.toContain(ROLE);
  });

  it('is set by a typed or picked role, never of everybody, and ends with none', async () => {
    const rig = await discordRig();
    const { ask, script, store } = await aDesk();
    onTestFinished(() => store.close());
    script.mentions = rig.platform.mentions;
    const { tenant } = rig;
    const here = { tenant, channel: splitId(rig.channel).id };
    const typed = async (text: string) => JSON.stringify(await ask({ kind: 'line', text }, here));
    expect(await typed(`subscribe mention:<@&${ROLE}>`)).toContain(`"text":"${ROLE}","code":true`);
    expect(await typed('subscribe mention:@everyone')).toContain('is no role or user group');
    expect(await typed('settings about:posts')).toContain('Copy Role ID. Empty for nobody.');
    expect(await typed('subscribe mention:none')).not.toContain(ROLE);
    script.mentions = undefined;
    expect(await typed(`subscribe mention:${ROLE}`)).toContain('cannot mention anybody');
  });

  it('is of a role that anyone may mention, or set by somebody who may mention all', async () => {
    const { server, platform, tenant, channel } = await discordRig();
    const { ask, script, store } = await aDesk();
    onTestFinished(() => store.close());
    script.mentions = platform.mentions;
    const typed = async (text: string, asker: Partial<Asker> = {}) => {
      const here = { tenant, channel: splitId(channel).id, ...asker };
      return JSON.stringify(await ask({ kind: 'line', text }, here));
    };
    const saved = async () => (await store.subscriptions.list())[0];
    const set = `subscribe mention:${ROLE}`;
    server.guild.roles.set(ROLE, { id: ROLE, name: 'staff', permissions: 0n });
    expect(await typed(set)).toContain('You may not mention this role');
    expect(await saved()).toBeUndefined();
    await typed(set, { mayMentionAll: true });
    expect((await saved())?.mention?.id).toBe(ROLE);
    // Others may change the rest.
    await typed(`subscribe count:3 mention:${ROLE}`);
    expect((await saved())?.count).toBe(3);
    await typed('subscribe mention:none');
    server.guild.roles.set(ROLE, { id: ROLE, name: 'staff', permissions: 0n, mentionable: true });
    await typed(set);
    expect((await saved())?.mention?.id).toBe(ROLE);
  });

  it('that would notify nobody is said by a check, with what to do', async () => {
    const { server, platform, tenant, channel } = await discordRig();
    const { id } = splitId(channel);
    const check = async () => {
      const lines = (await platform.checks.run(id, undefined, { mention: { tenant, id: ROLE } })) ?? [];
      return lines.filter(({ ok }) => !ok).map(({ finding, minor }) => [finding.code, minor]);
    };
    expect(await check()).toEqual([['role-unknown', true]]);
    server.guild.roles.set(ROLE, { id: ROLE, name: 'readers', permissions: 0n });
    expect(await check()).toEqual([['role-not-mentionable', true]]);
    server.guild.roles.set(ROLE, { id: ROLE, name: 'readers', permissions: 0n, mentionable: true });
    expect(await check()).toEqual([]);
  });
});

/** The rig with an announcement channel. */
async function announcementRig(): Promise<Rig<Discord>> {
  const rig = await discordRig();
  const { world, guild } = rig.server;
  const { id } = world.addChannel(guild, 'news', { type: ChannelType.GuildAnnouncement });
  return { ...rig, channel: channelId(`discord:${id}`) };
}

describe('publishing to followers', () => {
  it('happens to what is posted in an announcement channel, after it', async () => {
    const rig = await announcementRig();
    await postOn(rig, { layout: 'compact', isCrossposted: true });
    const flags = discordPosts(rig).map((post) => post.flags & MessageFlags.Crossposted);
    expect(flags).toEqual([MessageFlags.Crossposted]);
  });

  it('that fails costs nothing of the digest', async () => {
    const rig = await discordRig();
    const { log } = await postOn(rig, { layout: 'compact', isCrossposted: true });
    expect(log.lines.map(({ message }) => message)).toContain('a post could not be published to followers');
  });

  it('is done ten times an hour at most', async () => {
    const { platform, channel } = await announcementRig();
    const to = { channel: splitId(channel).id };
    const outcomes: string[] = [];
    for (let n = 1; n <= 11; n++) {
      const sent = await platform.send(to, anOverview(1), `key-${n}`);
      await platform.publisher?.publish(sent).then(
        () => outcomes.push('published'),
        (error: unknown) => outcomes.push(String(error)),
      );
    }
    expect(outcomes.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'published'));
    expect(outcomes[10]).toContain('ten posts of a channel in an hour');
  });
});
