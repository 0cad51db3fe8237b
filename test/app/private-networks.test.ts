import { expect, it } from 'vitest';
import { webhook } from '../../adapters/webhook/definition.ts';
import { createHub } from '../../src/app/web.ts';
import { readConfig } from '../../src/config/config.ts';
import { aWebhook, WEBHOOK_KEY } from '../adapters/webhook/harness.ts';
import { aNotice } from '../support/builders.ts';

const FEED = 'https://papers.example.org/feed.xml';

it('into private networks webhooks and the hub send only where a setting allows it, and by default nothing is connected to', async () => {
  const { receiver, access, clock, log } = await aWebhook();
  const common = { commands: [], clock, botClock: clock, log, speed: 1, onEnd: () => undefined };
  const read = (more: Readonly<Record<string, string>>) => {
    const config = readConfig({ WEBHOOK_KEY, FEED_HUB: receiver.url, ...more });
    const platform = webhook.create(config, { ...common, webhooks: access });
    return {
      config,
      sendWebhook: async () => (await platform).send({ channel: 'papers' }, aNotice('No new papers'), 'key'),
      publishFeed: async () => createHub(config)?.publish(FEED),
    };
  };

  const usual = read({});
  expect(usual.config.WEBHOOK_PRIVATE_NETWORKS).toBe(false);
  await expect(usual.sendWebhook()).rejects.toMatchObject({ code: 'webhook-private' });
  await expect(usual.publishFeed()).rejects.toMatchObject({ code: 'webhook-private' });
  expect(receiver.countConnections()).toBe(0);

  const allowed = read({ WEBHOOK_PRIVATE_NETWORKS: 'true' });
  await allowed.sendWebhook();
  await allowed.publishFeed();
  expect(receiver.received.map(({ body }) => body)).toEqual([
    expect.stringContaining('No new papers'),
    expect.stringContaining(encodeURIComponent(FEED)),
  ]);
});
