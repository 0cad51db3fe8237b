import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type City, startCity } from '../../playground/city.ts';
import type { PlaygroundState } from '../../playground/protocol.ts';
import { createStage, type Stage } from '../../playground/stage.ts';
import { until } from '../support/builders.ts';

interface Envelope {
  readonly envelope_id: string;
  readonly type: string;
  readonly payload: { readonly trigger_id?: string; readonly response_url?: string };
}

const channelId = 'C0PAPERS1';
const plain = (text: string) => ({ type: 'plain_text', text });
const BUTTON = {
  type: 'actions',
  elements: [{ type: 'button', action_id: 'page:2', text: plain('Next') }],
};
const FORM = {
  type: 'modal',
  callback_id: 'form',
  title: plain('Daily papers'),
  submit: plain('Save'),
  blocks: [
    {
      type: 'input',
      block_id: 'time',
      label: plain('Time'),
      element: { type: 'plain_text_input', action_id: 'value', initial_value: '9:00' },
    },
  ],
};

let city: City;
let stage: Stage;
let socket: WebSocket;
let envelopes: Envelope[];
/** What the next acknowledgment carries. */
let acknowledge: (envelope: Envelope) => unknown;

/** Calls a method of the Web API as the bot does. */
async function call(method: string, args: Record<string, unknown>, token = city.slack.state.botToken) {
  const form = Object.entries(args).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const response = await fetch(city.slack.apiUrl + method, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: new URLSearchParams(Object.fromEntries(form)),
  });
  const answer = (await response.json()) as { ok: boolean; error?: string; url: string; ts: string };
  if (!answer.ok) throw new Error(`${method}: ${answer.error}`);
  return answer;
}

const seen = (): PlaygroundState['slack'] => stage.state().slack;
const papers = () => {
  const found = seen().channels.find(({ id }) => id === channelId);
  if (!found) throw new Error('no channel');
  return found;
};
const post = (text: string, more = {}) =>
  call('chat.postMessage', {
    ...{ channel: channelId, text, unfurl_links: 'false', unfurl_media: 'false' },
    ...more,
  });

/** Waits for the envelope that what was done brings. */
async function captureEnvelope(act: Parameters<Stage['act']>[0]): Promise<Envelope> {
  const before = envelopes.length;
  await stage.act(act);
  await until(() => envelopes.length > before, 'the bot gets an event');
  const newest = envelopes.at(-1);
  if (!newest) throw new Error('nothing came');
  return newest;
}
const command = (text: string) => captureEnvelope({ kind: 'slack-command', channelId, text });
const respond = ({ payload }: Envelope, body: object) =>
  fetch(payload.response_url ?? '', { method: 'POST', body: JSON.stringify(body) });

beforeEach(async () => {
  city = await startCity();
  stage = createStage(city, {
    view: () => ({ now: '', speed: 1, days: [], day: undefined }),
    setDay: async () => undefined,
    postRecap: async () => undefined,
    setSpeed: () => undefined,
  });
  envelopes = [];
  acknowledge = () => undefined;
  const { url } = await call('apps.connections.open', {}, city.slack.state.appToken);
  socket = new WebSocket(url);
  socket.onmessage = ({ data }) => {
    const envelope = JSON.parse(String(data)) as Envelope;
    if (!envelope.envelope_id) return;
    envelopes.push(envelope);
    const payload = acknowledge(envelope);
    socket.send(JSON.stringify({ envelope_id: envelope.envelope_id, ...(payload ? { payload } : {}) }));
  };
  await until(() => city.slack.socket.openConnections === 1, 'the socket is open');
});
afterEach(async () => {
  expect(city.slack.violations).toEqual([]);
  socket.close();
  await city.close();
});

