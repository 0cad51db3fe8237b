import { expect, it, onTestFinished } from 'vitest';
import { commands } from '../../commands/index.ts';
import { createMetrics } from '../../src/monitoring/metrics.ts';
import { observeDispatcher } from '../../src/monitoring/observe-dispatcher.ts';
import { nameDiscordRoute, nameSlackMethod, observeRequests } from '../../src/monitoring/observe-requests.ts';
import { observeStore } from '../../src/monitoring/observe-store.ts';
import { ASKER, aDesk } from '../commands/desk.ts';
import { aWebServer } from '../e2e/web-server.ts';
import { aStore } from '../store/temp-store.ts';
import { aClock } from '../support/builders.ts';

const metricsOf = () => createMetrics((error) => expect.unreachable(String(error)));

it('requests are counted by method and status, and what has no bound is one label', async () => {
  const server = await aWebServer((request, response) => {
    response.statusCode = request.url?.includes('postMessage')
      ? 429
      : request.url?.includes('odd')
        ? 799
        : 200;
    response.end();
  });
  onTestFinished(() => server.close());
  const metrics = metricsOf();
  const url = `${server.url}/api/`;
  onTestFinished(observeRequests([{ platform: 'slack', url, nameMethod: nameSlackMethod }], metrics));
  await (await fetch(`${url}chat.postMessage?token=secret`, { method: 'POST' })).text();
  await (await fetch(`${server.url}/elsewhere`)).text();
  await (await fetch(`${url}odd`)).text();
  for (let i = 0; i < 210; i++) await (await fetch(`${url}method-${i}`)).text();
  const text = await metrics.scrape();
  expect(text).toContain(
    'paperboy_requests_total{platform="slack",method="chat.postMessage",status="429"} 1',
  );
  expect(text).toContain('paperboy_requests_total{platform="slack",method="other",status="200"} 12');
  expect(text).toContain('method="odd",status="other"} 1');
  expect(text).not.toMatch(/secret|elsewhere/);
});

it.each([
  ['v10/channels/123456789012345678/messages', 'POST channels/:id/messages'],
  [
    'v10/channels/1/messages/2/reactions/%F0%9F%91%8D/@me',
    'POST channels/:id/messages/:id/reactions/:emoji/@me',
  ],
  [
    'v10/webhooks/1/aW50ZXJhY3Rpb246MTpzZWNyZXQtdG9rZW4/messages/@original',
    'POST webhooks/:id/:id/messages/@original',
  ],
  ['v10/webhooks/1/abcdefghijklmnopqrstuvwxyzabcdefghij', 'POST webhooks/:id/:id'],
])('a route of Discord is named without ids and tokens: %s', (path, name) => {
  expect(nameDiscordRoute('POST', path)).toBe(name);
});

it('what ends is counted once, by its outcome, and what is only put off is not', async () => {
  const metrics = metricsOf();
  const clock = aClock('2026-04-30T09:00:00Z');
  const store = observeStore(await aStore(), metrics, clock);
  const channel = 'discord:123456789012345678' as Parameters<typeof store.deliveries.listRecent>[0];
  const key = { channel, slot: clock.now() - 42_000 };
  await store.deliveries.enqueue(key, key.slot);
  await store.deliveries.settle(key, { state: 'due', runAt: clock.now() }, clock.now());
  expect(await store.deliveries.countOpen('discord')).toBe(1);
  expect(await store.deliveries.countOpen('slack')).toBe(0);
  await store.deliveries.settle(key, { state: 'sent' }, clock.now(), 'somebody else');
  await store.deliveries.settle(key, { state: 'sent' }, clock.now());
  await store.summaries.addSpend('2026-04-30', { calls: 1, inputTokens: 900, outputTokens: 80, cost: 0.1 });
  const text = await metrics.scrape();
  expect(text.match(/^paperboy_deliveries_total.*$/gm)).toEqual([
    'paperboy_deliveries_total{platform="discord",state="sent"} 1',
  ]);
  expect(text).toContain('paperboy_delivery_lag_seconds_bucket{platform="discord",le="30"} 0');
  expect(text).toContain('paperboy_delivery_lag_seconds_bucket{platform="discord",le="60"} 1');
  expect(text).toContain('paperboy_model_tokens_total{kind="output"} 80');
});

it('a command has its own name however it is asked for, and what is none has no name of its own', async () => {
  const metrics = metricsOf();
  const { dispatcher } = await aDesk({ commands });
  const observed = observeDispatcher(dispatcher, metrics);
  await observed.interact(ASKER, { kind: 'line', text: 'today' });
  await observed.interact(ASKER, { kind: 'command', name: 'today', options: {} });
  await observed.interact(ASKER, { kind: 'line', text: 'no such command' });
  const text = await metrics.scrape();
  expect(text).toContain('paperboy_command_seconds_count{command="today"} 2');
  expect(text).toContain('paperboy_command_seconds_count{command="other"} 1');
});
