import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeliveryError } from '../../src/core/base/errors.ts';
import type { PersonId } from '../../src/core/base/ids.ts';
import { flattenText } from '../../src/core/base/text.ts';
import type { SentPost } from '../../src/core/delivery/delivery.ts';
import type { Destination } from '../../src/core/platform/destination.ts';
import type { ChatPlatform, Platform, Sender } from '../../src/core/platform/platform.ts';
import type { Ballot } from '../../src/core/vote/vote.ts';
import { aNotice, anOverview, aPaper, aRecordingInbound, aView, papers, until } from '../support/builders.ts';
import { personId } from '../support/ids.ts';

/** One platform with people on it, as the contract needs it. Made again for every test. */
export interface PlatformHarness {
  /** Not started yet. */
  readonly platform: Platform;
  /** A channel where the bot may post. */
  readonly open: Destination;
  /** A channel that refuses the bot, and one that does not exist; absent where the platform knows no such thing. */
  readonly closed?: Destination;
  readonly missing?: Destination;
  /** All text that people see of a post now; `undefined` when it is not there. */
  readText(post: SentPost): string | undefined;
  /** The labels of the buttons on a post; absent where none can be changed. */
  readButtons?(post: SentPost): string[];
  /** How many posts of the bot are in a channel (without its threads) or in a thread. */
  countIn(destination: Destination): number;
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

/** A port that a platform may have. */
export type Port = Exclude<
  keyof Platform,
  | keyof Sender
  | 'name'
  | 'problems'
  | 'hasQuietPosts'
  | 'hasLongForms'
  | 'close'
  | 'deliveriesAtOnce'
  | 'deliveriesPerTenant'
  | 'isIdempotent'
  | 'onlyLayout'
  | 'specialLayouts'
  | 'mentions'
  | 'publisher'
  | 'saysWhenItBegins'
>;

/** The platform of one test, with what it reports. */
interface Running {
  harness: PlatformHarness;
  /** The same platform: a contract asks for its own port alone, which is there. */
  platform: ChatPlatform;
  inbound: ReturnType<typeof aRecordingInbound>;
}

function sender(on: Running): void {
  it('posts a message once, where it was asked to, and says where it is', async () => {
    const post = await on.platform.send(on.harness.open, anOverview(3), 'key-1');
    expect(post.channel).toBe(on.harness.open.channel);
    expect(post.messageId).not.toBe('');
    expect(post.tenant).toMatch(new RegExp(`^${on.platform.name}:`));
    const { channels: access } = on.harness.platform;
    if (access) expect(await access.findTenant(on.harness.open.channel)).toBe(post.tenant);
    expect(on.harness.countIn(on.harness.open)).toBe(1);
    expect(on.harness.readText(post)).toContain('Paper number 3');
  });

  it('shows every paper of a full overview, however monstrous its title', async () => {
    const entries = papers(10).map((paper, i) =>
      aView({ paper: { ...paper, title: `T${i}x ${HOSTILE} ${'long '.repeat(200)}` }, n: i + 1 }),
    );
    const post = await on.platform.send(on.harness.open, anOverview(0, { entries }), 'key-1');
    for (let i = 0; i < 10; i++) expect(on.harness.readText(post)).toContain(`T${i}x`);
  });

  it('posts a card whose abstract, authors and title are far too long', async () => {
    const paper = aPaper({
      title: `T0x ${HOSTILE} ${'t'.repeat(3000)}`,
      abstract: 'a'.repeat(30_000),
      authors: Array.from({ length: 664 }, (_, i) => `Author ${i}`),
    });
    const view = aView({ paper, summary: { text: 's'.repeat(9000), by: 'abstract' } });
    const post = await on.platform.send(on.harness.open, { kind: 'card', view, language: 'en' }, 'key-1');
    expect(on.harness.readText(post)).toContain('T0x');
  });

  it.each(['closed', 'missing'] as const)('says what to do when a channel is %s', async (kind) => {
    const destination = on.harness[kind];
    if (!destination) return;
    const error = await on.platform.send(destination, anOverview(1), 'key-1').catch((e: unknown) => e);
    expect(error).toBeInstanceOf(DeliveryError);
    expect(['refused', 'gone']).toContain((error as DeliveryError).fault);
    expect(flattenText((error as DeliveryError).fix)).toMatch(/\w{3}/);
  });

  it('renders without side effects: the same message twice is the same payload', () => {
    const message = anOverview(10);
    expect(on.platform.render(message)).toEqual(on.platform.render(message));
    expect(on.harness.countIn(on.harness.open)).toBe(0);
  });
}

function connection(on: Running): void {
  it('asks for a read-back when it starts, because events may have been missed', async () => {
    await until(() => on.inbound.missed.includes(on.platform.name), 'missed events are reported');
  });

  it('answers a slash command', async () => {
    expect(await on.harness.type('ann', 'search attention')).toContain('attention');
  });

  it('answers also when the handler throws', async () => {
    on.inbound.failNext();
    expect(await on.harness.type('ann', 'search attention')).toMatch(/wrong|failed|error/i);
  });
}

function finder(on: Running): void {
  it('finds a post by its key, and nothing under another key', async () => {
    const post = await on.platform.send(on.harness.open, anOverview(2), 'key-1');
    const since = Date.now() - 60_000;
    expect(await on.platform.finder.find(on.harness.open, 'key-1', since)).toMatchObject({
      messageId: post.messageId,
    });
    expect(await on.platform.finder.find(on.harness.open, 'key-2', since)).toBeUndefined();
  });

  it('calls the outcome of a post whose answer was lost unknown, does not send it again, and finds it', async (test) => {
    if (!on.harness.dropNextAnswer) return test.skip('this platform answers in the same process');
    on.harness.dropNextAnswer();
    const error = await on.harness.platform
      .send(on.harness.open, anOverview(1), 'key-1')
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(DeliveryError);
    expect((error as DeliveryError).fault).toBe('unknown');
    expect(on.harness.countIn(on.harness.open)).toBe(1);
    expect(await on.platform.finder.find(on.harness.open, 'key-1', Date.now() - 60_000)).toBeDefined();
  });
}

function editor(on: Running): void {
  it('edits a post in destination', async () => {
    const post = await on.platform.send(on.harness.open, anOverview(2), 'key-1');
    await on.platform.editor.edit(
      post,
      anOverview(2, { entries: [aView({ paper: aPaper({ title: 'Changed title' }), n: 1 })] }),
    );
    expect(on.harness.readText(post)).toContain('Changed title');
    expect(on.harness.readText(post)).not.toContain('Paper number 2');
    expect(on.harness.countIn(on.harness.open)).toBe(1);
  });
}

function labeler(on: Running): void {
  const id = 'u:vote-shared up 2604.00001';
  const actions = [
    { kind: 'button', id, label: '👍' },
    { kind: 'button', id: 'r:save 2604.00001', label: 'Save' },
  ] as const;
  const read = (post: SentPost) => on.harness.readButtons?.(post);
  const post = () =>
    on.platform.send(on.harness.open, { kind: 'card', view: aView(), language: 'en', actions }, 'key-1');

  it('changes what the named buttons say, and nothing else', async () => {
    const sent = await post();
    const before = on.harness.readText(sent);
    await on.platform.labeler.relabel(sent, [
      { id, label: '👍 2' },
      { id: 'r:nothing', label: 'No such button' },
    ]);
    expect(read(sent)).toEqual(['👍 2', 'Save']);
    expect(on.harness.readText(sent)?.replace('👍 2', '👍')).toBe(before);
    await on.platform.labeler.relabel(sent, [{ id, label: '👍' }]);
    expect(read(sent)).toEqual(['👍', 'Save']);
  });

  it('says of a message that is gone that it is gone', async () => {
    const sent = await post();
    await on.platform.deleter.delete(sent);
    const error = await on.platform.labeler.relabel(sent, [{ id, label: '👍 2' }]).catch((e: unknown) => e);
    expect(error).toMatchObject({ fault: 'gone', about: 'post' });
  });
}

function deleter(on: Running): void {
  it('deletes our own post, and says of one that is gone that it is gone', async () => {
    const post = await on.platform.send(on.harness.open, anOverview(1), 'key-1');
    await on.platform.deleter.delete(post);
    expect(on.harness.readText(post)).toBeUndefined();
    expect(on.harness.countIn(on.harness.open)).toBe(0);
    const error = await on.platform.deleter.delete(post).catch((e: unknown) => e);
    expect(error).toMatchObject({ fault: 'gone' });
  });
}

function threads(on: Running): void {
  it('opens one thread under a post, posts into it, and leaves the channel as it was', async () => {
    const post = await on.platform.send(on.harness.open, anOverview(2), 'key-1');
    const thread = await on.platform.threads.open(post, 'Daily papers, 30 April');
    expect(thread.channel).toBe(on.harness.open.channel);
    expect(await on.platform.threads.open(post, 'Daily papers, 30 April')).toEqual(thread);
    const card = await on.platform.send(thread, { kind: 'card', view: aView(), language: 'en' }, 'key-2');
    expect(card.thread).toBe(thread.thread);
    expect(on.harness.countIn(thread)).toBe(1);
    expect(on.harness.countIn(on.harness.open)).toBe(1);
    expect(await on.platform.finder.find(thread, 'key-2', Date.now() - 60_000)).toMatchObject({
      messageId: card.messageId,
    });
  });
}

function reactions(on: Running): void {
  it('reports votes and votes taken back, of people alone', async () => {
    const post = await on.platform.send(on.harness.open, anOverview(5), 'key-1');
    await on.platform.reactions.addPreset(post, [{ kind: 'nth', n: 1 }, THIRD]);
    on.harness.reactAsBot?.(post, THIRD);
    const person = on.harness.react('ann', post, THIRD);
    await until(() => on.inbound.events.length === 1, 'the vote arrives');
    expect(on.inbound.events[0]).toMatchObject({
      platform: on.platform.name,
      person,
      ballot: THIRD,
      added: true,
      messageId: post.messageId,
      tenant: post.tenant,
    });
    on.harness.unreact('ann', post, THIRD);
    await until(() => on.inbound.events.length === 2, 'the taking back arrives');
    expect(on.inbound.events[1]).toMatchObject({ person, ballot: THIRD, added: false });
  });

  it('reports votes on a card in a thread by the channel or thread that it is in', async () => {
    const post = await on.platform.send(on.harness.open, anOverview(1), 'key-1');
    const thread = await on.platform.threads.open(post, 'Daily papers');
    const card = await on.platform.send(thread, { kind: 'card', view: aView(), language: 'en' }, 'key-2');
    on.harness.react('ann', card, DOWN);
    await until(() => on.inbound.events.length === 1, 'the vote arrives');
    const [event] = on.inbound.events;
    expect(event).toMatchObject({ ballot: DOWN, messageId: card.messageId });
    expect([card.channel, card.thread]).toContain(event?.channel);
  });

  it('reads the standing votes back from the platform, without bots', async () => {
    const post = await on.platform.send(on.harness.open, anOverview(5), 'key-1');
    await on.platform.reactions.addPreset(post, [UP, THIRD]);
    on.harness.reactAsBot?.(post, UP);
    const ann = on.harness.react('ann', post, UP);
    const bob = on.harness.react('bob', post, THIRD);
    on.harness.react('bob', post, DOWN);
    on.harness.unreact('bob', post, DOWN);
    const standing = [...(await on.platform.reactions.read(post)).reactions];
    const sorted = standing.toSorted((a, b) => a.ballot.kind.localeCompare(b.ballot.kind));
    expect(sorted).toEqual([
      { person: bob, ballot: THIRD },
      { person: ann, ballot: UP },
    ]);
  });

  it('adds the same preset reactions twice without complaint', async () => {
    const post = await on.platform.send(on.harness.open, anOverview(2), 'key-1');
    await on.platform.reactions.addPreset(post, [UP, DOWN]);
    await on.platform.reactions.addPreset(post, [UP, DOWN]);
    expect((await on.platform.reactions.read(post)).reactions).toEqual([]);
  });
}

function directMessages(on: Running): void {
  it('notifies a person privately', async () => {
    const person = on.harness.react(
      'ann',
      await on.platform.send(on.harness.open, anOverview(1), 'key-1'),
      UP,
    );
    await on.platform.directMessages.notify(person, aNotice('only for you'));
    expect(on.harness.countIn(on.harness.open)).toBe(1);
  });
}

function channels(on: Running): void {
  it('lets answers be shared where the bot is', async () => {
    const { channel } = on.harness.open;
    expect(
      await on.platform.channels.findSharingObstacle(channel, personId('discord:somebody')),
    ).toBeUndefined();
  });
}

function checks(on: Running): void {
  it('passes its own check', async () => {
    const lines = await on.platform.checks.run(on.harness.open.channel);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => !line.ok)).toEqual([]);
  });
}

