import { describe, expect, it } from 'vitest';
import { buildManifest, formatManifest } from '../../../../adapters/slack/api/manifest.ts';
import { commands } from '../../../../commands/index.ts';
import type { Command } from '../../../../src/core/command/command.ts';
import { aNotice } from '../../../support/builders.ts';

const aCommand = (name: string, options: Command['options'] = []): Command => ({
  name,
  summary: `Does ${name}`,
  example: name,
  options,
  run: async () => ({ kind: 'message', message: aNotice(name) }),
});

describe('the Slack manifest', () => {
  const manifest = buildManifest({
    commands: [
      aCommand('today', [{ name: 'date', summary: 'Which day', type: 'text' }]),
      aCommand('search', [{ name: 'query', summary: 'What for', type: 'text', required: true }]),
      { ...aCommand('share'), hidden: true },
    ],
  });

  it('has one slash command whose hint names every command', () => {
    const [command, ...others] = manifest.features.slash_commands;
    expect(others).toEqual([]);
    expect(command?.command).toBe('/papers');
    expect(command?.usage_hint).toBe('today | search <query>');
  });

  it('grows with the list of commands and stays within the limits of docs.slack.dev/reference/app-manifest', () => {
    const many = buildManifest({ commands: Array.from({ length: 300 }, (_, i) => aCommand(`command-${i}`)) });
    expect(many.features.slash_commands[0]?.usage_hint.length).toBeLessThanOrEqual(1000);
    expect(many.features.slash_commands[0]?.command.length).toBeLessThanOrEqual(32);
    expect(many.display_information.description.length).toBeLessThanOrEqual(140);
    expect(many.display_information.name.length).toBeLessThanOrEqual(35);
    expect(many.features.unfurl_domains.length).toBeLessThanOrEqual(5);
  });

  it('asks for the scope of every event and method that the code uses', () => {
    const { bot, bot_optional } = manifest.oauth_config.scopes;
    expect(bot_optional.filter((scope) => !bot.includes(scope))).toEqual([]);
    expect(bot_optional).not.toContain('chat:write');
    const needed = {
      reaction_added: 'reactions:read',
      reaction_removed: 'reactions:read',
      link_shared: 'links:read',
    } as const;
    for (const [event, scope] of Object.entries(needed)) {
      expect(manifest.settings.event_subscriptions.bot_events).toContain(event);
      expect(bot).toContain(scope);
    }
    for (const scope of [
      'chat:write',
      'commands',
      'reactions:write',
      'users:read',
      'im:write',
      'files:write',
    ])
      expect(bot).toContain(scope);
    expect(new Set(bot).size).toBe(bot.length);
  });

  it('hints at every command that can be typed, and at no other', () => {
    const [command] = buildManifest({ commands }).features.slash_commands;
    const hint = command?.usage_hint.split(' | ').map((part) => part.split(' ')[0]);
    expect(hint).toEqual(commands.filter(({ hidden }) => !hidden).map(({ name }) => name));
  });

  it('uses Socket Mode unless it is given an address', () => {
    expect(manifest.settings.socket_mode_enabled).toBe(true);
    expect(JSON.stringify(manifest)).not.toContain('request_url');
    const url = 'https://bot.example/slack/events';
    const http = buildManifest({ commands: [], requestUrl: url });
    expect(http.settings.socket_mode_enabled).toBe(false);
    expect(JSON.stringify(http).split(url)).toHaveLength(5);
  });

  it('is the committed file: `npx vitest run test/adapters/slack/api/manifest.test.ts -u` writes it again', async () => {
    await expect(formatManifest({ commands })).toMatchFileSnapshot('../../../../slack-manifest.json');
  });

  it('is a file that ends in a line break', () => {
    expect(JSON.parse(formatManifest({ commands: [] }))).toEqual(buildManifest({ commands: [] }));
    expect(formatManifest({ commands: [] }).endsWith('}\n')).toBe(true);
  });
});
