import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { webhookEvent } from '../../adapters/webhook/render/event-schema.ts';
import { until } from '../support/builders.ts';
import { openReceiver, type Receiver } from '../support/webhook-receiver.ts';
import { aCity } from './city.ts';

let receiver: Receiver;
let city: Awaited<ReturnType<typeof aCity>>;

beforeEach(async () => {
  receiver = await openReceiver();
  city = await aCity({
    ...{ WEBHOOK_KEY: 'k'.repeat(40), WEBHOOK_PRIVATE_NETWORKS: 'true' },
    ...{ DISCORD_TOKEN: '', SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '' },
  });
});
afterEach(async () => {
  await city.close();
  await receiver.close();
});

it('an operator adds a webhook and subscribes it, and a bot killed while it sends sends the digest again, under one id', async () => {
  const at = '2026-04-30T08:30:00Z';
  const added = await city.start(at, 'webhook', 'add', 'papers', `${receiver.url}/in`).done;
  expect(added.code, added.stderr).toBe(0);
  const [secret = ''] = /whsec_\S+/.exec(added.stdout) ?? [];
  const subscribed = await city.start(at, 'subscribe', 'webhook:papers', '--at', '09:00', '--days', 'daily')
    .done;
  expect(subscribed.code, subscribed.stderr).toBe(0);
  expect(subscribed.stdout).toContain('One message with all papers');

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
