import { MessageFlags } from 'discord.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { aDiscord } from '../adapters/discord/harness.ts';
import { aDesk } from '../commands/desk.ts';
import { aWorld, wish } from '../jobs/world.ts';
import { anOverview, papers } from '../support/builders.ts';

describe('a quiet channel', () => {
  it('is set by a word, and read in the settings', async () => {
    const { ask, script } = await aDesk();
    const typed = (text: string) => ask({ kind: 'line', text });
    expect(JSON.stringify(await typed('subscribe quiet:yes'))).toContain('None: posts are quiet');
    script.hasQuietPosts = false;
    expect(JSON.stringify(await typed('subscribe quiet:yes'))).toContain('notifies of every post');
    expect(JSON.stringify(await typed('subscribe quiet:no'))).not.toContain('posts are quiet');
  });

  it('gets posts on Discord that notify nobody, and no other channel does', async () => {
    const { server, platform, close } = await aDiscord();
    onTestFinished(close);
    const channel = server.general.id;
    const postAndReadFlags = async (isQuiet: boolean, key: string) => {
      const sent = await platform.send({ channel, isQuiet }, anOverview(2), key);
      expect(sent).not.toHaveProperty('isQuiet');
      return (
        (server.messageAt(sent.channel, sent.messageId)?.flags ?? 0) & MessageFlags.SuppressNotifications
      );
    };
    expect(await postAndReadFlags(true, 'one')).toBe(MessageFlags.SuppressNotifications);
    expect(await postAndReadFlags(false, 'two')).toBe(0);
  });

  it('gets every post of its digest quietly, and another channel none', async () => {
    for (const isQuiet of [true, false]) {
      const { clock, tick, platform, store } = await aWorld({ papers: papers(3) });
      await wish(store, { isQuiet });
      clock.set('2026-04-30T09:00:10Z');
      await tick();
      expect(platform.posts.length).toBeGreaterThan(1);
      for (const { destination } of platform.posts) expect(destination.isQuiet ?? false).toBe(isQuiet);
    }
  });
});
