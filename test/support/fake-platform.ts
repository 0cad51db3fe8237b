import type { DeliveryError } from '../../src/core/base/errors.ts';
import type { PersonId, PlatformName } from '../../src/core/base/ids.ts';
import type { SentPost } from '../../src/core/delivery/delivery.ts';
import type { Message } from '../../src/core/message/message.ts';
import type { Destination } from '../../src/core/platform/destination.ts';
import type { ChatPlatform } from '../../src/core/platform/platform.ts';
import { type Ballot, nameBallot, type Reaction, type Tally } from '../../src/core/vote/vote.ts';
import { aCheckLine } from './check-lines.ts';
import { tenantId } from './ids.ts';

export interface FakePost {
  readonly destination: Destination;
  readonly key: string;
  readonly sent: SentPost;
  message: Message;
  edits: number;
  presetReactions: readonly Ballot[];
  standing: Reaction[];
}

/** What the next `send` does instead of working. `after` carries the post out first. */
export interface Fault {
  readonly error: DeliveryError;
  readonly after?: boolean;
}

export interface FakePlatform extends ChatPlatform {
  readonly posts: FakePost[];
  readonly notified: Array<{ person: PersonId; message: Message }>;
  /** Faults of the next sends, in order; `undefined` lets one through. */
  readonly faults: Array<Fault | undefined>;
  /** Thrown by the next look-up. */
  findFault: DeliveryError | undefined;
  /** Called before each send, to do something in the middle of a delivery. */
  beforeSend: ((key: string) => void | Promise<void>) | undefined;
  post(messageId: string): FakePost;
}

/** A platform in memory that fails on demand, for the jobs' tests. */
export function aPlatform(name: PlatformName = 'discord'): FakePlatform {
  const posts: FakePost[] = [];
  const notified: FakePlatform['notified'] = [];
  const faults: FakePlatform['faults'] = [];
  const platform: FakePlatform = {
    name,
    problems: {},
    posts,
    notified,
    faults,
    findFault: undefined,
    beforeSend: undefined,
    post: (messageId) => {
      const found = posts.find(({ sent }) => sent.messageId === messageId);
      if (!found) throw new Error(`no post ${messageId}`);
      return found;
    },
    render: (message) => message,
    async send(destination, message, key) {
      await platform.beforeSend?.(key);
      const fault = faults.shift();
      if (fault && !fault.after) throw fault.error;
      const sent = { ...destination, messageId: `m${posts.length + 1}`, tenant: tenantId(`${name}:guild`) };
      posts.push({ destination, key, sent, message, edits: 0, presetReactions: [], standing: [] });
      if (fault) throw fault.error;
      return sent;
    },
    connection: { start: async () => undefined, isUp: () => true, stop: async () => undefined },
    finder: {
      async find(destination, key) {
        return (await platform.finder.findAll(destination, key, 0))[0];
      },
      async findAll(destination, key) {
        if (platform.findFault) throw platform.findFault;
        return posts
          .filter(
            (post) =>
              post.key === key &&
              post.destination.channel === destination.channel &&
              post.destination.thread === destination.thread,
          )
          .map(({ sent }) => sent);
      },
    },
    deleter: {
      async delete({ messageId }) {
        posts.splice(posts.indexOf(platform.post(messageId)), 1);
      },
    },
    editor: {
      async edit(sent, message) {
        const post = platform.post(sent.messageId);
        post.message = message;
        post.edits += 1;
      },
    },
    labeler: { relabel: async () => undefined },
    threads: { open: async ({ channel, messageId }) => ({ channel, thread: `t-${messageId}` }) },
    reactions: {
      concurrency: name === 'discord' ? 256 : 16,
      async addPreset(sent, ballots) {
        const post = platform.post(sent.messageId);
        const names = new Set(ballots.map(nameBallot));
        const others = post.presetReactions.filter((ballot) => !names.has(nameBallot(ballot)));
        post.presetReactions = [...others, ...ballots];
      },
      async removePreset(sent, ballots) {
        const post = platform.post(sent.messageId);
        const names = new Set(ballots.map(nameBallot));
        post.presetReactions = post.presetReactions.filter((ballot) => !names.has(nameBallot(ballot)));
      },
      async read(sent) {
        const { standing, presetReactions, message } = platform.post(sent.messageId);
        return {
          reactions: standing,
          own: presetReactions,
          shows: (wanted) => JSON.stringify(talliesIn(message)) === JSON.stringify(talliesIn(wanted)),
        };
      },
    },
    channels: {
      findTenant: async () => tenantId(`${name}:guild`),
      findSharingObstacle: async () => undefined,
      canSee: async () => true,
      isPrivate: (channel, tenant) => tenant === tenantId(`${name}:dm-${channel}`),
    },
    directMessages: {
      async notify(person, message) {
        notified.push({ person, message });
      },
      findChannel: async () => undefined,
    },
    checks: { run: async () => [aCheckLine('in memory')] },
  };
  return platform;
}

function talliesIn(message: Message): Tally[] {
  if (message.kind === 'overview') return message.entries.map(({ tally }) => tally);
  return message.kind === 'card' ? [message.view.tally] : [];
}
