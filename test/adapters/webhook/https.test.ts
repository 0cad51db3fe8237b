import { type AddressInfo, createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Address, findAddresses, type Resolve } from '../../../adapters/webhook/api/exchange.ts';
import type { WebhookOptions } from '../../../adapters/webhook/index.ts';
import { toChannelId } from '../../../src/core/base/ids.ts';
import { wordReason } from '../../../src/core/reason/word-reason.ts';
import { deliveryTicks } from '../../jobs/delivery-ticks.ts';
import { aNotice, papers, saveEdition } from '../../support/builders.ts';
import { anAuthority, aSelfSignedCertificate } from '../../support/certificate.ts';
import { openReceiver, type ReceiverOptions } from '../../support/webhook-receiver.ts';
import { aWebhook, subscribe } from './harness.ts';

const HOST = 'hooks.example.org';
const HERE: Address = { address: '127.0.0.1', family: 4 };
const ELSEWHERE: Address = { address: '127.0.0.2', family: 4 };
const DAY = 24 * 60 * 60_000;

/** Trusted by this process while the tests of this file run, as an authority of the operator’s system is. */
const trusted = anAuthority();
const unknown = anAuthority('Nobody’s authority');

let before: string[] = [];
beforeAll(() => {
  before = getCACertificates('default');
  setDefaultCACertificates([...before, trusted.pem]);
});
afterAll(() => setDefaultCACertificates(before));

async function aReceiver(options: ReceiverOptions) {
  const receiver = await openReceiver(options);
  onTestFinished(() => receiver.close());
  return receiver;
}

/** A webhook at an address with this name, in the real registry, before a receiver that shows this certificate. */
async function aSecureWebhook(certificate = trusted.issue({ names: [HOST] }), host = HOST) {
  const rig = await aWebhook();
  const receiver = await aReceiver({ certificate });
  await rig.registry.add('secure', `https://${host}:${receiver.port}/in`);
  const send = (more: Partial<WebhookOptions> = {}) =>
    rig
      .make({ resolve: async () => [HERE], ...more })
      .send({ channel: 'secure' }, aNotice('No new papers today'), 'key');
  return { ...rig, receiver, send };
}

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

describe('a webhook over https', () => {
  it('asks for the host by its name, at the address that the name was resolved to', async () => {
    const { send, receiver } = await aSecureWebhook();
    const names = answering(HERE, ELSEWHERE);
    await send({ resolve: names.resolve });
    expect(names.asked).toEqual([HOST]);
    expect(receiver.received).toMatchObject([
      { servername: HOST, path: '/in', headers: { host: `${HOST}:${receiver.port}` } },
    ]);
  });

  it('goes to the address that was checked, though the name leads elsewhere a moment later', async () => {
    const { send, receiver } = await aSecureWebhook();
    // It would be accepted: only the address is another one.
    const certificate = trusted.issue({ names: [HOST] });
    const other = await aReceiver({ certificate, host: ELSEWHERE.address, port: receiver.port });
    const names = answering(HERE, ELSEWHERE);
    await send({ resolve: names.resolve });
    expect([receiver.received.length, other.countConnections()]).toEqual([1, 0]);
    // The next event is resolved, and checked, again.
    await send({ resolve: names.resolve });
    expect([receiver.received.length, other.received.length]).toEqual([1, 1]);
  });

  it('gets nothing, not even a greeting, where the name leads into a private network the second time', async () => {
    const { make, registry, receiver } = await aSecureWebhook();
    const names = answering({ address: '93.184.215.14', family: 4 }, HERE);
    const platform = make({ allowsPrivate: false, resolve: names.resolve });
    const checked = { allowsPrivate: false, resolve: names.resolve };
    const url = new URL(`https://${HOST}:${receiver.port}/in`);
    expect(await findAddresses(url, checked, AbortSignal.timeout(5000))).toHaveLength(1);
    const sent = platform.send({ channel: 'secure' }, aNotice('No new papers today'), 'key');
    await expect(sent).rejects.toMatchObject({ fault: 'refused', code: 'webhook-private' });
    expect(names.asked).toEqual([HOST, HOST]);
    expect(receiver.countConnections()).toBe(0);
    expect(await registry.list()).toContainEqual({
      channel: 'webhook:secure',
      host: `${HOST}:${receiver.port}`,
    });
  });

  it('can be at a bare address, whose certificate names it', async () => {
    const { send, receiver } = await aSecureWebhook(trusted.issue({ names: ['127.0.0.1'] }), '127.0.0.1');
    await send();
    // No name is asked for: there is none.
    expect(receiver.received).toMatchObject([{ servername: undefined }]);
  });

  it('follows no redirect', async () => {
    const { send, receiver } = await aSecureWebhook();
    const other = await aReceiver({ certificate: trusted.issue({ names: [HOST] }) });
    for (const status of [301, 302, 303, 307, 308]) {
      receiver.moods.push({ status, headers: { location: `https://${HOST}:${other.port}/` } });
      await expect(send()).rejects.toMatchObject({ fault: 'transient', code: 'webhook-redirects' });
    }
    expect([receiver.received.length, other.countConnections()]).toEqual([5, 0]);
  });
});

