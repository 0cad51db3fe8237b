import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readText } from '../../loopback/discord/index.ts';
import type { PlatformName } from '../../src/core/base/ids.ts';
import type { Post } from '../../src/core/delivery/delivery.ts';
import type { Platform } from '../../src/core/platform/platform.ts';
import { findTallyLabels } from '../../src/core/vote/tally-label.ts';
import { PresetReactions } from '../../src/jobs/votes/preset-reactions.ts';
import { reconcileVotes } from '../../src/jobs/votes/reconcile-votes.ts';
import { createTallies } from '../../src/jobs/votes/tallies.ts';
import { findMessage, textOfBlocks } from '../adapters/slack/harness.ts';
import { until } from '../support/builders.ts';
import { aDelivery, discordRig, type Rig, SLOT, slackRig } from './rig.ts';

const DAY = 86_400_000;
const PEOPLE = 3;

/** What people see of a post: the platform's counters with the bot's own reaction in them, and what the message says. */
interface World {
  readonly rig: Rig;
  /** Puts a reaction of the n-th person or takes it back; `false` where nothing changed. */
  react(post: Post, person: number, emoji: string, on: boolean): boolean;
  counter(post: Post, emoji: string): number;
  isOwn(post: Post, emoji: string): boolean;
  text(post: Post): string;
  /** The next edits of a post fail, with all the tries that the adapter makes by itself. */
  failEdits(): void;
  /** The message shows something else than the bot knows of, as after an edit whose outcome was lost. */
  spoil(post: Post): void;
}

async function discordWorld(): Promise<World> {
  const rig = await discordRig();
  const { server } = rig;
  const people = ['ann', 'bob', 'cyd'].map((name) => server.user(name).id);
  const at = ({ sent }: Post) => {
    const message = server.messageAt(sent?.thread ?? sent?.channel ?? '', sent?.messageId ?? '');
    if (!message) throw new Error('no such post');
    return message;
  };
  return {
    rig,
    react(post, person, emoji, on) {
      const id = people[person] ?? '';
      if ((at(post).reactions.get(emoji)?.has(id) === true) === on) return false;
      server[on ? 'react' : 'unreact'](id, at(post), emoji);
      return true;
    },
    counter: (post, emoji) => at(post).reactions.get(emoji)?.size ?? 0,
    isOwn: (post, emoji) => at(post).reactions.get(emoji)?.has(server.world.bot.id) === true,
    text: (post) => readText(at(post)) ?? '',
    failEdits: () => server.faults.next({ kind: 'status', status: 500 }, { method: 'PATCH', times: 3 }),
    spoil(post) {
      const [embed] = at(post).embeds as Array<{ description?: string }>;
      if (embed) embed.description = `${embed.description} · 👍 77`;
    },
  };
}

function isActions(block: unknown): boolean {
  return typeof block === 'object' && block !== null && 'type' in block && block.type === 'actions';
}

const SLACK_NAMES: Readonly<Record<string, string>> = { '👍': '+1', '👎': '-1', '1️⃣': 'one', '2️⃣': 'two' };

async function slackWorld(): Promise<World> {
  const rig = await slackRig();
  const { server } = rig;
  const people = ['U0ADA', 'U0BOB', 'U0CYD'];
  for (const id of people) if (!server.state.users.has(id)) server.state.addUser(id);
  const at = ({ sent }: Post) => {
    if (!sent) throw new Error('no such post');
    return findMessage({ server }, sent);
  };
  const users = (post: Post, emoji: string) => at(post).reactions.get(SLACK_NAMES[emoji] ?? '');
  return {
    rig,
    react(post, person, emoji, on) {
      const id = people[person] ?? '';
      if ((users(post, emoji)?.has(id) === true) === on) return false;
      server.people[on ? 'react' : 'unreact'](id, at(post), SLACK_NAMES[emoji] ?? '');
      return true;
    },
    counter: (post, emoji) => users(post, emoji)?.size ?? 0,
    isOwn: (post, emoji) => users(post, emoji)?.has(server.state.bot.user) === true,
    // The select under a list says titles again.
    text: (post) => textOfBlocks(at(post).blocks.filter((block) => !isActions(block))),
    failEdits: () => server.faults.add('chat.update', { kind: 'status', status: 500 }, 1),
    spoil(post) {
      const message = at(post);
      message.blocks = [
        ...message.blocks,
        { type: 'context', elements: [{ type: 'plain_text', text: '👍 77' }] },
      ];
    },
  };
}