const CONTRACTS = {
  connection,
  finder,
  editor,
  labeler,
  deleter,
  threads,
  reactions,
  directMessages,
  channels,
  checks,
} as const satisfies Record<Port, (on: Running) => void>;

/**
 * What every platform must do, and what each of its ports must do. Call it in `test/adapters/NAME/contract.test.ts`, with
 * the ports that the platform has.
 */
export function platformContract(
  name: string,
  ports: readonly Port[],
  makeHarness: () => Promise<PlatformHarness>,
): void {
  describe(`${name} keeps the contract`, () => {
    const on = {} as Running;

    beforeEach(async () => {
      on.harness = await makeHarness();
      on.platform = on.harness.platform as ChatPlatform;
      on.inbound = aRecordingInbound();
      await on.harness.platform.connection?.start(on.inbound);
    });

    afterEach(async () => {
      await on.harness.platform.connection?.stop();
      await on.harness.close();
    });

    it('has these ports and no others', () => {
      const all = Object.keys(CONTRACTS) as Port[];
      expect(all.filter((port) => on.harness.platform[port] !== undefined).toSorted()).toEqual(
        ports.toSorted(),
      );
    });

    describe('of a sender', () => sender(on));
    for (const port of ports) describe(`of ${port}`, () => CONTRACTS[port](on));
  });
}

/** The ports of a platform that can do everything. */
export const CHAT_PORTS = Object.keys(CONTRACTS) as readonly Port[];
