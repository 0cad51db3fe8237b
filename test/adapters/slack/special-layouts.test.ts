import { expect, it, onTestFinished } from 'vitest';
import { renderMessage } from '../../../adapters/slack/render/render.ts';
import { checkMessage } from '../../../loopback/slack/payload-check.ts';
import { buildSamplePosts } from '../../../src/core/digest/sample-posts.ts';
import type { Message, Overview } from '../../../src/core/message/message.ts';
import { aRecordingInbound, until } from '../../support/builders.ts';
import { asFile } from '../../support/golden.ts';
import { aWorld, findMessage, OPEN, textOfBlocks } from './harness.ts';

const STYLES = ['folded', 'carousel'] as const;

function postIn(layout: (typeof STYLES)[number]): Overview {
  const [post] = buildSamplePosts(layout);
  if (post?.kind !== 'overview') throw new Error('no overview');
  return post;
}

async function aStartedWorld() {
  const world = await aWorld();
  onTestFinished(() => world.close());
  const seen: unknown[] = [];
  await world.platform.connection.start({
    ...aRecordingInbound(),
    interact: async (_asker, interaction) => {
      seen.push(interaction);
      return { kind: 'message', message: { kind: 'notice', tone: 'info', title: 'answered' } };
    },
  });
  return { ...world, seen };
}

it.each(STYLES)('the payload in the layout %s is unchanged', async (layout) => {
  await expect(asFile(renderMessage(postIn(layout)))).toMatchFileSnapshot(`golden/overview-${layout}.json`);
});

it.each(STYLES)('a post in the layout %s is within the limits with the longest of everything', (layout) => {
  const post = postIn(layout);
  const long = 'Wide & <longest> words '.repeat(400);
  const entries = post.entries.map((view) => ({
    ...view,
    why: long,
    summary: { text: long, line: long, by: long },
    paper: { ...view.paper, title: long, organization: long },
  }));
  expect(checkMessage(renderMessage({ ...post, entries }))).toEqual([]);
});

it.each(STYLES)('a button in the layout %s answers, and its tallies are read back', async (layout) => {
  const { server, platform, seen } = await aStartedWorld();
  const post = postIn(layout);
  const sent = await platform.send(OPEN, post, 'k1');
  expect(server.violations).toEqual([]);
  const on = server.state.message(sent.channel, sent.messageId);
  if (!on) throw new Error('no message');
  server.people.press('U0BOB', { channel: 'C0OPEN', on }, 'Summary');
  await until(() => seen.length > 0, 'the press arrives');
  expect(seen).toEqual([
    {
      ...{ kind: 'action', id: expect.stringContaining('summary 2603.00001') },
      messageId: expect.stringMatching(/^\d+\.\d+$/),
    },
  ]);
  const standing = await platform.reactions.read(sent);
  expect(standing.shows(post)).toBe(true);
  const changed = post.entries.map((view, i) => (i === 3 ? { ...view, tally: { up: 9, down: 0 } } : view));
  expect(standing.shows({ ...post, entries: changed } satisfies Message)).toBe(false);
});

it.each(STYLES)('what Slack refuses of the layout %s is posted as an overview', async (layout) => {
  const { server, platform } = await aStartedWorld();
  server.state.refuses = ({ blocks }) =>
    /"type":"(?:container|carousel)"/.test(JSON.stringify(blocks)) ? 'invalid_blocks' : undefined;
  const message = findMessage({ server }, await platform.send(OPEN, postIn(layout), 'k1'));
  expect(JSON.stringify(message.blocks)).not.toContain('container');
  expect(textOfBlocks(message.blocks)).toContain('Sample paper 5');
  expect(message.blocks.length).toBeGreaterThan(4);
});

it('a picture that Slack cannot fetch costs the pictures of a carousel, and not its cards', async () => {
  const { server, platform } = await aStartedWorld();
  server.state.refuses = ({ blocks }) =>
    JSON.stringify(blocks)?.includes('image_url') ? 'invalid_blocks' : undefined;
  const post = postIn('carousel');
  expect(JSON.stringify(renderMessage(post))).toContain('image_url');
  const message = findMessage({ server }, await platform.send(OPEN, post, 'k1'));
  expect(JSON.stringify(message.blocks)).toContain('"type":"carousel"');
});

it.each(STYLES)('no two buttons in the layout %s have the same id', (layout) => {
  const drawn = JSON.stringify(renderMessage(postIn(layout)));
  const ids = [...drawn.matchAll(/"action_id":"([^"]+)"/g)].map(([, id]) => id);
  expect(ids.length).toBeGreaterThan(10);
  expect(new Set(ids).size).toBe(ids.length);
});
