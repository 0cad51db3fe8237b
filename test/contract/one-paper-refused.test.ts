import { ChannelType } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { splitId } from '../../src/core/base/ids.ts';
import type { Paper } from '../../src/core/paper/paper.ts';
import type { Layout } from '../../src/core/schedule/subscription.ts';
import { aView } from '../support/builders.ts';
import { channelId } from '../support/ids.ts';
import { aDelivery, type Discord, discordRig, type Rig, type Slack, slackRig, wordFor } from './rig.ts';

const LAYOUTS = ['thread', 'cards', 'compact'] as const satisfies readonly Layout[];
const LAYOUTS_OF_DISCORD = [...LAYOUTS, 'forum'] as const satisfies readonly Layout[];
const PLATFORMS = [
  ['Discord', discordRig as () => Promise<Rig<Discord | Slack>>],
  ['Slack', slackRig as () => Promise<Rig<Discord | Slack>>],
] as const;

/** All that people see, in the order in which it came; on Discord with the name of its channel or thread. */
function seen(rig: Rig<Discord | Slack>): string[] {
  const { server } = rig;
  const posts =
    'state' in server
      ? (server.state.channels.get('C0OPEN')?.messages ?? []).map(({ text, blocks }) => [text, blocks])
      : [...server.channels.values()]
          .filter(({ recipientId }) => recipientId === undefined)
          .flatMap(({ name, messages }) =>
            [...messages.values()].map(({ content, embeds, components }) => [
              name,
              content,
              embeds,
              components,
            ]),
          );
  return posts.map((post) => JSON.stringify(post));
}

function listViolations({ server }: Rig<Discord | Slack>): unknown[] {
  return [...server.violations];
}

/** The same rig, with a forum as its channel. */
function inForum(rig: Rig<Discord | Slack>): Rig<Discord | Slack> {
  const { server } = rig;
  if ('state' in server) throw new Error('Slack has no forums');
  const { id } = server.world.addChannel(server.guild, 'ideas', { type: ChannelType.GuildForum });
  const channel = channelId(`discord:${id}`);
  return { ...rig, channel, posts: (of = channel) => rig.posts(of) };
}

/** A digest of two papers, of which the second is odd. */
async function aDay(make: () => Promise<Rig<Discord | Slack>>, layout: Layout, odd: Partial<Paper>) {
  const rig = layout === 'forum' ? inForum(await make()) : await make();
  const world = await aDelivery(rig);
  const [, second] = await world.store.papers.findMany(['2604.00001', '2604.00002']);
  if (!second) throw new Error('no second paper');
  await world.store.papers.save([{ ...second, ...odd }], world.clock.now());
  const subscription = await world.subscription();
  if (!subscription) throw new Error('no subscription');
  await world.store.subscriptions.put({ ...subscription, layout });
  return { rig, ...world };
}

