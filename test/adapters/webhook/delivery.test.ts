import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { type Address, findAddresses, type Resolve } from '../../../adapters/webhook/api/exchange.ts';
import { webhookEvent } from '../../../adapters/webhook/render/event-schema.ts';
import { deliveryTicks } from '../../jobs/delivery-ticks.ts';
import { aNotice, papers, saveEdition } from '../../support/builders.ts';
import type { ReceiverMood } from '../../support/webhook-receiver.ts';
import { aWebhook, KEY_IN_ADDRESS, subscribe } from './harness.ts';

/** The real ledger and the real adapter before a real receiver; a digest of three papers is due at nine. */
async function aMorning(options: Parameters<typeof aWebhook>[0] = {}) {
  const rig = await aWebhook(options);
  const { store, clock, channel } = rig;
  await saveEdition(store, papers(8), clock.now());
  await subscribe(rig, channel, Date.parse('2026-04-30T09:00:00Z'));
  return {
    ...rig,
    ...deliveryTicks(rig, 4),
    last: async () => (await store.deliveries.listRecent(channel, 1))[0],
    pause: async () => (await store.subscriptions.find(channel))?.paused,
  };
}

const LOOPBACK: Address = { address: '127.0.0.1', family: 4 };
const PUBLIC: Address = { address: '93.184.215.14', family: 4 };

/** A name server that answers each question with the next of these, and with the last from then on. */
function answering(...answers: Address[]) {
  const asked: string[] = [];
  const resolve: Resolve = async (host) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)];
    asked.push(host);
    return answer ? [answer] : [];
  };
  return { asked, resolve };
}

