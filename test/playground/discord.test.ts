import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InteractionRecord } from '../../loopback/discord/index.ts';
import { type City, startCity } from '../../playground/city.ts';
import type { PlaygroundState } from '../../playground/protocol.ts';
import { createStage, type Stage } from '../../playground/stage.ts';
import { until } from '../support/builders.ts';

const EPHEMERAL = 64;
const QUIET = { allowed_mentions: { parse: [] } };

let city: City;
let stage: Stage;
let channelId: string;

/** Speaks to the server as the bot does. */
async function asBot(method: string, path: string, body: unknown): Promise<unknown> {
  const { apiUrl, token } = city.discord;
  const response = await fetch(`${apiUrl}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

const last = (): InteractionRecord => {
  const record = [...city.discord.interactions.values()].at(-1);
  if (!record) throw new Error('nobody did anything');
  return record;
};
const answer = (type: number, data: object = {}, { id, token } = last()) =>
  asBot('POST', `/interactions/${id}/${token}/callback`, { type, data });
const followUp = (data: object, { token } = last()) =>
  asBot('POST', `/webhooks/${city.discord.world.bot.id}/${token}`, { ...QUIET, ...data });
const seen = (): PlaygroundState['discord'] => stage.state().discord;
const type = (subcommand: string, options = {}) =>
  stage.act({ kind: 'discord-slash', channelId, subcommand, options });

beforeEach(async () => {
  city = await startCity();
  channelId = city.channels.discord.slice('discord:'.length);
  stage = createStage(city, {
    view: () => ({ now: '', speed: 1, days: [], day: undefined }),
    setDay: async () => undefined,
    postRecap: async () => undefined,
    setSpeed: () => undefined,
  });
  const word = { type: 3, name: 'query', description: 'words', required: true, autocomplete: true };
  await asBot('POST', `/applications/${city.discord.world.bot.id}/commands`, {
    name: 'papers',
    description: 'papers',
    options: [
      { type: 1, name: 'search', description: 'search', options: [word] },
      { type: 1, name: 'settings', description: 'a form' },
    ],
  });
});
afterEach(async () => {
  expect(city.discord.violations).toEqual([]);
  await city.close();
});

const BUTTON = {
  type: 1,
  components: [{ type: 2, style: 2, label: 'Next', custom_id: 'page:2' }],
};

describe('Discord as a member sees it', () => {
  it('offers the commands that the bot registered, and takes none that is not there', async () => {
    expect(seen().commands[0]?.options?.map(({ name }) => name)).toEqual(['search', 'settings']);
    await expect(type('searhc')).rejects.toThrow(/no subcommand searhc/);
    await expect(type('search')).rejects.toThrow(/query is required/);
  });

  it('an answer is awaited, then private, then followed by more; each says what was asked', async () => {
    await type('search', { query: 'x' });
    expect(seen().replies).toMatchObject([{ asked: '/papers search', pending: true }]);
    await answer(5, { flags: EPHEMERAL });
    expect(seen().replies).toMatchObject([{ pending: true, message: undefined }]);
    await followUp({ content: 'found', components: [BUTTON] });
    await followUp({ content: 'and more', flags: EPHEMERAL });
    await followUp({ content: 'for all' });
    expect(seen().replies.map(({ message, pending }) => [message?.content, pending])).toEqual([
      ['found', false],
      ['and more', false],
    ]);
    expect(seen().channels[0]?.messages.map(({ content }) => content)).toEqual(['for all']);
  });

  it('a button on a private answer turns its page, and brings no second answer', async () => {
    await type('search', { query: 'x' });
    await answer(4, { content: 'page 1', flags: EPHEMERAL, components: [BUTTON], ...QUIET });
    const messageId = seen().replies[0]?.message?.id ?? '';
    await stage.act({ kind: 'discord-press', channelId, messageId, customId: 'page:2' });
    await answer(7, { content: 'page 2', components: [], ...QUIET });
    expect(seen().replies.map(({ message }) => message?.content)).toEqual(['page 2']);
    await expect(
      stage.act({ kind: 'discord-press', channelId, messageId, customId: 'page:2' }),
    ).rejects.toThrow(/no button/);
  });

  it('a button may bring a private answer of its own', async () => {
    const sent = (await asBot('POST', `/channels/${channelId}/messages`, {
      content: 'post',
      components: [BUTTON],
      ...QUIET,
    })) as { id: string };
    await stage.act({ kind: 'discord-press', channelId, messageId: sent.id, customId: 'page:2' });
    expect(seen().replies).toEqual([]);
    await answer(4, { content: 'only you', flags: EPHEMERAL, ...QUIET });
    expect(seen().replies.map(({ message }) => message?.content)).toEqual(['only you']);
    expect(seen().channels[0]?.messages.map(({ content }) => content)).toEqual(['post']);
  });

  it('a form opens, is left, opens again and is sent off', async () => {
    const field = { type: 4, custom_id: 'time', style: 1, value: '9:00' };
    const modal = {
      custom_id: 'form',
      title: 'Daily papers',
      components: [{ type: 18, label: 'Time', component: field }],
    };
    await type('settings');
    await answer(9, modal);
    expect(seen().modal?.data.title).toBe('Daily papers');
    const left = { kind: 'close-modal', side: 'discord', modalId: seen().modal?.id ?? '' } as const;
    await stage.act(left);
    expect(seen().modal).toBeUndefined();
    // The second press of one who was not sure.
    await stage.act(left);
    await type('settings');
    await answer(9, modal);
    const modalId = seen().modal?.id ?? '';
    await stage.act({ kind: 'discord-submit', modalId, values: { time: '8:00' } });
    expect(seen().modal).toBeUndefined();
    await answer(4, { content: 'saved', flags: EPHEMERAL, ...QUIET });
    expect(seen().replies).toMatchObject([{ asked: 'Daily papers', message: { content: 'saved' } }]);
    await expect(stage.act({ kind: 'discord-submit', modalId, values: {} })).rejects.toThrow(
      /no longer open/,
    );
  });

  it('suggestions come as the bot gives them', async () => {
    const typed = { channelId, subcommand: 'search', option: 'query', typed: 'dif' };
    const choices = stage.complete(typed);
    await answer(8, { choices: [{ name: 'diffusion', value: 'diffusion' }] });
    expect(await choices).toEqual([{ name: 'diffusion', value: 'diffusion' }]);
    expect(seen().replies).toEqual([]);
  });

  it('threads, direct messages and own reactions are where they belong', async () => {
    const post = (await asBot('POST', `/channels/${channelId}/messages`, { content: 'post', ...QUIET })) as {
      id: string;
    };
    await asBot('POST', `/channels/${channelId}/messages/${post.id}/threads`, { name: 'cards' });
    await asBot('POST', `/channels/${post.id}/messages`, { content: 'card', ...QUIET });
    const dm = (await asBot('POST', '/users/@me/channels', { recipient_id: city.me.discord })) as {
      id: string;
    };
    await asBot('POST', `/channels/${dm.id}/messages`, { content: 'psst', ...QUIET });
    const react = { kind: 'react', side: 'discord', channelId, messageId: post.id, emoji: '👍' } as const;
    await stage.act({ ...react, on: true });
    await stage.act({ ...react, on: true });
    const { channels } = seen();
    expect(channels.map(({ name, kind, startedBy }) => [name, kind, startedBy])).toEqual([
      ['papers', 'text', undefined],
      ['general', 'text', undefined],
      ['paper-forum', 'forum', undefined],
      ['cards', 'thread', post.id],
      ['Paperboy', 'dm', undefined],
    ]);
    expect(channels[0]?.messages[0]?.reactions).toMatchObject([
      { emoji: { name: '👍' }, count: 1, me: true },
    ]);
    await stage.act({ ...react, on: false });
    expect(seen().channels[0]?.messages[0]?.reactions).toEqual([]);
  });

  it('what changes is sent to listeners', async () => {
    let calls = 0;
    const stop = stage.listen(() => {
      calls += 1;
    });
    await asBot('POST', `/channels/${channelId}/messages`, { content: 'post', ...QUIET });
    await until(() => calls > 0, 'a change');
    stop();
    const before = calls;
    await asBot('POST', `/channels/${channelId}/messages`, { content: 'post', ...QUIET });
    expect(calls).toBe(before);
  });
});