async function posted(make: () => Promise<World>) {
  const world = await make();
  const bot = await aDelivery(world.rig);
  const { store, clock, log } = bot;
  const platforms = new Map<PlatformName, Platform>([[world.rig.platform.name, world.rig.platform]]);
  await bot.tick();
  const posts = await store.posts.listOfDelivery({ channel: world.rig.channel, slot: SLOT });
  /** A process that begins: nothing of an earlier one is left but the store. */
  const begin = () => ({
    presets: new PresetReactions({ store, platforms, clock, log, settleMs: 1 }),
    tallies: createTallies({
      ...{ store, platforms, clock, log, wallClock: clock, editEveryMs: 1, editWithinMs: 14 * DAY },
      findCardSummary: ({ abstract }) => ({ text: abstract, by: 'abstract' }),
    }),
  });
  const settle = async ({ presets, tallies }: ReturnType<typeof begin>) => {
    // The one that hears events edits as well, and ends first.
    await bot.tallies.flush();
    await tallies.resume();
    await presets.run();
  };
  const counted = () => bot.log.lines.filter(({ message }) => message === 'vote counted').length;
  await settle(begin());
  await world.rig.platform.connection.start(bot.inbound());
  return { ...world, ...bot, posts, begin, settle, counted };
}

type Heard = Awaited<ReturnType<typeof posted>>;

/** By emoji, what a card says of its reactions. */
function seen(world: Heard, card: Post) {
  const [label] = findTallyLabels(world.text(card).split('\n'));
  return ['👍', '👎'].map((emoji) => ({ emoji, says: said(label, emoji) }));
}

/** The tally that the line of each paper shows in the overview, under the paper's number, as `up`, `down` and `elsewhere`. */
function lines({ text }: Heard, overview: Post): Array<readonly number[]> {
  const [, ...parts] = text(overview).split(/Paper number (?=\d)/);
  // On Discord the first title is above the list as well.
  return parts
    .slice(-overview.paperIds.length)
    .map((line) => [said(line, '👍'), said(line, '👎'), Number(/\((\d+) elsewhere\)/.exec(line)?.[1] ?? 0)]);
}

/** What people have put on cards and not taken back: by card and person, the newest last. The newest is their vote. */
class Standing {
  readonly #put = new Map<string, string[]>();