describe('the check of a webhook over https', () => {
  it('makes the connection that an event would take, and sends nothing over it', async () => {
    const { make, receiver } = await aSecureWebhook();
    const names = answering(HERE, ELSEWHERE);
    const [line] = (await make({ resolve: names.resolve }).checks?.run('secure')) ?? [];
    expect(line).toMatchObject({ ok: true, finding: { code: 'accepts-tls' } });
    expect(names.asked).toEqual([HOST]);
    expect(receiver.countConnections()).toBe(1);
    await setTimeout(100);
    expect(receiver.received).toEqual([]);
  });

  it.each([
    ['is for another host', { names: ['other.example.org'] }, 'is not for the host name'],
    ['has ended', { names: [HOST], until: Date.now() - DAY }, 'has expired'],
  ])('fails where the certificate %s', async (_what, wish, said) => {
    const { make, receiver } = await aSecureWebhook(trusted.issue(wish));
    const [line] = (await make({ resolve: async () => [HERE] }).checks?.run('secure')) ?? [];
    expect(line).toMatchObject({ ok: false, finding: { code: 'webhook-certificate' } });
    expect(JSON.stringify(line?.finding.what())).toContain(said);
    expect(receiver.received).toEqual([]);
  });

  it('fails where it does not speak TLS, says nothing, or is not there', async () => {
    const { registry, make } = await aWebhook();
    const clear = await aReceiver({});
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const gone = await openReceiver({});
    await gone.close();
    const ports = { clear: clear.port, silent: (silent.address() as AddressInfo).port, gone: gone.port };
    const codes: unknown[] = [];
    for (const [name, port] of Object.entries(ports)) {
      await registry.add(name, `https://${HOST}:${port}/in`);
      const platform = make({ resolve: async () => [HERE], timeoutMs: 500 });
      const [line] = (await platform.checks?.run(name)) ?? [];
      codes.push(line?.ok, line?.finding.code);
    }
    silent.close();
    expect(codes).toEqual([
      ...[false, 'webhook-not-encrypted', false, 'webhook-unreachable'],
      ...[false, 'webhook-unreachable'],
    ]);
    expect(clear.received).toEqual([]);
  });
});

describe('a receiver whose certificate is wrong gets nothing, and the reason says what to do:', () => {
  const name = ['is not for the host name', 'Use a certificate for the host name in the address'];
  const issuer = ['not issued by an authority that this machine trusts', 'NODE_EXTRA_CA_CERTS'];
  it.each([
    ['for another host', trusted.issue({ names: ['other.example.org'] }), ...name],
    ['for the host above', trusted.issue({ names: ['example.org'] }), ...name],
    ['for its address alone', trusted.issue({ names: ['127.0.0.1'] }), ...name],
    ['that has ended', trusted.issue({ names: [HOST], until: Date.now() - DAY }), 'has expired', 'Renew it'],
    [
      'that has not begun',
      trusted.issue({ names: [HOST], until: Date.now() + 90 * DAY }),
      'not valid yet',
      'clock',
    ],
    ['of an authority that nobody knows', unknown.issue({ names: [HOST] }), ...issuer],
    ['that it issued itself', aSelfSignedCertificate({ names: [HOST] }), ...issuer],
  ])('%s', async (_what, certificate, said, fix) => {
    const rig = await aSecureWebhook(certificate);
    const { store, clock, receiver, make } = rig;
    const channel = toChannelId('webhook', 'secure');
    await saveEdition(store, papers(8), clock.now());
    await subscribe(rig, channel, Date.parse('2026-04-30T09:00:00Z'));
    const { tick } = deliveryTicks({ ...rig, platform: make({ resolve: async () => [HERE] }) }, 4);
    await tick('09:00:10');
    const [delivery] = await store.deliveries.listRecent(channel, 1);
    // A certificate is renewed: it is tried again, and the channel is not paused.
    expect(delivery).toMatchObject({ state: 'due', attempts: 1 });
    expect((await store.subscriptions.find(channel))?.paused).toBeUndefined();
    expect(receiver.received).toEqual([]);
    expect(receiver.countConnections()).toBe(1);
    const words = JSON.stringify(
      delivery?.reason && wordReason(delivery.reason, new Map([['webhook', rig.platform]])),
    );
    expect(words).toContain(said);
    expect(words).toContain(fix);
    expect(words).not.toContain(HOST);
  });

  it('none at all, where it does not speak TLS', async () => {
    const { registry, make } = await aWebhook();
    const receiver = await aReceiver({});
    await registry.add('clear', `https://${HOST}:${receiver.port}/in`);
    const sent = make({ resolve: async () => [HERE] }).send(
      { channel: 'clear' },
      aNotice('No new papers today'),
      'key',
    );
    await expect(sent).rejects.toMatchObject({ fault: 'transient', code: 'webhook-not-encrypted' });
    expect(receiver.received).toEqual([]);
  });
});
