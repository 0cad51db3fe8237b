import { describe, expect, it } from 'vitest';
import type { PlatformName } from '../../src/core/base/ids.ts';
import type { Platform } from '../../src/core/platform/platform.ts';
import { createDeliver } from '../../src/jobs/delivery/deliver.ts';
import { enqueueDue } from '../../src/jobs/timing/enqueue.ts';
import { askSource, CHANNEL, wish } from '../jobs/world.ts';
import { aPaper, aSubscription, papers } from '../support/builders.ts';
import { DELIVERING } from '../support/delivering.ts';
import { aPlatform } from '../support/fake-platform.ts';
import { channelId } from '../support/ids.ts';
import { aSite, toPath } from './harness.ts';

const SIGN_UP = '/sign-up?channel=ml-papers';

/** The pages, mail, and a channel that posts three papers at nine and has a public page. */
async function aPublicChannel() {
  const site = await aSite();
  const { store, clock, log, platform, server } = site;
  const platforms = new Map<PlatformName, Platform>([
    ['email', platform],
    ['discord', aPlatform('discord')],
  ]);
  const deps = { ...DELIVERING, store, platforms, clock, log };
  await store.subscriptions.put(
    aSubscription({
      ...{ channel: CHANNEL, count: 3, publicName: 'ml-papers' },
      nextDueAt: Date.parse('2026-04-30T09:00:00Z'),
    }),
  );
  /** What is due by then is sent. */
  const passTo = async (time: string) => {
    clock.set(time);
    await askSource(store, clock.now());
    await enqueueDue({ store, clock, log });
    await createDeliver(deps).run();
  };
  return {
    ...{ ...site, passTo },
    text: async (path: string) => (await site.get(path)).text(),
    received: () => server.received.map(({ mail }) => String(mail.text)),
    mailboxes: async () =>
      (await store.subscriptions.list()).filter(({ channel }) => channel.startsWith('email:')),
    /** Somebody signs up for what the channel posts, at ten, and confirms. */
    async signUp() {
      const fields = { address: 'me@example.org', channel: 'ml-papers', time: '10:00' };
      expect((await site.post('/sign-up', fields)).status).toBe(200);
      await site.confirmations();
      const mail = String(server.received.at(-1)?.mail.html);
      const path = toPath(/https:\/\/[^"]+\/mail\/confirm\/[^"]+/.exec(mail)?.[0] ?? '');
      const page = await (await site.get(path)).text();
      await site.post(path);
      return page;
    },
  };
}

/** Which of the papers of a list are in a text. */
function namedIn(text: string, count = 8): string[] {
  return papers(count).flatMap(({ title }) => (new RegExp(`${title}\\b`).test(text) ? [title] : []));
}

