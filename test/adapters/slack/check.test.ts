import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { flattenText } from '../../../src/core/base/text.ts';
import { wordLine } from '../../support/check-lines.ts';
import { aWorld, OPEN, type World } from './harness.ts';

describe('the check of Slack', () => {
  let world: World;
  beforeEach(async () => {
    world = await aWorld();
  });
  afterEach(() => world.close());

  const bad = async (channel?: string) =>
    (await world.platform.checks.run(channel)).filter(({ ok }) => !ok).map(wordLine);

  it('is content with a workspace that is set up', async () => {
    const lines = await world.platform.checks.run(OPEN.channel);
    expect(lines.filter(({ ok }) => !ok)).toEqual([]);
    expect(lines.map((line) => wordLine(line).what)).toEqual([
      'Slack accepts the bot token.',
      'The bot is @paperboy in Loopback.',
      'The app has all the scopes it needs.',
      'Slack accepts the app-level token for Socket Mode.',
      'Channel C0OPEN exists.',
      'The bot is in #papers.',
    ]);
    expect(world.server.socket.connections).toBe(0);
  });

  it('names a bad token and asks nothing more', async () => {
    world.server.state.tokenFault = 'invalid_auth';
    expect((await world.platform.checks.run(OPEN.channel)).map(wordLine)).toEqual([
      {
        ok: false,
        what: expect.stringContaining('invalid_auth'),
        fix: expect.stringContaining('SLACK_BOT_TOKEN'),
      },
    ]);
  });

  it('names missing permissions with what they are for', async () => {
    world.server.state.scopes = world.server.state.scopes.filter((scope) => scope !== 'reactions:read');
    const [line] = await bad();
    expect(line?.what).toContain('reactions:read (count votes)');
    expect(flattenText(line?.fix)).toContain('slack-manifest.json');
  });

  it('reports when the app token does not open sockets', async () => {
    world.server.faults.add('apps.connections.open', {
      kind: 'error',
      code: 'missing_scope',
      extra: { needed: 'connections:write' },
    });
    expect((await bad())[0]?.what).toContain('connections:write');
  });

  it('reports that a channel is archived, does not exist, or lacks the bot', async () => {
    expect((await bad('C0CLOSED'))[0]?.what).toContain('archived');
    expect(flattenText((await bad('C0NOWHERE'))[0]?.fix)).toContain('/invite');
    world.server.state.addChannel('C0ALONE', { name: 'alone', members: new Set() });
    const [line] = await bad('C0ALONE');
    expect(line?.what).toContain('not in #alone');
    expect(flattenText(line?.fix)).toContain('/invite @paperboy');
  });

  it('reports that Slack cannot be reached', async () => {
    await world.server.close();
    const [line] = await bad();
    expect(line?.what).toContain('cannot be reached');
    expect(flattenText(line?.fix)).toContain('network');
  });
});

describe('secrets', () => {
  it('are in no log line and no error, whatever goes wrong', async () => {
    const world = await aWorld();
    const { server, platform } = world;
    const answer: unknown[] = [];
    for (const fault of [
      { kind: 'error', code: 'invalid_auth' },
      { kind: 'status', status: 500 },
      { kind: 'drop', done: false },
    ] as const) {
      server.faults.add('auth.test', fault);
      answer.push(...(await platform.checks.run()));
      server.faults.add('apps.connections.open', fault);
      answer.push(...(await platform.checks.run()));
    }
    const said = JSON.stringify([answer, world.log.lines]);
    expect(answer.length).toBeGreaterThan(6);
    expect(said).not.toContain(server.state.botToken);
    expect(said).not.toContain(server.state.appToken);
    await world.close();
  });
});