  note(card: number, person: number, emoji: string, on: boolean): void {
    const others = (this.#put.get(`${card} ${person}`) ?? []).filter((one) => one !== emoji);
    this.#put.set(`${card} ${person}`, on ? [...others, emoji] : others);
  }

  /** As the overview has to show it, on which nobody has voted. */
  line(card: number): readonly number[] {
    const votes = Array.from({ length: PEOPLE }, (_, person) => this.#put.get(`${card} ${person}`)?.at(-1));
    const count = (emoji: string) => votes.filter((vote) => vote === emoji).length;
    return [count('👍'), count('👎'), count('👍') + count('👎')];
  }
}

function said(text: string | undefined, thumb: string): number {
  const [, ...after] = (text ?? '').split(`${thumb} `);
  return Number.parseInt(after.find((rest) => /^\d/.test(rest)) ?? '0', 10);
}

describe.each([
  ['Discord', discordWorld],
  ['Slack', slackWorld],
] as const)('the counters of reactions on %s', (_name, make) => {
  it('have no reaction of the bot beside those of people, and one where nobody has voted', async () => {
    const world = await posted(make);
    const { posts, react, counter, isOwn, begin, settle, counted } = world;
    const card = posts.find(({ kind }) => kind === 'card');
    if (!card) throw new Error('no card');
    expect([counter(card, '👍'), isOwn(card, '👍')]).toEqual([1, true]);
    react(card, 0, '👍', true);
    await until(() => counted() === 1, 'the vote is counted');
    await settle(begin());
    expect([counter(card, '👍'), isOwn(card, '👍'), counter(card, '👎')]).toEqual([1, false, 1]);
    react(card, 1, '👍', true);
    await until(() => counted() === 2, 'the second vote is counted');
    await settle(begin());
    expect(counter(card, '👍')).toBe(2);
    react(card, 0, '👍', false);
    react(card, 1, '👍', false);
    await until(() => counted() === 4, 'both are taken back');
    await settle(begin());
    expect([counter(card, '👍'), isOwn(card, '👍')]).toEqual([1, true]);
  });

  it('are what the message says, whatever people press, and wherever the process is killed', async () => {
    const world = await posted(make);
    const { posts, react, counter, isOwn, begin, settle, counted, store, clock, failEdits } = world;
    const overview = posts.find(({ kind }) => kind === 'overview');
    if (!overview) throw new Error('no overview');
    const cards = posts.filter(({ kind }) => kind === 'card');
    const standing = new Standing();
    const press = fc.record({
      card: fc.nat(cards.length - 1),
      person: fc.nat(PEOPLE - 1),
      emoji: fc.constantFrom('👍', '👎'),
      on: fc.boolean(),
      next: fc.constantFrom('goes on', 'goes on', 'cannot edit', 'is killed', 'is killed in the middle'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(press, { minLength: 1, maxLength: 8 }), async (presses) => {
        let bot = begin();
        for (const { card: at, person, emoji, on, next } of presses) {
          const card = cards[at];
          const before = counted();
          if (next === 'cannot edit') failEdits();
          if (!card || !react(card, person, emoji, on)) continue;
          await until(() => counted() > before, 'the vote is counted');
          standing.note(at, person, emoji, on);
          // The newest vote of a person is theirs.
          clock.advance(1000);
          if (next === 'goes on' || next === 'cannot edit') continue;
          // A request was sent, and the process ends before it is known how it ended.
          if (next === 'is killed in the middle') {
            await store.presetReactions.record(card.id, { up: false, down: false });
            await bot.presets.stop(0);
          }
          bot = begin();
        }
        // What failed is tried again later, until it has got through.
        for (let hours = 0; hours < 8; hours++) {
          await settle(bot);
          clock.advance(3_600_000);
        }
        expect(lines(world, overview)).toEqual(cards.map((_, card) => standing.line(card)));
        for (const card of cards)
          for (const { emoji, says } of seen(world, card)) {
            expect(counter(card, emoji) - (isOwn(card, emoji) ? 1 : 0), `${emoji} in the message`).toBe(says);
            expect(isOwn(card, emoji), `${emoji} of the bot's`).toBe(says === 0);
          }
      }),
      { numRuns: 12 },
    );
  }, 60_000);

  it('on an overview count with those on the cards, and an edit that fails is made good', async () => {
    const world = await posted(make);
    const { posts, react, counter, isOwn, begin, settle, counted, clock, failEdits } = world;
    const overview = posts.find(({ kind }) => kind === 'overview');
    const [first] = posts.filter(({ kind }) => kind === 'card');
    if (!overview || !first) throw new Error('no posts');
    const nothing = [0, 0, 0];
    expect(lines(world, overview)).toEqual([nothing, nothing]);
    expect([isOwn(overview, '1️⃣'), isOwn(overview, '2️⃣')]).toEqual([true, true]);
    for (let i = 0; i < 4; i++) failEdits();
    react(overview, 0, '1️⃣', true);
    react(overview, 1, '1️⃣', true);
    react(first, 2, '👍', true);
    react(first, 2, '👎', true);
    react(first, 2, '👍', false);
    await until(() => counted() === 5, 'the votes are counted');
    for (let hours = 0; hours < 8; hours++) {
      await settle(begin());
      clock.advance(3_600_000);
    }
    expect(lines(world, overview)).toEqual([[2, 1, 1], nothing]);
    expect(seen(world, first).map(({ says }) => says)).toEqual([2, 1]);
    expect([counter(overview, '1️⃣'), isOwn(overview, '1️⃣')]).toEqual([2, false]);
    expect([counter(overview, '2️⃣'), isOwn(overview, '2️⃣')]).toEqual([1, true]);
  });

  it('and the message are read back after downtime: a lost edit and a lost reaction are made good', async () => {
    const world = await posted(make);
    const { posts, spoil, text, rig, store, clock, log, begin, settle, isOwn, react } = world;
    const card = posts.find(({ kind }) => kind === 'card');
    if (!card?.sent) throw new Error('no card');
    spoil(card);
    expect(text(card)).toContain('👍 77');
    const bot = begin();
    await rig.platform.reactions.removePreset(card.sent, [{ kind: 'down' }]);
    expect(isOwn(card, '👎')).toBe(false);
    await reconcileVotes(rig.platform, { store, tallies: bot.tallies, clock, log, withinMs: DAY });
    await settle(bot);
    expect(text(card)).not.toContain('👍 77');
    expect(isOwn(card, '👎')).toBe(true);
    expect(react(card, 0, '👍', false)).toBe(false);
  });
});
