import { afterEach, describe, expect, it } from 'vitest';
import { type DiscordServer, NO_RATES, startDiscord, TRUE_RATES } from '../../loopback/discord/index.ts';

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

const MADE = 1 << 15;
const text = (content = 'x') => ({ type: 10, content });
const container = (...components: object[]) => ({ type: 17, components });
const button = (custom_id = 'a') => ({ type: 2, style: 2, label: 'x', custom_id });
const SELECT = { type: 3, custom_id: 's', options: [{ label: 'a', value: 'a' }] };
const thumbnail = { type: 11, media: { url: 'https://cdn.example/a.png' } };
const made = (...components: object[]) => ({ flags: MADE, components, ...QUIET });

describe('a message that is made of components', () => {
  const post = (body: object) => ask('POST', `/channels/${server.general.id}/messages`, body);

  it('is taken with all that Discord’s reference allows', async () => {
    server = await startDiscord({ rates: NO_RATES });
    const parts = [
      text(),
      { type: 9, components: [text(), text(), text()], accessory: thumbnail },
      { type: 9, components: [text()], accessory: button('in a section') },
      { type: 12, items: [{ media: { url: 'https://cdn.example/a.png' }, description: 'x' }] },
      { type: 14, divider: true, spacing: 2 },
      { type: 1, components: [button()] },
      { type: 1, components: [SELECT] },
    ];
    expect((await post(made(container(...parts), ...parts.slice(0, 1)))).status).toBe(200);
    expect((await post(made(...Array(40).fill(text('x'.repeat(100)))))).status).toBe(200);
    expect(server.violations).toEqual([]);
  });

  it.each([
    ['content', { ...made(text()), content: 'x' }],
    ['an embed', { ...made(text()), embeds: [{ description: 'x' }] }],
    ['no flag that says so', { content: 'x', components: [container(text())], ...QUIET }],
    ['a text without the flag', { content: 'x', components: [text()], ...QUIET }],
    ['41 components, those inside counted', made(container(...Array(40).fill(text())))],
    ['4,001 characters over all texts', made(container(text('x'.repeat(2000))), text('x'.repeat(2001)))],
    ['an empty text', made(text(''))],
    ['an empty container', made(container())],
    ['a container in a container', made(container(container(text())))],
    ['a button that is in no row', made(container(button()))],
    ['a picture that is beside no text', made(container(thumbnail))],
    ['a section without anything beside it', made({ type: 9, components: [text()] })],
    ['four texts in a section', made({ type: 9, components: Array(4).fill(text()), accessory: thumbnail })],
    ['a row in a section', made({ type: 9, components: [row('a')], accessory: thumbnail })],
    ['a select beside a button', made(container({ type: 1, components: [button(), SELECT] }))],
    ['one id twice, at two depths', made(container(row('a')), row('a'))],
    ['a file that is not sent along', made(container({ type: 13, file: { url: 'attachment://a.txt' } }))],
    ['leave to mention', { flags: MADE, components: [text('@everyone')] }],
  ])('is refused with %s', async (_, body) => {
    server = await startDiscord({ rates: NO_RATES });
    expect(await post(body)).toMatchObject({ status: 400, body: { code: 50035 } });
    expect(server.violations).toHaveLength(1);
  });

  it('stays one: an edit brings no content, no embeds, and never takes the flag back', async () => {
    server = await startDiscord({ rates: NO_RATES });
    const { body } = await post(made(text()));
    const edit = (change: object) =>
      ask('PATCH', `/channels/${server.general.id}/messages/${body.id}`, { ...QUIET, ...change });
    expect((await edit({ content: 'x' })).status).toBe(400);
    expect((await edit({ embeds: [{ description: 'x' }] })).status).toBe(400);
    expect((await edit({ components: [text('y')], flags: 0 })).status).toBe(400);
    expect(await edit({ components: [container(text('y'))] })).toMatchObject({
      status: 200,
      body: { flags: MADE, components: [{ type: 17 }] },
    });
  });

  it('is made of another message only where its content and embeds are emptied', async () => {
    server = await startDiscord({ rates: NO_RATES });
    const { body } = await post({ content: 'x', embeds: [{ description: 'x' }], ...QUIET });
    const edit = (change: object) =>
      ask('PATCH', `/channels/${server.general.id}/messages/${body.id}`, { ...made(text()), ...change });
    expect((await edit({})).status).toBe(400);
    expect((await edit({ content: null })).status).toBe(400);
    expect(await edit({ content: null, embeds: [] })).toMatchObject({ status: 200, body: { flags: MADE } });
  });

  it('is not deferred as such: the edit of the answer says so', async () => {
    server = await startDiscord({ rates: NO_RATES });
    const { check } = server.tools;
    const defer = (flags: number) => () => check('defer', { type: 5, data: { flags } });
    expect(defer(1 << 6)).not.toThrow();
    expect(defer((1 << 6) | MADE)).toThrow('Invalid Form Body');
  });
});

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
