import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { webhookEvent } from '../../adapters/webhook/render/event-schema.ts';
import { until } from '../support/builders.ts';
import { anAuthority } from '../support/certificate.ts';
import { openReceiver, type Receiver } from '../support/webhook-receiver.ts';
import { aCity } from './city.ts';

/** Its certificate is in the bot’s folder, as that of an operator’s own authority. */
const authority = anAuthority();
const AUTHORITY_FILE = 'authority.pem';

let receiver: Receiver;
let city: Awaited<ReturnType<typeof aCity>>;

beforeEach(async () => {
  receiver = await openReceiver();
  city = await aCity({
    ...{ WEBHOOK_KEY: 'k'.repeat(40), WEBHOOK_PRIVATE_NETWORKS: 'true' },
    ...{ DISCORD_TOKEN: '', SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '' },
    NODE_EXTRA_CA_CERTS: AUTHORITY_FILE,
  });
  await city.write(AUTHORITY_FILE, authority.pem);
});
afterEach(async () => {
  await city.close();
  await receiver.close();
});

/** What an operator does for a webhook, up to the first digest. */
async function addAndSubscribe(name: string, address: string): Promise<string> {
  const at = '2026-04-30T08:30:00Z';
  const added = await city.start(at, 'webhook', 'add', name, address).done;
  expect(added.code, added.stderr).toBe(0);
  const subscribed = await city.start(
    at,
    ...['subscribe', `webhook:${name}`, '--at', '09:00', '--days', 'daily'],
  ).done;
  expect(subscribed.code, subscribed.stderr).toBe(0);
  expect(subscribed.stdout).toContain('One message with all papers');
  return /whsec_\S+/.exec(added.stdout)?.[0] ?? '';
}

it('an operator adds a webhook and subscribes it, and a bot killed while it sends sends the digest again, under one id', async () => {
  const secret = await addAndSubscribe('papers', `${receiver.url}/in`);
  receiver.moods.push('hang');
  const killed = city.start('2026-04-30T09:00:10Z', 'start');
  await until(() => receiver.received.length === 1, 'the digest comes', 60_000);
  killed.process.kill('SIGKILL');
  await killed.done;
  const next = city.start('2026-04-30T09:20:00Z', 'start');
  await until(() => receiver.received.length === 2, 'the digest comes again', 60_000);
  await until(() => next.text().includes('"state":"sent"'), 'it is recorded', 30_000);
  next.process.kill('SIGTERM');
  const { code, stderr } = await next.done;
  expect(code).toBe(0);
  expect(stderr).not.toContain(secret);

  const [first, again] = receiver.received;
  if (!first || !again) throw new Error('nothing came');
  expect(again.headers['webhook-id']).toBe(first.headers['webhook-id']);
  for (const { body, headers } of [first, again]) {
    const event = webhookEvent.parse(new Webhook(secret).verify(body, headers as Record<string, string>));
    expect(event).toMatchObject({ type: 'digest', channel: 'webhook:papers', data: { day: '2026-04-30' } });
  }
}, 180_000);

it('a bot sends over https to a host whose certificate is for its name, and says what is wrong with another', async () => {
  const [good, wrong] = await Promise.all(
    ['localhost', 'hooks.example.org'].map((name) =>
      openReceiver({ certificate: authority.issue({ names: [name] }) }),
    ),
  );
  if (!good || !wrong) throw new Error('no receiver');
  onTestFinished(async () => {
    await good.close();
    await wrong.close();
  });
  const secret = await addAndSubscribe('good', `https://localhost:${good.port}/in`);
  await addAndSubscribe('wrong', `https://localhost:${wrong.port}/in`);
  const bot = city.start('2026-04-30T09:00:10Z', 'start');
  await until(() => good.received.length === 1, 'the digest comes', 60_000);
  const said = 'The certificate of the receiver is not accepted: it is not for the host name in the address.';
  await until(() => bot.text().includes(said), bot.text(), 60_000);
  expect(bot.text()).toContain('Use a certificate for the host name in the address');
  bot.process.kill('SIGTERM');
  expect((await bot.done).code).toBe(0);
  const [{ servername, body, headers } = {}] = good.received;
  expect(servername).toBe('localhost');
  expect(new Webhook(secret).verify(body ?? '', headers as Record<string, string>)).toMatchObject({
    type: 'digest',
  });
  expect(wrong.countConnections()).toBeGreaterThan(0);
  expect(wrong.received).toEqual([]);
}, 180_000);