describe('Slack as a member sees it', () => {
  it('shows posts, threads, edits and who reacted', async () => {
    const { ts } = await post('overview');
    await post('card', { thread_ts: ts });
    await call('chat.update', { channel: channelId, ts, text: 'overview, 1 vote' });
    const react = { kind: 'react', side: 'slack', channelId, messageId: ts, emoji: 'one' } as const;
    await stage.act({ ...react, on: true });
    await stage.act({ ...react, on: true });
    expect(papers().messages).toMatchObject([
      { ts, text: 'overview, 1 vote', edited: true, reactions: [{ name: 'one', users: ['U0ADA0001'] }] },
      { threadTs: ts, text: 'card', edited: false, reactions: [] },
    ]);
    await stage.act({ ...react, on: false });
    expect(papers().messages[0]?.reactions).toEqual([]);
    await until(() => envelopes.length === 2, 'each change is sent once');
    expect(envelopes.map(({ type }) => type)).toEqual(['events_api', 'events_api']);
  });

  it('what only this person sees is shown after the message that came before it, and turns its pages', async () => {
    const { ts } = await post('before');
    await respond(await command('search x'), { text: 'page 1', blocks: [BUTTON] });
    await post('after');
    expect(papers().ephemerals).toMatchObject([{ text: 'page 1', afterTs: ts }]);
    const on = papers().ephemerals[0]?.id ?? '';
    const pressed = await captureEnvelope({ kind: 'slack-press', channelId, on, actionId: 'page:2' });
    await respond(pressed, { text: 'page 2', replace_original: true });
    expect(papers().ephemerals.map(({ id, text }) => [id, text])).toEqual([[on, 'page 2']]);
    await respond(await command('search y'), { text: 'in a thread', thread_ts: ts });
    expect(papers().ephemerals.at(-1)).toMatchObject({ text: 'in a thread', threadTs: ts });
    await expect(
      stage.act({ kind: 'slack-press', channelId, on: 'elsewhere', actionId: 'page:2' }),
    ).rejects.toThrow('no longer there');
  });

  it('a form keeps what the bot found wrong, and closes when there is nothing', async () => {
    const { payload } = await command('settings');
    await call('views.open', { trigger_id: payload.trigger_id, view: FORM });
    expect(seen().modal).toMatchObject({ view: { callback_id: 'form' }, errors: {} });
    const modalId = seen().modal?.id ?? '';
    acknowledge = () => ({ response_action: 'errors', errors: { time: 'Not a time.' } });
    await captureEnvelope({ kind: 'slack-submit', modalId, values: { time: '99:99' } });
    await until(() => seen().modal?.errors.time === 'Not a time.', 'the error');
    acknowledge = () => undefined;
    const sent = await captureEnvelope({ kind: 'slack-submit', modalId, values: { time: '8:00' } });
    expect(JSON.stringify(sent.payload)).toContain('"value":"8:00"');
    await until(() => seen().modal === undefined, 'the form closes');
    await expect(stage.act({ kind: 'slack-submit', modalId, values: {} })).rejects.toThrow('no longer open');
  });

  it('a form can be left', async () => {
    const { payload } = await command('settings');
    await call('views.open', { trigger_id: payload.trigger_id, view: FORM });
    const modalId = seen().modal?.id ?? '';
    await stage.act({ kind: 'close-modal', side: 'slack', modalId });
    expect(seen().modal).toBeUndefined();
    // The second press of one who was not sure.
    await stage.act({ kind: 'close-modal', side: 'slack', modalId });
  });

  it('the Home tab, files, and cards under links are there as they were sent', async () => {
    expect(seen().home).toBeUndefined();
    await captureEnvelope({ kind: 'slack-home' });
    await call('views.publish', {
      user_id: city.me.slack,
      view: { type: 'home', blocks: [BUTTON] },
    });
    expect(seen().home).toMatchObject({ type: 'home' });
    const pressed = await captureEnvelope({
      kind: 'slack-press',
      channelId: 'home',
      on: '',
      actionId: 'page:2',
    });
    expect(pressed.type).toBe('interactive');

    const link = 'https://arxiv.org/abs/2604.26752';
    await captureEnvelope({ kind: 'say', side: 'slack', channelId, text: `look ${link}` });
    const ts = papers().messages.at(-1)?.ts ?? '';
    await call('chat.unfurl', { channel: channelId, ts, unfurls: { [link]: { blocks: [BUTTON] } } });
    expect(papers().messages.at(-1)).toMatchObject({ user: city.me.slack, unfurls: { [link]: {} } });

    const dm = city.slack.state.dm(city.me.slack);
    city.slack.state.files.set('F1', { id: 'F1', name: 'list.bib', content: '@misc{}', channel: dm.id });
    const shown = seen().channels.find(({ kind }) => kind === 'dm');
    expect(shown).toMatchObject({ name: 'Paperboy', files: [{ name: 'list.bib', content: '@misc{}' }] });
  });

  it('stamps what is written with the time it was given, rising also when that goes back', async () => {
    await city.close();
    let now = Date.parse('2026-04-30T12:00:00Z');
    city = await startCity(() => now);
    const said = () => city.slack.people.say(city.me.slack, channelId, 'x').ts;
    const [first, second] = [said(), said()];
    expect(first).toBe(`${now / 1000}.000000`);
    expect(Number(second)).toBeGreaterThan(Number(first));
    now -= 86_400_000;
    expect(Number(said())).toBeGreaterThan(Number(second));
    const message = city.discord.world.addMessage(city.discord.general, city.me.discord);
    expect(message.createdAt).toBe(now);
  });
});