describe('a digest by webhook', () => {
  it('is one signed event with all papers, valid by the schema', async () => {
    const { tick, receiver, last, secret } = await aMorning();
    await tick('09:00:10');
    await tick('09:01:10');
    expect(await last()).toMatchObject({ state: 'sent', attempts: 1 });
    expect(receiver.received).toHaveLength(1);
    const [{ path, headers, body } = { path: '', headers: {}, body: '' }] = receiver.received;
    expect(path).toBe(`/${KEY_IN_ADDRESS}?a=1`);
    expect(headers['content-type']).toBe('application/json');
    const verified = new Webhook(secret).verify(body, headers as Record<string, string>);
    const event = webhookEvent.parse(verified);
    expect(event).toMatchObject({
      version: 1,
      type: 'digest',
      channel: 'webhook:papers',
      timestamp: '2026-04-30T09:00:10.000Z',
      data: { day: '2026-04-30', language: 'en' },
    });
    if (event.type !== 'digest') throw new Error('not a digest');
    expect(event.data.papers.map(({ title }) => title)).toEqual([
      'Paper number 1',
      'Paper number 2',
      'Paper number 3',
    ]);
    expect(() => new Webhook(secret).verify(`${body} `, headers as Record<string, string>)).toThrow();
  });

  it.each<[string, ReceiverMood]>([
    ['fails', { status: 500 }],
    ['is behind a proxy that fails', { status: 502 }],
    ['is not there yet', { status: 404 }],
    ['redirects', { status: 307, headers: { location: 'http://127.0.0.1:1/elsewhere' } }],
    ['ends the connection at once', 'cut-at-once'],
    ['ends the connection after the body', 'cut'],
    ['says nothing', 'hang'],
  ])('to a receiver that %s is sent again under the same id', async (_what, mood) => {
    const { tick, receiver, last, pause, secret } = await aMorning(
      mood === 'hang' ? { timeoutMs: 2000 } : {},
    );
    receiver.moods.push(mood);
    await tick('09:00:10');
    expect(await last()).toMatchObject({ state: 'due', attempts: 1 });
    await tick('09:01:10');
    expect(await last()).toMatchObject({ state: 'sent', attempts: 2 });
    expect(await pause()).toBeUndefined();
    const ids = new Set(receiver.received.map(({ headers }) => headers['webhook-id']));
    expect(ids.size).toBe(1);
    expect([...ids][0]).toMatch(/^msg_\w{10,}$/);
    for (const { body, headers } of receiver.received)
      new Webhook(secret).verify(body, headers as Record<string, string>);
  });

  it('waits as long as a busy receiver asks', async () => {
    const { tick, receiver, last } = await aMorning();
    receiver.moods.push({ status: 429, headers: { 'retry-after': '1800' } });
    await tick('09:00:10');
    await tick('09:29:10');
    expect(receiver.received).toHaveLength(1);
    await tick('09:30:40');
    expect(await last()).toMatchObject({ state: 'sent' });
    expect(receiver.received).toHaveLength(2);
  });

  it('does not wait for a year, if a receiver asks for that', async () => {
    const { tick, receiver, last } = await aMorning();
    receiver.moods.push({ status: 503, headers: { 'retry-after': 'Fri, 30 Apr 2027 09:00:00 GMT' } });
    await tick('09:00:10');
    await tick('10:00:40');
    expect(await last()).toMatchObject({ state: 'sent' });
  });

  it('to a receiver that is gone pauses the channel, and says what to do', async () => {
    const { tick, receiver, last, pause } = await aMorning();
    receiver.moods.push({ status: 410 });
    await tick('09:00:10');
    expect(await last()).toMatchObject({ state: 'failed' });
    expect(await pause()).toMatchObject({
      by: 'fault',
      reason: { values: { problem: { code: 'webhook-gone' } } },
    });
    await tick('10:00:10');
    expect(receiver.received).toHaveLength(1);
  });

  it('that a receiver does not accept is given up, and the next one is tried', async () => {
    const { tick, receiver, last, pause } = await aMorning();
    receiver.moods.push({ status: 422 });
    await tick('09:00:10');
    await tick('09:10:10');
    expect(await last()).toMatchObject({ state: 'failed' });
    expect(await pause()).toBeUndefined();
    expect(receiver.received).toHaveLength(1);
  });

  it('is taken with the status: a reply without an end is not read', async () => {
    const { tick, receiver, last } = await aMorning();
    receiver.moods.push('flood');
    const before = process.memoryUsage().rss;
    await tick('09:00:10');
    expect(await last()).toMatchObject({ state: 'sent' });
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1024 * 1024);
  });

  it('to a receiver that stays silent for hours ends as unknown', async () => {
    const { tick, receiver, last } = await aMorning({ timeoutMs: 1000 });
    receiver.moods.push(...Array.from({ length: 6 }, () => 'hang' as const));
    for (const time of ['09:00:10', '09:30:00', '10:30:00', '12:00:00', '15:30:00']) await tick(time);
    expect(await last()).toMatchObject({ state: 'unknown', attempts: 5 });
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  it('that a process was sending when it was killed is sent again under the same id', async () => {
    const { tick, receiver, last, make, deps } = await aMorning();
    // The process that claims it ends before it hears anything.
    receiver.moods.push('hang');
    const neverEnds = make({ timeoutMs: 60_000 });
    deps.platforms.set('webhook', neverEnds);
    void tick('09:00:10');
    await expect.poll(() => receiver.received.length, { timeout: 5000 }).toBe(1);
    deps.platforms.set('webhook', make());
    deps.owner = 'two';
    await tick('09:10:10');
    expect(await last()).toMatchObject({ state: 'sent' });
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(ids).toEqual([ids[0], ids[0]]);
  });
});

describe('the address of a webhook', () => {
  it('that leads into a private network gets nothing, and the channel is paused', async () => {
    const { tick, receiver, last, pause, platform } = await aMorning({ allowsPrivate: false });
    expect(await platform.checks?.run('papers')).toMatchObject([
      { ok: false, finding: { code: 'webhook-private' } },
    ]);
    await tick('09:00:10');
    expect(await last()).toMatchObject({ state: 'failed' });
    expect(await pause()).toMatchObject({ by: 'fault' });
    expect(receiver.received).toHaveLength(0);
  });

  it.each([
    'http://localhost',
    'http://[::1]',
    'http://[::ffff:127.0.0.1]',
    'http://0x7f.1',
    'http://2130706433',
  ])('is looked at as it is connected to: %s', async (start) => {
    const { make, registry, receiver } = await aWebhook();
    await registry.add('other', `${start}:${receiver.port}/`);
    const platform = make({ allowsPrivate: false });
    const error = await platform
      .send({ channel: 'other' }, aNotice('No new papers today'), 'key')
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ fault: 'refused', code: 'webhook-private' });
    expect(receiver.received).toHaveLength(0);
  });

  it('that led out when it was checked, and leads in when it is used, gets nothing', async () => {
    const names = answering(PUBLIC, LOOPBACK);
    const { make, registry, receiver } = await aWebhook();
    await registry.add('other', `http://hooks.example.org:${receiver.port}/`);
    const platform = make({ allowsPrivate: false, resolve: names.resolve });
    const checked = { allowsPrivate: false, resolve: names.resolve };
    const url = new URL(`http://hooks.example.org:${receiver.port}/`);
    expect(await findAddresses(url, checked, AbortSignal.timeout(5000))).toEqual([PUBLIC]);
    const error = await platform
      .send({ channel: 'other' }, aNotice('No new papers today'), 'key')
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ fault: 'refused' });
    expect(receiver.received).toHaveLength(0);
  });

  it('is resolved once for a request: the address that was checked is connected to', async () => {
    const names = answering(LOOPBACK, { address: '127.0.0.2', family: 4 });
    const { make, registry, receiver } = await aWebhook();
    await registry.add('other', `http://hooks.example.org:${receiver.port}/`);
    await make({ resolve: names.resolve }).send({ channel: 'other' }, aNotice('No new papers today'), 'key');
    expect(names.asked).toEqual(['hooks.example.org']);
    expect(receiver.received).toMatchObject([
      { headers: { host: `hooks.example.org:${receiver.port}`, connection: 'close' } },
    ]);
  });

  it('of which one of several addresses is private gets nothing', async () => {
    const { make, registry } = await aWebhook();
    await registry.add('other', 'http://hooks.example.org/');
    const platform = make({ allowsPrivate: false, resolve: async () => [PUBLIC, LOOPBACK] });
    const error = await platform
      .send({ channel: 'other' }, aNotice('No new papers today'), 'key')
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'webhook-private' });
  });

  it('whose name server is silent is tried later', async () => {
    const { make, registry } = await aWebhook();
    await registry.add('other', 'http://hooks.example.org/');
    const platform = make({ timeoutMs: 50, resolve: () => new Promise(() => undefined) });
    const error = await platform
      .send({ channel: 'other' }, aNotice('No new papers today'), 'key')
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ fault: 'transient' });
  });

  it('at which nobody listens is tried later', async () => {
    const { make, registry } = await aWebhook();
    await registry.add('other', 'http://127.0.0.1:1/');
    const error = await make()
      .send({ channel: 'other' }, aNotice('No new papers today'), 'key')
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ fault: 'transient', code: 'webhook-unreachable' });
  });

  it('that was encrypted with another key waits, and is not paused', async () => {
    const { make, access } = await aWebhook();
    const platform = make({ access: { ...access, open: () => undefined } });
    const error = await platform
      .send({ channel: 'papers' }, aNotice('No new papers today'), 'key')
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ fault: 'unauthorized', code: 'webhook-key-changed' });
  });
});
