import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { post, type Sign, signedRequest } from '../../../../loopback/slack/signed-post.ts';
import { aRecordingInbound, until } from '../../../support/builders.ts';
import { aWorld, OPEN, type World } from '../harness.ts';

const signingSecret = 'loopback-signing-secret';

/** What Slack itself would wait, and a moment for a busy machine. */
const DEADLINE_MS = 3000;
const MOMENT_MS = 4000;

describe('Slack by HTTP, called by somebody else', () => {
  let world: World;
  let sign: Sign;
  let port = 0;
  const sockets: Socket[] = [];

  beforeEach(async () => {
    const onListening = (actual: number) => {
      port = actual;
    };
    world = await aWorld({ http: { signingSecret, port: 0, onListening } });
    await world.platform.connection.start(aRecordingInbound());
    sign = { signingSecret, url: `http://127.0.0.1:${port}/slack/events` };
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await world.close();
  });

  const command = (text: string) => ({
    command: '/papers',
    text,
    team_id: 'T0LOOP',
    user_id: 'U0BOB',
    channel_id: OPEN.channel,
    trigger_id: `t-${text}`,
    response_url: `${world.server.url}/response/none`,
  });

  function open(text: string | Buffer, more?: Buffer): Socket {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.resume();
    socket.write(text);
    if (more) socket.write(more);
    sockets.push(socket);
    return socket;
  }

  const areClosed = () => sockets.every((socket) => socket.closed);

  it('cuts 400 stalled bodies of 990 KB off after three seconds, holds little of them, and then receives Slack’s requests', async () => {
    const signed = `v0=${'a'.repeat(64)}`;
    const headers = [
      'POST /slack/events HTTP/1.1',
      'Host: localhost',
      'Content-Type: application/json',
      'Content-Length: 990000',
      `X-Slack-Signature: ${signed}`,
      `X-Slack-Request-Timestamp: ${Math.floor(Date.now() / 1000)}`,
    ];
    const body = Buffer.alloc(989_999, 'x');
    const before = process.memoryUsage();
    for (let n = 0; n < 400; n++) open(`${headers.join('\r\n')}\r\n\r\n`, body);
    let most = 0;
    await until(
      () => {
        const { arrayBuffers } = process.memoryUsage();
        most = Math.max(most, arrayBuffers - before.arrayBuffers);
        return areClosed();
      },
      'all are cut off',
      DEADLINE_MS + 3 * MOMENT_MS,
    );
    // All bodies together are 396 MB; what waits to be collected counts here, too.
    expect(most).toBeLessThan(200_000_000);
    expect((await post(signedRequest(sign, 'slash_commands', command('help')))).status).toBe(200);
    expect(world.log.lines.length).toBeLessThan(20);
  }, 40_000);

  it('refuses the 257th connection and those after it at once, writes one line about it, and serves Slack later', async () => {
    for (let n = 0; n < 300; n++) open('');
    // Those that were let in get a reply before they are cut off after three seconds; the others get none.
    const refused = () => sockets.filter(({ closed, bytesRead }) => closed && bytesRead === 0);
    await until(() => refused().length >= 300 - 256, '44 are refused');
    const lines = world.log.lines.filter(({ message }) => message === 'a connection too many was refused');
    expect(lines).toMatchObject([{ facts: { most: 256, count: 1 } }]);
    await until(areClosed, 'all are cut off', DEADLINE_MS + 3 * MOMENT_MS);
    expect(refused()).toHaveLength(300 - 256);
    expect((await post(signedRequest(sign, 'slash_commands', command('help')))).status).toBe(200);
  }, 40_000);

  it('cuts off who sends nothing, or headers without an end', async () => {
    open('');
    open('POST /slack/events HTTP/1.1\r\nHost: x\r\nX-Slow: ');
    await until(areClosed, 'both are cut off', DEADLINE_MS + MOMENT_MS);
  }, 20_000);

  it('writes one line for a thousand requests that Slack did not sign, with their number', async () => {
    const { headers, ...request } = signedRequest(sign, 'slash_commands', command('help'));
    const { 'x-slack-signature': _gone, ...unsigned } = headers;
    for (let round = 0; round < 20; round++) {
      const answers = Array.from({ length: 50 }, () => post({ ...request, headers: unsigned }));
      for (const { status } of await Promise.all(answers)) expect(status).toBe(401);
    }
    const lines = () => world.log.lines.filter(({ message }) => message.includes('did not sign'));
    expect(lines().map(({ facts }) => facts.count)).toEqual([1]);
    await world.platform.connection.stop();
    expect(lines().map(({ facts }) => facts.count)).toEqual([1, 999]);
  }, 30_000);

  it('answers the check of the address that Slack does not sign, and runs nothing that comes with it', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const asked = await post({ url: sign.url, headers, body: 'ssl_check=1&command=/papers&text=help' });
    expect(asked.status).toBe(200);
    expect(world.server.calls.filter(({ method }) => method.startsWith('chat.'))).toEqual([]);
  });

  it('is reached at this machine’s own address alone by default', async () => {
    await expect(fetch(sign.url.replace('127.0.0.1', '127.0.0.2'))).rejects.toThrow('fetch failed');
    let everywhere = 0;
    const http = {
      signingSecret,
      port: 0,
      host: '0.0.0.0',
      onListening: (actual: number) => {
        everywhere = actual;
      },
    };
    const open = await aWorld({ http });
    await open.platform.connection.start(aRecordingInbound());
    expect((await fetch(`http://127.0.0.1:${everywhere}/`)).status).toBe(404);
    await open.close();
  });

  it('names the setting when the host is no address of this machine', async () => {
    const other = await aWorld({ http: { signingSecret, port: 0, host: '192.0.2.1' } });
    await expect(other.platform.connection.start(aRecordingInbound())).rejects.toMatchObject({
      fix: expect.stringContaining('SLACK_HTTP_HOST'),
    });
    await other.close();
  });
});
