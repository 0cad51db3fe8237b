import { afterEach, describe, expect, it } from 'vitest';
import { type DiscordServer, NO_RATES, startDiscord, TRUE_RATES } from '../../../loopback/discord/index.ts';

let server: DiscordServer;
afterEach(() => server.close());

const QUIET = { allowed_mentions: { parse: [] } };

async function ask(method: string, path: string, body?: object, token = server.token) {
  const response = await fetch(`${server.apiUrl}/v10${path}`, {
    method,
    headers: { Authorization: `Bot ${token}`, 'Content-Type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
}

describe('the loopback Discord', () => {
  it.each([
    ['2,001 characters of content', { content: 'x'.repeat(2001), ...QUIET }],
    [
      '6,001 characters of embeds',
      { embeds: [1, 2].map(() => ({ description: 'x'.repeat(3001) })), ...QUIET },
    ],
    ['an embed that shows nothing', { embeds: [{ color: 1 }], ...QUIET }],
    ['leave to mention', { content: '@everyone' }],
    ['a button without an end', { content: 'x', ...QUIET, components: [{ type: 1, components: [] }] }],
    ['an id that is too long', { content: 'x', ...QUIET, components: [row('x'.repeat(101))] }],
    ['one id twice', { content: 'x', ...QUIET, components: [row('a'), row('a')] }],
  ])('refuses %s as Discord does, and remembers it', async (_, body) => {
    server = await startDiscord({ rates: NO_RATES });
    const answer = await ask('POST', `/channels/${server.general.id}/messages`, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 50035, message: 'Invalid Form Body' });
    expect(server.violations).toHaveLength(1);
    expect(server.general.messages.size).toBe(0);
  });

  it('takes 50 requests in a second, and then says how long to wait', async () => {
    server = await startDiscord({
      rates: { ...TRUE_RATES, other: { limit: 1000, perMs: 1000 } },
      now: () => 2e12,
    });
    for (let i = 0; i < 50; i++) expect((await ask('GET', '/users/@me')).status).toBe(200);
    const { status, headers, body } = await ask('GET', '/users/@me');
    expect(status).toBe(429);
    expect(headers.get('X-RateLimit-Global')).toBe('true');
    expect(body).toMatchObject({ global: true, retry_after: 1 });
  });

  it('counts each channel for itself, in headers that show what is left', async () => {
    server = await startDiscord({ rates: TRUE_RATES, now: () => 2e12 });
    const other = server.world.addChannel(server.guild, 'other');
    const post = (channel: string) =>
      ask('POST', `/channels/${channel}/messages`, { content: 'x', ...QUIET });
    for (let i = 4; i >= 0; i--) {
      expect((await post(server.general.id)).headers.get('X-RateLimit-Remaining')).toBe(String(i));
    }
    expect((await post(server.general.id)).body).toMatchObject({ global: false, retry_after: 5 });
    expect((await post(other.id)).status).toBe(200);
  });

  it('knows who may do what', async () => {
    server = await startDiscord({ rates: NO_RATES });
    const { general, guild } = server;
    expect(await ask('GET', '/users/@me', undefined, 'wrong')).toMatchObject({ status: 401 });
    expect(await ask('GET', '/channels/1')).toMatchObject({ status: 404, body: { code: 10003 } });
    general.overwrites.set(guild.id, { id: guild.id, type: 0, allow: 0n, deny: 1n << 11n });
    const body = { content: 'x', ...QUIET };
    const post = () => ask('POST', `/channels/${general.id}/messages`, body);
    expect(await post()).toMatchObject({ status: 403, body: { code: 50013 } });
    general.overwrites.set(server.world.bot.id, {
      id: server.world.bot.id,
      type: 1,
      allow: 1n << 11n,
      deny: 0n,
    });
    expect(await post()).toMatchObject({ status: 200 });
    guild.members.delete(server.world.bot.id);
    expect(await post()).toMatchObject({ status: 403, body: { code: 50001 } });
  });
});

function row(custom_id: string): object {
  return { type: 1, components: [{ type: 2, style: 2, label: 'x', custom_id }] };
}
