import { describe, expect, it, onTestFinished } from 'vitest';
import { commands } from '../../commands/index.ts';
import { readText } from '../../loopback/discord/index.ts';
import { createDeliver } from '../../src/jobs/delivery/deliver.ts';
import { createPostNow } from '../../src/jobs/delivery/post-now.ts';
import { aDiscord, awaitAnswer } from '../adapters/discord/harness.ts';
import { answerTo, ephemeralTo, textOfBlocks } from '../adapters/slack/harness.ts';
import { aDesk } from '../commands/desk.ts';
import { aRecordingInbound, aSubscription, until } from '../support/builders.ts';
import { channelId, personId, tenantId } from '../support/ids.ts';
import { type Rig, slackRig } from './rig.ts';

/** What one person reads after a command, at the real client of a platform. */
interface Answer {
  /** What the private message shows now, with its buttons. */
  shown(): string;
  /** Presses one of its buttons. */
  press(label: string): Press;
}

interface Press {
  /** Resolves with what the person reads in private. */
  privateAnswer(): Promise<string>;
}

interface Room {
  readonly desk: Awaited<ReturnType<typeof aDesk>>;
  /** Types a command, and resolves with its private answer. */
  type(who: 'ann' | 'bob', name: string, options?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Everything that is in the channel for all. */
  posts(): string[];
  /** From now on the bot is not in the channel. */
  leave(): void;
}

/** The dispatcher with all commands before the real platform, digests and all. */
async function connect(rig: Pick<Rig, 'platform' | 'channel' | 'tenant'>) {
  const desk = await aDesk();
  const { store, clock, log } = desk;
  const { platform } = rig;
  const platforms = new Map([[platform.name, platform]]);
  const deliver = createDeliver({
    ...{ store, clock, log, owner: 'one', maxLatenessMs: 3_600_000, concurrency: 1 },
    platforms,
    sourceName: 'Hugging Face',
    findCardSummary: () => undefined,
  });
  Object.assign(desk.services, {
    postNow: createPostNow({ ...{ store, platforms, clock, log, deliver }, sourceName: 'Hugging Face' }),
    findSharingObstacle: (asker: { channel: string; person: string }) =>
      platform.channels.findSharingObstacle(asker.channel, personId(asker.person)),
  });
  const { channel, tenant } = rig;
  await store.subscriptions.put(aSubscription({ channel, tenant, count: 3, layout: 'compact' }));
  await platform.connection.start({ ...aRecordingInbound(), ...desk.dispatcher });
  return desk;
}

const EPHEMERAL = 1 << 6;

async function discordRoom(): Promise<Room> {
  const { server, platform, close } = await aDiscord({ commands });
  onTestFinished(close);
  const { general, guild } = server;
  const desk = await connect({
    platform,
    channel: channelId(`discord:${general.id}`),
    tenant: tenantId(`discord:${guild.id}`),
  });
  await until(() => server.world.commands.size > 0, 'commands are registered');
  server.guild.roles.set('77', { id: '77', name: 'managers', permissions: (1n << 4n) | (1n << 11n) });
  for (const who of ['ann', 'bob']) server.guild.members.set(server.user(who).id, ['77']);
  return {
    desk,
    async type(who, name, options = {}) {
      const { id } = server.user(who);
      const message = await awaitAnswer(server.slash(id, server.general.id, 'papers', name, options));
      return {
        shown: () => `${readText(message)} ${JSON.stringify(message.components)}`,
        press(label) {
          const { followUps } = server.pressButton(id, message, label);
          return {
            async privateAnswer() {
              await until(() => followUps.some(({ ephemeral }) => ephemeral), 'the press is answered');
              return followUps.map((one) => readText(one.message)).join(' ');
            },
          };
        },
      };
    },
    posts: () =>
      [...server.general.messages.values()]
        .filter(({ flags }) => (flags & EPHEMERAL) === 0)
        .map((message) => readText(message) ?? ''),
    leave() {
      const { id } = server.world.bot;
      general.overwrites.set(id, { id, type: 1, allow: 0n, deny: 1n << 10n });
    },
  };
}

async function slackRoom(): Promise<Room> {
  const rig = await slackRig();
  const desk = await connect(rig);
  const { people, state } = rig.server;
  const channel = 'C0OPEN';
  const members = state.channels.get(channel);
  if (!members) throw new Error('no channel');
  const users = { ann: 'U0ADA', bob: 'U0MAKER' };
  return {
    desk,
    async type(who, name, options = {}) {
      const user = users[who];
      await answerTo(people.slash(user, channel, [name, ...Object.values(options)].join(' ')));
      const on = ephemeralTo(rig, user);
      if (!on) throw new Error('no private answer came');
      return {
        shown: () => JSON.stringify(on.blocks),
        press(label) {
          const { answers } = people.press(user, { channel, on }, label);
          const isPrivate = ({ shared, replaced }: (typeof answers)[number]) => !shared && !replaced;
          return {
            async privateAnswer() {
              await until(() => answers.some(isPrivate), 'the press is answered');
              return answers.map(({ blocks }) => textOfBlocks(blocks)).join(' ');
            },
          };
        },
      };
    },
    posts: () => members.messages.map(({ text, blocks }) => `${text} ${textOfBlocks(blocks)}`),
    leave: () => void members.members.delete(state.bot.user),
  };
}

describe.each([
  ['Discord', discordRoom, 'The bot cannot post in this channel'],
  ['Slack', slackRoom, 'The bot is not a member of this conversation'],
] as const)('on %s', (_name, open, refusal) => {
  it('Post now pressed twice, by two people, posts one digest', async () => {
    const { desk, type, posts } = await open();
    const anns = await type('ann', 'preview');
    const bobs = await type('bob', 'preview');
    anns.press('Post now');
    await until(() => anns.shown().includes('on its way'), 'it is on its way');
    expect(anns.shown()).not.toContain('Post now');
    await until(() => posts().length === 1, 'the digest is posted');
    desk.clock.advance(12_000);
    bobs.press('Post now');
    await until(() => bobs.shown().includes('12 seconds ago'), 'the second press is answered');
    expect(bobs.shown()).not.toContain('"Post now"');
    const typed = await type('ann', 'post-now');
    expect(typed.shown()).toContain('The digest was posted here 12 seconds ago');
    expect(posts()).toHaveLength(1);
  });

  it('an answer is shared once, with the name of who shared it, and its button goes', async () => {
    const { desk, type, posts } = await open();
    const anns = await type('ann', 'today');
    const bobs = await type('bob', 'today');
    anns.press('Share to channel');
    await until(() => posts().length === 1, 'the answer is shared');
    await until(() => !anns.shown().includes('Share to channel'), 'the button goes');
    expect(posts()[0]).toMatch(/Shared by \\?@(?:ann|u0ada)/);
    expect(posts()[0]).toContain('Paper number 1');
    expect(anns.shown()).toContain('Paper number 1');
    desk.clock.advance(20_000);
    expect(await bobs.press('Share to channel').privateAnswer()).toContain(
      'This was shared here 20 seconds ago',
    );
    expect(posts()).toHaveLength(1);
    desk.clock.advance(41_000);
    bobs.press('Share to channel');
    await until(() => posts().length === 2, 'a minute later it may be shared again');
  });

  it('nothing is shared where the bot cannot post, and the button stays', async () => {
    const { type, posts, leave } = await open();
    const answer = await type('ann', 'today');
    leave();
    expect(await answer.press('Share to channel').privateAnswer()).toContain(refusal);
    expect(answer.shown()).toContain('Share to channel');
    expect(posts()).toEqual([]);
  });
});

describe('share typed on Slack', () => {
  it.each([
    ['share search buy my coin', 'There is no answer to share here'],
    ['share show 2604.00001', 'There is no answer to share here'],
  ])('says nothing of one’s own: %s', async (line, says) => {
    const { type, posts } = await slackRoom();
    expect((await type('bob', line)).shown()).toContain(says);
    expect(posts()).toEqual([]);
  });
});