describe.each(PLATFORMS)('what %s refuses about one paper', (name, make) => {
  describe.each(name === 'Discord' ? LAYOUTS_OF_DISCORD : LAYOUTS)('in the layout %s', (layout) => {
    const expected = { thread: 3, cards: 2, compact: 1, forum: 2 }[layout];

    it.each(['https://[::1]/', 'https://a(b).example/', 'http://localhost:3000', 'https://x/'])(
      'is no address such as %s: it is left out before',
      async (address) => {
        const { rig, tick, delivery } = await aDay(make, layout, {
          projectUrl: address,
          codeUrl: address,
          thumbnailUrl: address,
        });
        await tick();
        expect(await delivery()).toMatchObject({ state: 'sent' });
        expect(rig.posts()).toBe(expected);
        expect(seen(rig).join()).not.toContain(address);
        expect(listViolations(rig)).toEqual([]);
      },
    );

    it('is its picture, and then the picture alone is missing', async () => {
      const thumbnailUrl = 'https://my_pictures.example/gone.png';
      const { rig, tick, delivery } = await aDay(make, layout, {
        thumbnailUrl,
        projectUrl: 'https://project.example/',
      });
      if ('state' in rig.server) rig.server.state.canFetch = (url) => url !== thumbnailUrl;
      await tick();
      expect(await delivery()).toMatchObject({ state: 'sent' });
      expect(rig.posts()).toBe(expected);
      expect(seen(rig).join()).not.toContain('gone.png');
      if (layout !== 'compact') expect(seen(rig).join()).toContain('https://project.example/');
      expect(listViolations(rig)).toEqual([]);
    });

    it('is a word of its organization: the other papers lose nothing', async () => {
      const { rig, tick, delivery } = await aDay(make, layout, { organization: 'Forbidden Labs' });
      refuse(rig, /Forbidden/);
      await tick();
      expect(await delivery()).toMatchObject({ state: 'sent' });
      expect(rig.posts()).toBe(expected);
      const all = seen(rig).join();
      expect(all).not.toContain('Forbidden');
      expect(all).toContain('Paper number 1');
      expect(all).toContain('Paper number 2');
    });

    it('is its title: it is named by its id, or left out with the reason, and the rest goes on', async () => {
      const { rig, tick, delivery, status, store } = await aDay(make, layout, { title: 'Forbidden words' });
      refuse(rig, /Forbidden/);
      await tick();
      const first = await delivery();
      expect(first?.state).toBe('sent');
      const all = seen(rig).join();
      expect(all).not.toContain('Forbidden');
      expect(all).toContain('Paper number 1');
      if (layout === 'compact') expect(all).toContain('2604.00002');
      else {
        expect(rig.posts()).toBe(expected - 1);
        expect(first?.reason).toMatchObject({ code: 'left-out', values: { papers: ['2604.00002'] } });
        expect(await status()).toContain('Left out: 2604.00002');
        if (layout === 'forum') expect(wordFor(first?.reason, rig)).toContain('AutoMod blocked the title');
      }
      // And it does not come back the next day, to be refused again.
      expect(await store.posts.listShownPapers(rig.channel)).toContain('2604.00002');
    });
  });

  const codes = name === 'Slack' ? ['msg_too_long', 'msg_blocks_too_long', 'invalid_blocks'] : ['50035'];
  const inLayouts = name === 'Discord' ? (['thread', 'forum'] as const) : (['thread'] as const);
  const lengths = codes.flatMap((code) => inLayouts.map((layout) => [code, layout] as const));
  describe.each(lengths)('is its length in all (%s), in the layout %s', (code, layout) => {
    const expected = layout === 'forum' ? 2 : 3;

    it.each([
      ['its card is sent as plain text where that fits', 1500, 'It reads everything.'],
      ['title and link alone are sent where no more fits', 600, 'Long-winded'],
    ])('%s', async (_what, most, still) => {
      const abstract = `It reads everything. ${'It goes on and on about all that it reads. '.repeat(12)}`;
      const { rig, tick, delivery } = await aDay(make, layout, { title: 'Long-winded', abstract });
      refuseLonger(rig, most, code);
      await tick();
      expect(await delivery()).toMatchObject({ state: 'sent' });
      expect((await delivery())?.reason).toBeUndefined();
      expect(rig.posts()).toBe(expected);
      const [first = '', second = ''] = seen(rig).slice(-2);
      expect(first).toContain('We present a small model.');
      expect(second).toContain(still);
      expect(second).toContain('https://huggingface.co/papers/2604.00002');
      expect(second.includes('It goes on and on')).toBe(most > 1000);
      expect(listViolations(rig)).toEqual([]);
    });

    it('it is left out with the reason where even that is too long, and the rest goes on', async () => {
      const { rig, tick, delivery, status } = await aDay(make, layout, { title: 'Long-winded' });
      refuseLonger(rig, 0, code);
      await tick();
      const first = await delivery();
      expect(first?.state).toBe('sent');
      expect(first?.reason).toMatchObject({ code: 'left-out', values: { papers: ['2604.00002'] } });
      expect(await status()).toContain('Left out: 2604.00002');
      expect(rig.posts()).toBe(expected - 1);
      expect(seen(rig).join()).toContain('Paper number 1');
    });
  });

  it('is everything: the digest has failed, and says why', async () => {
    const { rig, tick, delivery } = await aDay(make, 'thread', {});
    refuse(rig, /./);
    await tick();
    const failed = await delivery();
    expect(failed?.state).toBe('failed');
    expect(wordFor(failed?.reason, rig)).toMatch(name === 'Slack' ? /Slack/ : /AutoMod/);
    expect(rig.posts()).toBe(0);
  });

  it('in its layout is sent as text, and found again by its key', async () => {
    const { rig } = await aDay(make, 'cards', {});
    refuse(rig, /"embeds":\[\{|"type":"rich_text"|first page|\[\{/i);
    const message = { kind: 'card', language: 'en', view: aView() } as const;
    const to = { channel: splitId(rig.channel).id };
    const post = await rig.platform.send(to, message, 'key-1');
    expect(seen(rig).join()).toContain(`https://huggingface.co/papers/${message.view.paper.id}`);
    expect(await rig.platform.finder.find(to, 'key-1', Date.now() - 60_000)).toMatchObject({
      messageId: post.messageId,
    });
    await rig.platform.editor.edit(post, message);
    expect(seen(rig)).toHaveLength(1);
  });
});

it('a title too long for the name of a forum post is cut there, and costs nothing', async () => {
  const { rig, tick, delivery } = await aDay(discordRig, 'forum', { title: 'Long-winded '.repeat(30) });
  await tick();
  expect(await delivery()).toMatchObject({ state: 'sent' });
  expect((await delivery())?.reason).toBeUndefined();
  expect(rig.posts()).toBe(2);
  expect(listViolations(rig)).toEqual([]);
});

/** From now on nothing that holds such words is taken, by a rule that the bot does not know. */
function refuse({ server, tenant }: Rig<Discord | Slack>, words: RegExp): void {
  if ('state' in server)
    server.state.refuses = (args) =>
      words.test(`${String(args.text)} ${JSON.stringify(args.blocks)}`) ? 'restricted_words' : undefined;
  else if (tenant === `discord:${server.guild.id}`) server.guild.blockedWords = words;
}

/** From now on what names the odd paper is too long for the platform from so many characters on, whatever the bot has counted. */
function refuseLonger({ server }: Rig<Discord | Slack>, most: number, code: string): void {
  const isTooLong = (body: string) => body.includes('Long-winded') && body.length > most;
  if ('state' in server)
    server.state.refuses = ({ text, blocks }) =>
      isTooLong(`${String(text)} ${JSON.stringify(blocks ?? [])}`) ? code : undefined;
  else server.guild.isTooLong = isTooLong;
}
