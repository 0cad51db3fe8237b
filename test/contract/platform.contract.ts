import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeliveryError } from '../../src/core/base/errors.ts';
import type { PersonId } from '../../src/core/base/ids.ts';
import { plainText } from '../../src/core/base/text.ts';
import type { SentPost } from '../../src/core/delivery/delivery.ts';
import type { Destination } from '../../src/core/platform/destination.ts';
import type { ChatPlatform } from '../../src/core/platform/platform.ts';
import type { Ballot } from '../../src/core/vote/vote.ts';
import { aNotice, anOverview, aPaper, aRecordingInbound, aView, papers, until } from '../support/builders.ts';

/** One platform with people on it, as the contract needs it. Made anew for every test. */
export interface PlatformHarness {
  /** Not started yet. */
  readonly platform: Omit<ChatPlatform, 'deleter'>;
  /** A channel where the bot may post. */
  readonly open: Destination;
  /** A channel that refuses the bot, and one that does not exist; absent where the platform knows no such thing. */
  readonly closed?: Destination;
  readonly missing?: Destination;
  /** All text that people see of a post now; `undefined` when it is not there. */
  textOf(post: SentPost): string | undefined;
  /** How many posts of the bot stand in a channel (without its threads) or in a thread. */
  countIn(place: Destination): number;
  /** A person adds or takes back a reaction; returns the person's id as votes know it. */
  react(person: string, post: SentPost, ballot: Ballot): PersonId;
  unreact(person: string, post: SentPost, ballot: Ballot): void;
  /** Another bot reacts; absent where there are no bots. */
  reactAsBot?(post: SentPost, ballot: Ballot): void;
  /** The next post is carried out, but its answer never arrives; absent where that cannot be. */
  dropNextAnswer?(): void;
  /** A person types `/papers LINE`; resolves with the text of the answer they see. */
  type(person: string, line: string): Promise<string>;
  /** Stops the servers behind it. The contract stops the platform itself. */
  close(): Promise<void>;
}

const UP: Ballot = { kind: 'up' };
const DOWN: Ballot = { kind: 'down' };
const THIRD: Ballot = { kind: 'nth', n: 3 };
const HOSTILE = '@everyone <!channel> <@1> [x](javascript:1) **b** `c` ||d|| <https://evil.example|click>';

