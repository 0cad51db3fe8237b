import { describe, expect, it } from 'vitest';
import { createWebhooks } from '../../../src/app/webhooks.ts';
import { addWebhook, listWebhooks, removeWebhook } from '../../../src/cli/commands/webhook.ts';
import { aPath, aStore, behindTheBack } from '../../store/temp-store.ts';
import { aClock, aSubscription } from '../../support/builders.ts';
import { channelId } from '../../support/ids.ts';

const KEY = 'a key of a test that is long enough';
const ADDRESS = 'https://hooks.example.org/services/marker-in-the-address';

async function aCommandLine(config: { key?: string; isPrivate?: boolean } = {}) {
  const path = aPath();
  const store = await aStore(path);
  const said: string[] = [];
  const settings = { WEBHOOK_KEY: config.key ?? KEY, WEBHOOK_PRIVATE_NETWORKS: config.isPrivate ?? false };
  const parts = createWebhooks({ config: settings, store, clock: aClock() });
  if (!parts) throw new Error('webhooks are off');
  const app = { webhooks: parts.registry, print: (text: unknown) => void said.push(String(text)) };
  return { app, said, store, path };
}

describe('webhooks on the command line', () => {
  it('are added with a secret that is shown once, and listed without what may be a key', async () => {
    const { app, said, path } = await aCommandLine();
    await addWebhook(app, 'papers', ADDRESS);
    const [secret = ''] = /whsec_\S+/.exec(said.join('\n')) ?? [];
    expect(Buffer.from(secret.slice('whsec_'.length), 'base64')).toHaveLength(32);
    said.length = 0;
    await listWebhooks(app);
    expect(said).toEqual(['webhook:papers: hooks.example.org']);
    const rows = JSON.stringify(behindTheBack(path, (db) => db.prepare('select * from webhook').all()));
    for (const hidden of [secret, 'marker-in-the-address', 'hooks.example.org'])
      expect(rows).not.toContain(hidden);
  });

  it('cannot be read with another key', async () => {
    const { app, store } = await aCommandLine();
    await addWebhook(app, 'papers', ADDRESS);
    const said: string[] = [];
    const config = { WEBHOOK_KEY: `another ${KEY}`, WEBHOOK_PRIVATE_NETWORKS: false };
    const other = createWebhooks({ config, store, clock: aClock() });
    if (!other) throw new Error('webhooks are off');
    await listWebhooks({ webhooks: other.registry, print: (text) => void said.push(String(text)) });
    expect(said.join()).toContain('another WEBHOOK_KEY');
  });

  it('are removed with their subscription and their address', async () => {
    const { app, store } = await aCommandLine();
    const channel = channelId('webhook:papers');
    await addWebhook(app, 'papers', ADDRESS);
    await store.subscriptions.put(aSubscription({ channel }));
    await removeWebhook(app, 'papers');
    expect(await store.webhooks.find(channel)).toBeUndefined();
    expect(await store.subscriptions.find(channel)).toBeUndefined();
    await expect(removeWebhook(app, 'papers')).rejects.toMatchObject({ code: 'webhook-unknown' });
  });

  it.each([
    ['my papers', ADDRESS, 'webhook-name-invalid'],
    ['a'.repeat(41), ADDRESS, 'webhook-name-invalid'],
    ['papers', 'nonsense', 'webhook-address-invalid'],
    ['papers', 'ftp://hooks.example.org/', 'webhook-address-invalid'],
    ['papers', 'file:///etc/passwd', 'webhook-address-invalid'],
    ['papers', `https://hooks.example.org/${'x'.repeat(2000)}`, 'webhook-address-invalid'],
    ['papers', 'https://name:password@hooks.example.org/', 'webhook-address-password'],
    ['papers', 'http://hooks.example.org/', 'webhook-address-clear'],
  ])('called %s refuse the address %s', async (name, address, code) => {
    const { app } = await aCommandLine();
    await expect(addWebhook(app, name, address)).rejects.toMatchObject({ code });
  });

  it('refuse a name that is taken', async () => {
    const { app } = await aCommandLine();
    await addWebhook(app, 'papers', ADDRESS);
    await expect(addWebhook(app, 'papers', ADDRESS)).rejects.toMatchObject({ code: 'webhook-name-taken' });
  });

  it('say how they are switched on', async () => {
    const app = { print: () => undefined };
    await expect(listWebhooks(app)).rejects.toMatchObject({ code: 'webhooks-off' });
  });
});
