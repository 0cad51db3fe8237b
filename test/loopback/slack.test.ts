import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { renderMessage } from '../../adapters/slack/render/render.ts';
import { checkMessage, checkView } from '../../loopback/slack/payload-check.ts';
import { SlackServer } from '../../loopback/slack/server.ts';
import { anOverview } from '../support/builders.ts';

const text = 'fallback';
const section = (words: string) => ({ type: 'section', text: { type: 'mrkdwn', text: words } });
const rich = (...elements: object[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
});
const button = (fields: object) => ({
  type: 'actions',
  elements: [{ type: 'button', text: { type: 'plain_text', text: 'Go' }, action_id: 'go', ...fields }],
});

describe('the loopback Slack’s eye for payloads', () => {
  it('lets our own messages through', () => {
    expect(checkMessage(renderMessage(anOverview(10)))).toEqual([]);
  });

  it.each([
    ['51 blocks', Array.from({ length: 51 }, () => ({ type: 'divider' }))],
    ['an unknown block', [{ type: 'carousel_of_dreams' }]],
    ['a header too long', [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }]],
    ['a header with markup', [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }]],
    ['a section too long', [section('x'.repeat(3001))]],
    ['an empty section', [section('')]],
    ['a mention', [section('hi <!channel>')]],
    ['a person’s mention', [section('hi <@U1>')]],
    ['a link that was cut', [section('see <https://example.org|more')]],
    ['a link to nowhere', [section('see <javascript:alert(1)|more>')]],
    ['an empty run of rich text', [rich({ type: 'text', text: '' })]],
    ['a broadcast in rich text', [rich({ type: 'broadcast', range: 'channel' })]],
    ['a rich link without address', [rich({ type: 'link', url: 'nonsense', text: 'x' })]],
    ['a button without id', [button({ action_id: undefined })]],
    ['a button’s label too long', [button({ text: { type: 'plain_text', text: 'x'.repeat(76) } })]],
    ['a button’s id too long', [button({ action_id: 'x'.repeat(256) })]],
    [
      'eleven elements of context',
      [{ type: 'context', elements: Array.from({ length: 11 }, () => ({ type: 'plain_text', text: 'x' })) }],
    ],
    ['no elements of context', [{ type: 'context', elements: [] }]],
    [
      'one block_id twice',
      [
        { type: 'divider', block_id: 'a' },
        { type: 'divider', block_id: 'a' },
      ],
    ],
    [
      'a picture without words',
      [{ ...section('x'), accessory: { type: 'image', image_url: 'https://example.org/x' } }],
    ],
  ])('refuses %s', (_what, blocks) => {
    expect(checkMessage({ text, blocks }).map(({ code }) => code)).toContain('invalid_blocks');
  });

  it('refuses too much in all, a mention in the fallback text, and no fallback text', () => {
    const blocks = Array.from({ length: 5 }, () => section('x'.repeat(2900)));
    expect(checkMessage({ text, blocks })).toEqual([{ code: 'msg_blocks_too_long', where: 'blocks' }]);
    expect(checkMessage({ text: '<!here>' })).toHaveLength(1);
    expect(checkMessage({ blocks: [section('x')] })).toHaveLength(1);
    expect(checkMessage({ text: 'x'.repeat(40_001) })[0]?.code).toBe('msg_too_long');
  });

  it('refuses a modal with a long title or too large in all', () => {
    const title = (words: string) => ({ type: 'plain_text', text: words });
    expect(checkView({ type: 'modal', title: title('x'.repeat(25)), blocks: [] })).toHaveLength(1);
    expect(
      checkView({ type: 'home', blocks: Array.from({ length: 101 }, () => ({ type: 'divider' })) }),
    ).toHaveLength(1);
    const fat = { type: 'modal', title: title('x'), blocks: [], private_metadata: 'x'.repeat(260_000) };
    expect(checkView(fat).map(({ code }) => code)).toContain('view_too_large');
  });
});

describe('the loopback Slack', () => {
  let server: SlackServer;
  beforeEach(async () => {
    server = await SlackServer.start({ limits: true });
    server.state.addChannel('C1');
    server.state.addChannel('C2');
  });
  afterEach(() => server.close());

  const call = (method: string, args: Record<string, string>, token = server.state.botToken) =>
    fetch(`${server.apiUrl}${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: new URLSearchParams(args),
    });
  const quiet = { unfurl_links: 'false', unfurl_media: 'false' };

  it('answers as Slack does: ok, or not ok with 200 and a code', async () => {
    const posted = await call('chat.postMessage', { channel: 'C1', text: 'hello', ...quiet });
    expect(await posted.json()).toMatchObject({ ok: true, channel: 'C1' });
    expect(server.state.channels.get('C1')?.messages[0]?.text).toBe('hello');
    const refused = await call('chat.postMessage', { channel: 'C3', text: 'hello', ...quiet });
    expect([refused.status, await refused.json()]).toEqual([200, { ok: false, error: 'channel_not_found' }]);
    expect(await (await call('auth.test', {}, 'xoxb-other')).json()).toEqual({
      ok: false,
      error: 'invalid_auth',
    });
    expect(await (await call('admin.everything', {})).json()).toMatchObject({ error: 'unknown_method' });
  });

  it('records a breach of the limits and refuses the message', async () => {
    const blocks = JSON.stringify([section('<!channel>')]);
    const answer = await call('chat.postMessage', { channel: 'C1', text, blocks, ...quiet });
    expect(await answer.json()).toMatchObject({ ok: false, error: 'invalid_blocks' });
    expect(server.violations).toMatchObject([{ method: 'chat.postMessage', code: 'invalid_blocks' }]);
    await call('chat.postMessage', { channel: 'C2', text });
    expect(server.violations.at(-1)?.where).toContain('previews');
  });

  it('answers 429 with whole seconds to wait to a second message within a second', async () => {
    await call('chat.postMessage', { channel: 'C1', text, ...quiet });
    const tooSoon = await call('chat.postMessage', { channel: 'C1', text, ...quiet });
    expect([tooSoon.status, tooSoon.headers.get('retry-after')]).toEqual([429, '1']);
    expect(server.rateLimited).toBe(1);
    expect(server.state.channels.get('C1')?.messages).toHaveLength(1);
  });
});
