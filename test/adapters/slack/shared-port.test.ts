import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { post, type Sign, signedRequest } from '../../../loopback/slack/signed-post.ts';
import { createWebServer, type WebServer } from '../../../src/web/server.ts';
import { aClock, aRecordingInbound, until } from '../../support/builders.ts';
import { aSite } from '../../web/harness.ts';
import { answerTo, aWorld, OPEN, type World } from './harness.ts';

const signingSecret = 'loopback-signing-secret';
const HOST = '127.0.0.1';

describe('Slack at the port of the web pages', () => {
  let web: WebServer;
  let url: string;
  let port: number;
  let world: World;
  let sign: Sign;
  let inbound: ReturnType<typeof aRecordingInbound>;

  beforeEach(async () => {
    web = createWebServer({ ...(await aSite()).deps, port: 0, host: HOST });
    port = await web.start();
    url = `http://${HOST}:${port}`;
    const http = { signingSecret, port, host: HOST, sharedPort: web.shared };
    world = await aWorld({ clock: aClock(Date.now()), http });
    inbound = aRecordingInbound();
    sign = { signingSecret, url: `${url}/slack/events` };
    await world.platform.connection.start(inbound);
    world.server.people.callByHttp(sign);
  });
  afterEach(async () => {
    await world.close();
    await web.stop();
  });

  /** Opens a connection that sends this and then waits; the answer, when it is closed. */
  function send(text: string): Promise<string> {
    const socket = connect(port, HOST);
    onTestFinished(() => void socket.destroy());
    let answer = '';
    socket.setEncoding('utf8').on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', () => undefined);
    socket.write(text);
    return new Promise((resolve) => socket.once('close', () => resolve(answer)));
  }

  const stalled = (length: number) =>
    send(`POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\nhalf`);

  it('is answered as at a port of its own, and the pages are there, too', async () => {
    const deed = world.server.people.slash('U0BOB', OPEN.channel, 'search attention');
    expect(await answerTo(deed)).toContain('search attention');
    expect(inbound.missed).toEqual(['slack']);
    const page = await fetch(`${url}/2026-04-30`);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Paper number 1')]);
    for (const path of ['/slack', '/slack/events/', '/slack/events2'])
      expect([path, (await fetch(url + path)).status]).toEqual([path, 404]);
  });

  it('refuses what Slack did not sign, what is too large, and what is another method', async () => {
    const forged = signedRequest({ ...sign, signingSecret: 'wrong' }, 'slash_commands', {
      command: '/papers',
    });
    expect((await post(forged)).status).toBe(401);
    const large = signedRequest(sign, 'slash_commands', { command: '/papers', text: 'x'.repeat(1_100_000) });
    expect((await post(large).catch(() => ({ status: 413 }))).status).toBe(413);
    expect((await fetch(`${url}/slack/events`)).status).toBe(404);
    // It is the receiver that answers, and no page.
    expect(await (await fetch(`${url}/slack/events`)).text()).toBe('');
  });

  it('is not counted among the visitors of the pages, who are held off', async () => {
    const statuses = new Set<number>();
    for (let n = 0; n < 130; n++) statuses.add((await fetch(`${url}/style.css`)).status);
    expect(statuses).toEqual(new Set([200, 429]));
    const request = signedRequest(sign, 'events_api', { type: 'url_verification', challenge: 'abc' });
    expect(await (await post(request)).text()).toContain('abc');
  });

  it('waits three seconds for a body, and holds no more than 256 of them', async () => {
    const begun = performance.now();
    const held = Array.from({ length: 256 }, () => stalled(100));
    await new Promise((resolve) => setTimeout(resolve, 500));
    // One more is refused at once, also one that is signed: Slack asks again.
    const request = signedRequest(sign, 'events_api', { type: 'url_verification', challenge: 'abc' });
    expect((await post(request)).status).toBe(503);
    // The pages have room of their own.
    expect((await fetch(`${url}/style.css`)).status).toBe(200);
    await Promise.all(held);
    expect(performance.now() - begun).toBeLessThan(9_000);
    await until(async () => {
      const again = signedRequest(sign, 'events_api', { type: 'url_verification', challenge: 'abc' });
      return (await post(again)).status === 200;
    }, 'there is room again');
  }, 30_000);

  it('is off once the platform is stopped, and cannot start where the pages are not served', async () => {
    await world.platform.connection.stop();
    const request = signedRequest(sign, 'events_api', { type: 'url_verification', challenge: 'abc' });
    expect((await post(request)).status).toBe(404);
    await web.stop();
    const http = { signingSecret, port, host: HOST, sharedPort: web.shared };
    const second = await aWorld({ clock: aClock(), http });
    onTestFinished(() => second.close());
    await expect(second.platform.connection.start(inbound)).rejects.toMatchObject({
      code: 'slack-shared-port',
      fix: expect.stringContaining('WEB_PORT'),
    });
  });
});