describe('what a channel with a public page posts', () => {
  it('comes by mail to whoever signs up from its page, and nothing else does', async () => {
    const { text, signUp, passTo, received, mailboxes } = await aPublicChannel();
    expect(await text('/channel/ml-papers')).toContain(`href="${SIGN_UP}"`);
    const form = await text(SIGN_UP);
    expect(form).toContain('<option value="ml-papers" selected>What the channel ml-papers posts</option>');
    expect(form).toContain('It posts at 09:00');
    expect(await signUp()).toContain('What the channel ml-papers posts.');
    const [mailbox] = await mailboxes();
    expect(mailbox).toMatchObject({ postedIn: CHANNEL, topics: [], tenant: 'email:readers' });
    await passTo('2026-04-30T09:00:10Z');
    await passTo('2026-04-30T10:00:10Z');
    expect(received()).toHaveLength(2);
    expect(namedIn(received()[1] ?? '')).toEqual(['Paper number 1', 'Paper number 2', 'Paper number 3']);
    // The next day the channel posts others.
    await passTo('2026-05-01T09:00:10Z');
    await passTo('2026-05-01T10:00:10Z');
    expect(namedIn(received()[2] ?? '')).toEqual(['Paper number 4', 'Paper number 5', 'Paper number 6']);
  });

  it('comes by mail only as far as the reader’s own topics go', async () => {
    const { signUp, passTo, received, mailboxes, post, links, text } = await aPublicChannel();
    await signUp();
    const channel = (await mailboxes())[0]?.channel ?? CHANNEL;
    const path = toPath(links.toChangeLink(channel));
    expect(await text(path)).toContain('value="10:00"');
    await post(path, { time: '10:00', zone: 'UTC', topics: 'number 2, number 7' });
    await passTo('2026-04-30T09:00:10Z');
    await passTo('2026-04-30T10:00:10Z');
    expect(namedIn(received()[1] ?? '')).toEqual(['Paper number 2']);
  });

  it('stops with a last mail once the page is gone, and the address is deleted', async () => {
    const { signUp, passTo, received, mailboxes, store } = await aPublicChannel();
    await signUp();
    const channel = (await mailboxes())[0]?.channel ?? CHANNEL;
    await passTo('2026-04-30T09:00:10Z');
    await wish(store, { publicName: undefined });
    // Another channel takes the name: its papers are not what was asked for.
    const other = aSubscription({ channel: channelId('discord:300'), publicName: 'ml-papers' });
    await store.subscriptions.put(other);
    await passTo('2026-04-30T10:00:10Z');
    expect(received()).toHaveLength(2);
    expect(received()[1]).toContain('The channel has no public page any more');
    expect(namedIn(received()[1] ?? '')).toEqual([]);
    expect(await mailboxes()).toEqual([]);
    const mailbox = await store.mailboxes.find(channel);
    expect(mailbox).toMatchObject({ state: 'stopped' });
    expect(mailbox).not.toHaveProperty('sealed');
    await passTo('2026-05-01T10:00:10Z');
    expect(received()).toHaveLength(2);
  });

  it('does not come while the channel is paused, and comes again afterward', async () => {
    const { signUp, passTo, received, mailboxes, store, clock } = await aPublicChannel();
    await signUp();
    await passTo('2026-04-30T09:00:10Z');
    await store.subscriptions.pause(CHANNEL, {
      ...{ at: clock.now(), by: 'person' },
      reason: { code: 'by-hand', values: {} },
    });
    await passTo('2026-04-30T10:00:10Z');
    expect(received()).toHaveLength(1);
    expect(await mailboxes()).toHaveLength(1);
    await wish(store, { paused: undefined });
    await passTo('2026-05-01T10:00:10Z');
    expect(namedIn(received()[1] ?? '')).toContain('Paper number 1');
  });

  it('cannot be asked for where nobody may read it', async () => {
    const { get, post, text, store, confirmations, received } = await aPublicChannel();
    await store.subscriptions.put(aSubscription({ channel: channelId('discord:200'), tenant: undefined }));
    for (const channel of ['discord:200', 'no-such-channel', '<script>', 'discord:100']) {
      expect(await (await get(`/sign-up?${new URLSearchParams({ channel })}`)).text()).not.toContain(channel);
      const answer = await post('/sign-up', { address: 'me@example.org', channel });
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain('No channel has the public page');
    }
    await wish(store, { publicName: undefined });
    expect(await text(SIGN_UP)).not.toContain('ml-papers');
    expect((await post('/sign-up', { address: 'me@example.org', channel: 'ml-papers' })).status).toBe(400);
    await confirmations();
    expect(received()).toEqual([]);
  });

  it('is one of several that a reader may get, each once', async () => {
    const { signUp, mailboxes, reader } = await aPublicChannel();
    await reader();
    await signUp();
    expect(await mailboxes()).toHaveLength(2);
    await signUp();
    expect(await mailboxes()).toHaveLength(2);
  });
});

it('the form says how one gets what one follows, and keeps the channel that was chosen', async () => {
  const { text, post, store } = await aPublicChannel();
  expect(await text('/sign-up')).toContain('send the bot /papers email me@example.org which:follows');
  const again = await (await post('/sign-up', { address: 'nobody', channel: 'ml-papers' })).text();
  expect(again).toContain('<option value="ml-papers" selected>');
  await store.papers.save([aPaper()], 1);
  await wish(store, { publicName: undefined });
  expect(await text('/sign-up')).not.toContain('<select id="channel"');
});
