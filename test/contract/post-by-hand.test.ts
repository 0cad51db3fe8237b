import { describe, expect, it } from 'vitest';
import { listPlatforms } from '../../src/app/platforms.ts';
import { type PostApp, type PostOptions, post } from '../../src/cli/commands/post.ts';
import { flattenText } from '../../src/core/base/text.ts';
import { createDeliver } from '../../src/jobs/delivery/deliver.ts';
import { createPostNow } from '../../src/jobs/delivery/post-now.ts';
import { aDesk, textIn } from '../commands/desk.ts';
import { aWorld, CHANNEL, wish } from '../jobs/world.ts';
import { aProblem } from '../support/a-problem.ts';
import { aRecordingInbound } from '../support/builders.ts';
import { channelId, personId } from '../support/ids.ts';

type World = Awaited<ReturnType<typeof aWorld>>;

/** The newest list cannot be fetched, by either way. */
const FETCH_ERROR = 'Hugging Face answered 503.';

/** A process of its own: it delivers by itself. */
function buildApp({ clock, log, store, deps, tallies, platform }: World, printed: string[]) {
  const app: Partial<PostApp> = {
    ...{ clock, log, store, tallies, deliver: createDeliver(deps), inbound: aRecordingInbound() },
    platforms: new Map([[platform.name, platform]]),
    platformInfo: listPlatforms(),
    source: { names: { lists: 'Hugging Face', details: 'arXiv' } },
    refresh: {
      run: async () => ({
        lists: [{ days: [], problem: aProblem(FETCH_ERROR), publicProblem: aProblem(FETCH_ERROR) }],
      }),
      fetchDay: () => Promise.reject(new Error(FETCH_ERROR)),
      readStatus: () => ({}),
    },
    summarizer: { findCardSummary: () => undefined } as unknown as PostApp['summarizer'],
    stopping: new AbortController().signal,
    print: (line) => printed.push(flattenText(line)),
  };
  return app as PostApp;
}

/** A way to ask for a post by hand; resolves with what the person reads. */
type Way = (world: World, options?: PostOptions & { readonly channel?: string }) => Promise<string>;

const commandLine: Way = async (world, options = {}) => {
  const printed: string[] = [];
  await post(buildApp(world, printed), options.channel ?? CHANNEL, options);
  return printed.join('\n');
};

const chat: Way = async (world) => {
  const { store, clock, deliver, deps } = world;
  const desk = await aDesk();
  Object.assign(desk.services, { store, clock, postNow: createPostNow({ ...deps, deliver }) });
  const answer = textIn(await desk.type('post-now'));
  await deliver.run();
  return answer;
};

describe.each([
  ['typed on the command line', commandLine],
  ['typed in a chat', chat],
])('a post by hand, %s', (_name, ask) => {
  it('is posted, and once more a minute later at the earliest', async () => {
    const world = await aWorld();
    await ask(world);
    const { length } = world.platform.posts;
    expect(length).toBeGreaterThan(0);
    world.clock.advance(12_000);
    expect(await ask(world)).toContain('12 seconds ago');
    expect(world.platform.posts).toHaveLength(length);
    world.clock.advance(49_000);
    await ask(world);
    expect(world.platform.posts.length).toBeGreaterThan(length);
  });

  it('is of what the person follows whose post it is', async () => {
    const world = await aWorld();
    const ann = personId('discord:ann');
    await world.store.follows.add(ann, { kind: 'query', text: '"paper number 3"' }, world.clock.now());
    await wish(world.store, { followsOf: ann });
    await ask(world);
    const posted = JSON.stringify(world.platform.posts);
    expect(posted).toContain('Paper number 3');
    expect(posted).not.toContain('Paper number 2');
  });

  it('is chosen as in the channel that this one follows', async () => {
    const world = await aWorld();
    const other = await world.store.subscriptions.find(CHANNEL);
    if (!other) throw new Error('no subscription');
    const like = channelId('discord:200');
    await world.store.subscriptions.put({ ...other, channel: like, topics: ['"paper number 5"'] });
    await wish(world.store, { like });
    await ask(world);
    const posted = JSON.stringify(world.platform.posts);
    expect(posted).toContain('Paper number 5');
    expect(posted).not.toContain('Paper number 2');
  });

  it('is none while a digest is in progress', async () => {
    const world = await aWorld();
    const slot = world.clock.now() - 20_000;
    await world.store.deliveries.enqueue({ channel: CHANNEL, slot }, slot + 3_600_000);
    expect(await ask(world)).toMatch(/already under way.*20 seconds ago/s);
    expect(world.platform.posts).toEqual([]);
    expect(await world.store.deliveries.listRecent(CHANNEL, 9)).toHaveLength(1);
  });

  it('is none in a paused channel', async () => {
    const world = await aWorld();
    const reason = { code: 'typed', values: { text: 'holidays' } } as const;
    await world.store.subscriptions.pause(CHANNEL, { at: world.clock.now(), by: 'person', reason });
    expect(await ask(world)).toMatch(/paused.*holidays/s);
    expect(world.platform.posts).toEqual([]);
    expect(await world.store.deliveries.listRecent(CHANNEL, 9)).toEqual([]);
  });

  it('is none where no paper passes', async () => {
    const world = await aWorld();
    const yesterday = {
      day: '2026-04-29',
      state: 'empty',
      paperIds: [],
      fetchedAt: world.clock.now(),
    } as const;
    await world.store.editions.save(yesterday);
    await wish(world.store, { topics: ['quantum'] });
    expect(await ask(world)).toContain('Nothing to post');
    expect(await world.store.deliveries.listRecent(CHANNEL, 9)).toEqual([]);
  });

  it('is none where the newest list is not known, whatever is left of older ones', async () => {
    const world = await aWorld();
    world.clock.set('2026-05-02T08:00:00Z');
    expect(await ask(world)).toContain('Nothing to post');
    expect(await world.store.deliveries.listRecent(CHANNEL, 9)).toEqual([]);
  });
});

describe('on the command line alone', () => {
  it('a channel that is not subscribed gets a post', async () => {
    const world = await aWorld();
    expect(await commandLine(world, { channel: 'discord:123456789012345678' })).toContain(': sent');
    expect(world.platform.posts.length).toBeGreaterThan(0);
  });

  it('a named day is posted right after another digest, and not while one is in progress', async () => {
    const world = await aWorld();
    await commandLine(world);
    const date = '2026-04-30';
    world.clock.advance(1000);
    expect(await commandLine(world, { date })).toContain(': sent');
    const slot = world.clock.now() + 1000;
    await world.store.deliveries.enqueue({ channel: CHANNEL, slot }, slot + 3_600_000);
    world.clock.advance(2000);
    expect(await commandLine(world, { date })).toContain('already under way');
  });

  it('what an ended process left is carried out', async () => {
    const world = await aWorld();
    const slot = world.clock.now() - 20_000;
    await world.store.deliveries.enqueue({ channel: CHANNEL, slot }, slot);
    expect(await commandLine(world)).toContain(': sent');
    expect(await world.store.deliveries.listRecent(CHANNEL, 9)).toHaveLength(1);
  });

  it('a dry run shows the next post of a paused channel', async () => {
    const world = await aWorld();
    const reason = { code: 'by-hand', values: {} } as const;
    await world.store.subscriptions.pause(CHANNEL, { at: world.clock.now(), by: 'person', reason });
    expect(await commandLine(world, { dryRun: true })).toContain('nothing was posted');
    expect(world.platform.posts).toEqual([]);
  });
});
