import { afterEach, describe, expect, it } from 'vitest';
import { buildCommandBody } from '../../../../adapters/discord/api/register.ts';
import { createBodyCheck } from '../../../../loopback/discord/body-check.ts';
import { aRecordingInbound } from '../../../support/builders.ts';
import { aCommand, aDiscord, COMMANDS, type DiscordHarness } from '../harness.ts';

let harness: DiscordHarness | undefined;
afterEach(async () => {
  await harness?.close();
  harness = undefined;
});

function writes({ server }: DiscordHarness): string[] {
  return server.requests
    .filter(({ method, path }) => method !== 'GET' && path.includes('/commands'))
    .map(({ method }) => method);
}

describe('the registration', () => {
  it('has a subcommand for each command, with typed options, what is required first', () => {
    expect(buildCommandBody(COMMANDS)).toMatchObject({
      name: 'papers',
      options: [
        {
          type: 1,
          name: 'search',
          description: 'Does search',
          options: [
            { name: 'query', type: 3, required: true, autocomplete: true, max_length: 250 },
            { name: 'page', type: 4, min_value: 1, max_value: 99 },
            { name: 'code', type: 5 },
            {
              name: 'sort',
              type: 3,
              choices: [
                { name: 'best', value: 'best' },
                { name: 'new', value: 'new' },
              ],
            },
          ],
        },
        { type: 1, name: 'settings' },
      ],
    });
  });

  it('leaves out commands that only buttons lead to', () => {
    const body = buildCommandBody([...COMMANDS, aCommand({ name: 'search-more', hidden: true })]);
    expect(body.options?.map(({ name }) => name)).toEqual(['search', 'settings']);
  });

  it('of more commands than Discord takes in a row puts those of the channel in a group, and stays valid', () => {
    const many = Array.from({ length: 30 }, (_, i) =>
      aCommand({ name: `command-${i}`, summary: 's'.repeat(100), manage: i % 3 === 0 }),
    );
    const body = buildCommandBody(many);
    const { check } = createBodyCheck();
    expect(() => check('command', body)).not.toThrow();
    expect(body.options?.at(-1)).toMatchObject({ type: 2, name: 'channel' });
  });

  it('that would be too long says less of each option, and keeps every one', () => {
    const options = Array.from({ length: 6 }, (_, i) => ({
      name: `option-${i}`,
      summary: 's'.repeat(100),
      type: 'text' as const,
    }));
    const many = Array.from({ length: 26 }, (_, i) =>
      aCommand({ name: `command-${i}`, manage: i > 20, options }),
    );
    const body = buildCommandBody(many);
    const { check } = createBodyCheck();
    expect(() => check('command', body)).not.toThrow();
    expect(JSON.stringify(body).match(/option-5/g)).toHaveLength(26);
  });

  it('is written once: a second start reads and writes nothing', async () => {
    harness = await aDiscord();
    await harness.start();
    expect(writes(harness)).toEqual(['POST', 'POST']);
    await harness.again().connection.start(aRecordingInbound());
    expect(writes(harness)).toEqual(['POST', 'POST']);
    expect(harness.server.violations).toEqual([]);
  });

  it('is written again when a command has changed, and what is no longer ours goes', async () => {
    harness = await aDiscord();
    await harness.start();
    const { server } = harness;
    const global = server.world.commands.get('');
    const papers = [...(global?.values() ?? [])][0];
    if (!papers) throw new Error('nothing is registered');
    global?.set('1', { ...papers, id: '1', name: 'old' });
    const changed = [...COMMANDS, aCommand({ name: 'help' })];
    await harness.again({ commands: changed }).connection.start(aRecordingInbound());
    expect(writes(harness)).toEqual(['POST', 'POST', 'POST', 'DELETE']);
    expect([...(global?.values() ?? [])].map(({ name }) => name)).toEqual(['papers', 'Show the paper']);
  });

  it('stays within one server while developing', async () => {
    harness = await aDiscord();
    const { server } = harness;
    await harness.again({ guildId: server.guild.id }).connection.start(aRecordingInbound());
    expect([...server.world.commands].filter(([, list]) => list.size > 0).map(([scope]) => scope)).toEqual([
      server.guild.id,
    ]);
    // Discord takes them for the commands of all servers only.
    for (const command of server.world.commands.get(server.guild.id)?.values() ?? [])
      expect(command).toMatchObject({ contexts: null, integration_types: [0] });
  });

  it('offers the commands in servers and, to people who have installed the bot for themselves, everywhere', async () => {
    harness = await aDiscord();
    await harness.start();
    const registered = [...(harness.server.world.commands.get('')?.values() ?? [])];
    expect(registered).toHaveLength(2);
    for (const command of registered)
      expect(command).toMatchObject({ contexts: [0, 1, 2], integration_types: [0, 1] });
  });

  it('offers them in servers only where User Install is switched off', async () => {
    harness = await aDiscord();
    harness.server.world.takesUserInstall = false;
    await harness.start();
    const registered = [...(harness.server.world.commands.get('')?.values() ?? [])];
    expect(registered).toHaveLength(2);
    for (const command of registered)
      expect(command).toMatchObject({ contexts: [0, 1], integration_types: [0] });
  });

  it('that fails leaves the rest working', async () => {
    harness = await aDiscord();
    harness.server.faults.next(
      { kind: 'status', status: 403, body: { code: 50001, message: 'no' } },
      { path: /commands$/ },
    );
    await harness.start();
    expect(harness.log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
    expect(harness.server.gateway.countConnections()).toBe(1);
  });
});
