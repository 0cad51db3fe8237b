import type { Readable } from 'node:stream';
import { DeliveryError } from '../../src/core/base/errors.ts';
import { type PersonId, splitId } from '../../src/core/base/ids.ts';
import type { Log } from '../../src/core/base/log.ts';
import type { SentPost } from '../../src/core/delivery/delivery.ts';
import type { Asker } from '../../src/core/message/interaction.ts';
import type { Message } from '../../src/core/message/message.ts';
import type { Destination } from '../../src/core/platform/destination.ts';
import type { Inbound } from '../../src/core/platform/inbound.ts';
import type { Platform, StandingPost } from '../../src/core/platform/platform.ts';
import type { Ballot } from '../../src/core/vote/vote.ts';
import { ownPrompt } from './info.ts';
import { createPosts, type Posts, type TerminalPost } from './posts.ts';
import { Prompt } from './prompt.ts';
import { Screen, type ScreenOptions } from './screen.ts';
import { writeTallyLines } from './tally-lines.ts';
import { findings, problems } from './texts.ts';
import { Voting } from './voting.ts';

export interface TerminalOptions extends ScreenOptions {
  readonly input: Readable;
  readonly zone: string;
  readonly log: Log;
}

const CHANNEL = splitId(ownPrompt.channel).id;

export type Terminal = TerminalPlatform;

export function createTerminal(options: TerminalOptions): Terminal {
  return new TerminalPlatform(options);
}

/** The terminal as a platform: posts are printed, lines are commands and votes. Nothing is stored after the process ends. */
class TerminalPlatform implements Platform {
  readonly name = 'terminal' as const;
  readonly problems = problems;
  readonly posts: Posts = createPosts();
  /** Resolves when the person quits, or the input ends and every line of it is answered. */
  readonly left: Promise<void>;
  readonly #screen: Screen;
  readonly #prompt: Prompt;
  readonly #voting: Voting;
  #inbound: Inbound | undefined;

  constructor({ input, zone, log, ...look }: TerminalOptions) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.left = promise;
    this.#screen = new Screen(look);
    const asker: Asker = {
      platform: this.name,
      tenant: ownPrompt.tenant,
      channel: CHANNEL,
      channelId: ownPrompt.channel,
      isDirect: true,
      ...{ person: ownPrompt.person, name: 'you', mayManage: true, zone },
    };
    const { output, interactive } = look;
    const shared = { screen: this.#screen, log };
    this.#prompt = new Prompt({ ...shared, input, output, interactive, asker, onLeave: resolve });
    this.#voting = new Voting({
      posts: this.posts,
      screen: this.#screen,
      person: ownPrompt.person,
      onReaction: async (event) => this.#inbound?.onReaction(event),
      run: (text, listed = new Map()) => this.#prompt.answer({ kind: 'line', text, listed }),
    });
  }

  readonly connection = {
    start: async (inbound: Inbound): Promise<void> => {
      this.#inbound = inbound;
      this.#prompt.start(inbound, this.#voting);
      await inbound.onEventsMissed(this.name);
      this.#prompt.ask();
    },
    isUp: (): boolean => this.#inbound !== undefined,
    stop: (): Promise<void> => this.#prompt.stop(),
  };

  render(message: Message): string {
    return this.#screen.render(message, false);
  }

  async send(to: Destination, message: Message, key: string): Promise<SentPost> {
    if (to.channel !== CHANNEL) {
      const example = `terminal:${CHANNEL}`;
      throw new DeliveryError('gone', problems.terminalChannelMissing({ channel: to.channel, example }));
    }
    const post = this.posts.add(to, message, key);
    this.#screen.post(message);
    return post.sent;
  }

  readonly finder = {
    find: async (to: Destination, key: string): Promise<SentPost | undefined> => this.#findAll(to, key)[0],
    findAll: async (to: Destination, key: string): Promise<SentPost[]> => this.#findAll(to, key),
  };

  readonly editor = {
    edit: async (sent: SentPost, message: Message): Promise<void> => {
      const post = this.#postAt(sent);
      const changes = writeTallyLines(post.message, message);
      post.message = message;
      if (changes.length > 0) this.#screen.writeUnasked(changes.join('\n'));
    },
  };

  readonly threads = {
    open: async ({ channel, messageId }: SentPost): Promise<Destination> => ({ channel, thread: messageId }),
  };

  readonly reactions = {
    concurrency: 16,
    // Votes are typed by a paper's number.
    addPreset: async (): Promise<void> => undefined,
    removePreset: async (): Promise<void> => undefined,
    read: async (sent: SentPost): Promise<StandingPost> => ({
      reactions: [...this.#postAt(sent).reactions.values()],
      own: [],
      shows: () => undefined,
    }),
  };

  readonly directMessages = {
    notify: async (_person: PersonId, message: Message): Promise<void> => this.#screen.post(message),
    // The channel at the prompt is the operator's own.
    findChannel: async () => undefined,
  };

  readonly channels = {
    findTenant: async () => ownPrompt.tenant,
    isPrivate: (channel: string) => channel === CHANNEL,
    canSee: async () => true,
    findSharingObstacle: async () => undefined,
  };

  readonly checks = { run: async () => [{ ok: true, finding: findings.noAccount() }] };

  /** What a person presses on a post; `+1 3` at the prompt ends here. */
  react(person: PersonId, post: SentPost, ballot: Ballot, added: boolean): Promise<void> {
    return this.#voting.react(person, post, ballot, added);
  }

  #findAll(to: Destination, key: string): SentPost[] {
    return this.posts
      .inDestination(to)
      .filter((post) => post.key === key)
      .map(({ sent }) => sent);
  }

  #postAt(sent: SentPost): TerminalPost {
    const post = this.posts.at(sent);
    if (!post) throw new DeliveryError('gone', problems.terminalPostGone());
    return post;
  }
}
