import { afterEach, describe, expect, it } from 'vitest';
import { DeliveryError } from '../../../../src/core/base/errors.ts';
import { anOverview, aRecordingInbound, until } from '../../../support/builders.ts';
import { aDiscord, type DiscordHarness } from '../harness.ts';

let harness: DiscordHarness | undefined;
afterEach(() => harness?.close());

const HOUR = 3_600_000;

describe.each([400, 429])('a limit of Discord that lasts for hours, reported with HTTP %i', (status) => {
  it('makes an edit wait: 30046 is no malformed request, and is not asked for again at once', async () => {
    harness = await aDiscord();
    const { server, platform } = harness;
    const post = await platform.send({ channel: server.general.id }, anOverview(1), 'k1');
    const body = { code: 30046, message: 'Maximum number of edits to messages older than 1 hour reached' };
    server.faults.next({ kind: 'status', status, body }, { method: 'PATCH', times: 9 });
    const error = await platform.editor.edit(post, anOverview(1)).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(DeliveryError);
    expect(error).toMatchObject({ fault: 'transient', retryAfterMs: HOUR });
    expect(server.requests.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
  });

  it('makes the registration of commands wait as long as Discord says, and then it is done', async () => {
    harness = await aDiscord();
    const { server, platform, log } = harness;
    const body = {
      code: 30034,
      message: 'Max number of daily application command creates',
      // Longer than a start takes on a busy machine.
      retry_after: 2,
    };
    server.faults.next({ kind: 'status', status, body }, { method: 'POST', path: /commands$/ });
    await platform.connection.start(aRecordingInbound());
    expect(server.world.commands.get('')?.size ?? 0).toBe(0);
    // The slash command, and the one on messages.
    await until(() => server.world.commands.get('')?.size === 2, 'the commands are registered');
    expect(log.lines.find(({ message }) => message.includes('registered later'))?.facts).toMatchObject({
      waitMs: 2000,
    });
  });

  it('makes the registration wait for hours where Discord names no time, and says until when', async () => {
    harness = await aDiscord();
    const { server, platform, log } = harness;
    const body = { code: 30034, message: 'Max number of daily application command creates' };
    server.faults.next({ kind: 'status', status, body }, { method: 'POST', path: /commands$/ });
    await platform.connection.start(aRecordingInbound());
    const later = log.lines.filter(({ message }) => message.includes('registered later'));
    expect(later.map(({ facts }) => facts.waitMs)).toEqual([6 * HOUR]);
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    expect(
      server.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/commands')),
    ).toHaveLength(1);
  });
});