/** What every platform must do. Call it in `test/adapters/NAME/contract.test.ts`. */
export function platformContract(name: string, makeHarness: () => Promise<PlatformHarness>): void {
  describe(`${name} keeps the platform contract`, () => {
    let harness: PlatformHarness;
    let inbound: ReturnType<typeof aRecordingInbound>;

    beforeEach(async () => {
      harness = await makeHarness();
      inbound = aRecordingInbound();
      await harness.platform.connection.start(inbound);
    });

    afterEach(async () => {
      await harness.platform.connection.stop();
      await harness.close();
    });

    it('asks for a read-back when it starts, because events may have been missed', async () => {
      await until(() => inbound.missed.includes(harness.platform.name), 'a gap is told');
    });

    it('posts a message once, where it was told to, and says where it stands', async () => {
      const post = await harness.platform.send(harness.open, anOverview(3), 'key-1');
      expect(post.channel).toBe(harness.open.channel);
      expect(post.messageId).not.toBe('');
      expect(post.tenant).toMatch(new RegExp(`^${harness.platform.name}:`));
      expect(await harness.platform.channels.findTenant(harness.open.channel)).toBe(post.tenant);
      expect(harness.countIn(harness.open)).toBe(1);
      expect(harness.textOf(post)).toContain('Paper number 3');
    });

    it('shows every paper of a full overview, however monstrous its title', async () => {
      const entries = papers(10).map((paper, i) =>
        aView({ paper: { ...paper, title: `T${i}x ${HOSTILE} ${'long '.repeat(200)}` }, n: i + 1 }),
      );
      const post = await harness.platform.send(harness.open, anOverview(0, { entries }), 'key-1');
      for (let i = 0; i < 10; i++) expect(harness.textOf(post)).toContain(`T${i}x`);
    });

    it('posts a card whose abstract, authors and title are far too long', async () => {
      const paper = aPaper({
        title: `T0x ${HOSTILE} ${'t'.repeat(3000)}`,
        abstract: 'a'.repeat(30_000),
        authors: Array.from({ length: 664 }, (_, i) => `Author ${i}`),
      });
      const view = aView({ paper, summary: { text: 's'.repeat(9000), by: 'abstract' } });
      const post = await harness.platform.send(harness.open, { kind: 'card', view, language: 'en' }, 'key-1');
      expect(harness.textOf(post)).toContain('T0x');
    });

    it('finds a post by its key, and nothing under another key', async () => {
      const post = await harness.platform.send(harness.open, anOverview(2), 'key-1');
      const since = Date.now() - 60_000;
      expect(await harness.platform.finder.find(harness.open, 'key-1', since)).toMatchObject({
        messageId: post.messageId,
      });
      expect(await harness.platform.finder.find(harness.open, 'key-2', since)).toBeUndefined();
    });

    it('calls the outcome of a post whose answer was lost unknown, does not send it again, and finds it', async (test) => {
      if (!harness.dropNextAnswer) return test.skip('this platform answers in the same process');
      harness.dropNextAnswer();
      const error = await harness.platform
        .send(harness.open, anOverview(1), 'key-1')
        .catch((e: unknown) => e);
      expect(error).toBeInstanceOf(DeliveryError);
      expect((error as DeliveryError).fault).toBe('unknown');
      expect(harness.countIn(harness.open)).toBe(1);
      expect(await harness.platform.finder.find(harness.open, 'key-1', Date.now() - 60_000)).toBeDefined();
    });

    it('edits a post in place', async () => {
      const post = await harness.platform.send(harness.open, anOverview(2), 'key-1');
      await harness.platform.editor.edit(
        post,
        anOverview(2, { entries: [aView({ paper: aPaper({ title: 'Changed title' }), n: 1 })] }),
      );
      expect(harness.textOf(post)).toContain('Changed title');
      expect(harness.textOf(post)).not.toContain('Paper number 2');
      expect(harness.countIn(harness.open)).toBe(1);
    });

    it('opens one thread under a post, posts into it, and leaves the channel as it was', async () => {
      const post = await harness.platform.send(harness.open, anOverview(2), 'key-1');
      const thread = await harness.platform.threads.open(post, 'Daily papers, 30 April');
      expect(thread.channel).toBe(harness.open.channel);
      expect(await harness.platform.threads.open(post, 'Daily papers, 30 April')).toEqual(thread);
      const card = await harness.platform.send(
        thread,
        { kind: 'card', view: aView(), language: 'en' },
        'key-2',
      );
      expect(card.thread).toBe(thread.thread);
      expect(harness.countIn(thread)).toBe(1);
      expect(harness.countIn(harness.open)).toBe(1);
      expect(await harness.platform.finder.find(thread, 'key-2', Date.now() - 60_000)).toMatchObject({
        messageId: card.messageId,
      });
    });

    it('hands in votes and votes taken back, of people alone', async () => {
      const post = await harness.platform.send(harness.open, anOverview(5), 'key-1');
      await harness.platform.reactions.addPreset(post, [{ kind: 'nth', n: 1 }, THIRD]);
      harness.reactAsBot?.(post, THIRD);
      const person = harness.react('ann', post, THIRD);
      await until(() => inbound.events.length === 1, 'the vote arrives');
      expect(inbound.events[0]).toMatchObject({
        platform: harness.platform.name,
        person,
        ballot: THIRD,
        added: true,
        messageId: post.messageId,
        tenant: post.tenant,
      });
      harness.unreact('ann', post, THIRD);
      await until(() => inbound.events.length === 2, 'the taking back arrives');
      expect(inbound.events[1]).toMatchObject({ person, ballot: THIRD, added: false });
    });

    it('tells votes on a card in a thread by the channel or thread that it is in', async () => {
      const post = await harness.platform.send(harness.open, anOverview(1), 'key-1');
      const thread = await harness.platform.threads.open(post, 'Daily papers');
      const card = await harness.platform.send(
        thread,
        { kind: 'card', view: aView(), language: 'en' },
        'key-2',
      );
      harness.react('ann', card, DOWN);
      await until(() => inbound.events.length === 1, 'the vote arrives');
      const [event] = inbound.events;
      expect(event).toMatchObject({ ballot: DOWN, messageId: card.messageId });
      expect([card.channel, card.thread]).toContain(event?.channel);
    });

    it('reads the standing votes back from the platform, without bots', async () => {
      const post = await harness.platform.send(harness.open, anOverview(5), 'key-1');
      await harness.platform.reactions.addPreset(post, [UP, THIRD]);
      harness.reactAsBot?.(post, UP);
      const ann = harness.react('ann', post, UP);
      const bob = harness.react('bob', post, THIRD);
      harness.react('bob', post, DOWN);
      harness.unreact('bob', post, DOWN);
      const standing = await harness.platform.reactions.list(post);
      const sorted = standing.toSorted((a, b) => a.ballot.kind.localeCompare(b.ballot.kind));
      expect(sorted).toEqual([
        { person: bob, ballot: THIRD },
        { person: ann, ballot: UP },
      ]);
    });

    it('seeds the same reactions twice without complaint', async () => {
      const post = await harness.platform.send(harness.open, anOverview(2), 'key-1');
      await harness.platform.reactions.addPreset(post, [UP, DOWN]);
      await harness.platform.reactions.addPreset(post, [UP, DOWN]);
      expect(await harness.platform.reactions.list(post)).toEqual([]);
    });

    it.each(['closed', 'missing'] as const)('says what to do when a channel is %s', async (kind) => {
      const place = harness[kind];
      if (!place) return;
      const error = await harness.platform.send(place, anOverview(1), 'key-1').catch((e: unknown) => e);
      expect(error).toBeInstanceOf(DeliveryError);
      expect(['refused', 'gone']).toContain((error as DeliveryError).fault);
      expect(plainText((error as DeliveryError).fix)).toMatch(/\w{3}/);
    });

    it('answers a slash command', async () => {
      expect(await harness.type('ann', 'search attention')).toContain('attention');
    });

    it('answers also when the handler throws', async () => {
      inbound.failNext();
      expect(await harness.type('ann', 'search attention')).toMatch(/wrong|failed|error/i);
    });

    it('renders without side effects: the same message twice is the same payload', () => {
      const message = anOverview(10);
      expect(harness.platform.render(message)).toEqual(harness.platform.render(message));
      expect(harness.countIn(harness.open)).toBe(0);
    });

    it('tells a person privately', async () => {
      const person = harness.react(
        'ann',
        await harness.platform.send(harness.open, anOverview(1), 'key-1'),
        UP,
      );
      await harness.platform.directMessages.notify(person, aNotice('only for you'));
      expect(harness.countIn(harness.open)).toBe(1);
    });

    it('lets answers be shared where the bot is', async () => {
      const { channel } = harness.open;
      expect(await harness.platform.channels.findSharingObstacle(channel, 'somebody')).toBeUndefined();
    });

    it('passes its own check', async () => {
      const lines = await harness.platform.checks.run(harness.open.channel);
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.filter((line) => !line.ok)).toEqual([]);
    });
  });
}
