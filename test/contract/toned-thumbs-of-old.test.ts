import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { PlatformName } from '../../src/core/base/ids.ts';
import type { SentPost } from '../../src/core/delivery/delivery.ts';
import type { Platform } from '../../src/core/platform/platform.ts';
import { countTally } from '../../src/core/vote/vote.ts';
import { reconcileVotes } from '../../src/jobs/votes/reconcile-votes.ts';
import { createTallies } from '../../src/jobs/votes/tallies.ts';
import { aPath, aStore } from '../store/temp-store.ts';
import { aClock, aLog, aRecordingInbound, aView, until } from '../support/builders.ts';
import { discordRig, type Rig, slackRig } from './rig.ts';

const DAY = 86_400_000;
const SENT_AT = 1_777_539_610_000;
const PAPER = '2604.00001';

/** Made by version 0.1.0 itself. */
const OLD = readFileSync(new URL('../fixtures/0.1.0.sql', import.meta.url), 'utf8');

interface World {
  readonly rig: Rig;
  /** As version 0.1.0 names them: the channel and whoever reacts. */
  readonly channel: string;
  readonly person: string;
  /** Whoever reacts, as we name them today. */
  readonly now: string;
  react(post: SentPost, thumb: 'plain' | 'brown', on?: boolean): void;
  /** How many times reactions have been read. */
  reads(): number;
}

async function discordWorld(): Promise<World> {
  const rig = await discordRig();
  const { server } = rig;
  const ann = server.user('ann').id;
  return {
    ...{ rig, channel: rig.channel, person: `discord:${ann}`, now: `discord:${ann}` },
    react({ channel, messageId }, thumb, on = true) {
      const message = server.messageAt(channel, messageId);
      if (!message) throw new Error('no such post');
      server[on ? 'react' : 'unreact'](ann, message, { plain: '👍', brown: '👍🏽' }[thumb]);
    },
    reads: () =>
      server.requests.filter(({ method, path }) => method === 'GET' && path.includes('/messages/')).length,
  };
}

async function slackWorld(): Promise<World> {
  const rig = await slackRig();
  const { people, state } = rig.server;
  return {
    ...{ rig, channel: 'slack:C0OPEN', person: `slack:${state.team.id}:U0ADA`, now: rig.owner },
    react({ channel, messageId }, thumb, on = true) {
      const message = state.message(channel, messageId);
      if (!message) throw new Error('no such post');
      people[on ? 'react' : 'unreact']('U0ADA', message, { plain: '+1', brown: '+1::skin-tone-4' }[thumb]);
    },
    reads: () => rig.server.listCalls('reactions.get').length,
  };
}

/** A database of version 0.1.0 with one card and one vote on it, which it took for one of a thumb. */
function anOldDatabase({ rig, channel, person }: World, { messageId, ...sent }: SentPost): string {
  const path = aPath();
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  database.exec(OLD);
  const { id } = database.prepare("select id from post where kind = 'card' order by seq limit 1").get() as {
    id: string;
  };
  database.prepare('delete from post where id <> ?').run(id);
  database.prepare('delete from post_paper where post_id <> ?').run(id);
  database.exec('delete from vote; delete from community_member; delete from subscription');
  database.prepare("update delivery set channel = ? where channel = 'discord:101'").run(channel);
  database
    .prepare(
      `update post set channel = ?, platform = ?, sent_channel = ?, sent_thread = null, in_thread = 0, message_id = ?,
      space = ?, sent_at = ?`,
    )
    .run(channel, rig.platform.name, sent.channel, messageId, rig.tenant, SENT_AT);
  database
    .prepare('insert into vote (paper_id, person, source, space, value, at) values (?, ?, ?, ?, 1, ?)')
    .run(PAPER, person, `post:${id}:up`, rig.tenant, SENT_AT);
  database.close();
  return path;
}

describe.each([
  ['Discord', discordWorld],
  ['Slack', slackWorld],
] as const)(
  'two skin tones of one thumb by one person, which version 0.1.0 saved as one vote, on %s',
  (_name, make) => {
    it('are read back once after the update, however old the post is: the vote counts until both are removed', async () => {
      const world = await make();
      const { rig, react, reads } = world;
      const { platform } = rig;
      const sent = await platform.send(
        { channel: rig.channel.split(/[:/]/).at(-1) ?? '' },
        { kind: 'card', language: 'en', view: aView() },
        'key',
      );
      react(sent, 'plain');
      react(sent, 'brown');

      const clock = aClock(SENT_AT + 30 * DAY);
      const log = aLog();
      const store = await aStore(anOldDatabase(world, sent));
      const platforms = new Map<PlatformName, Platform>([[platform.name, platform]]);
      const shared = { store, platforms, clock, log };
      const tallies = createTallies({
        ...{
          ...shared,
          wallClock: clock,
          editEveryMs: 1,
          editWithinMs: 14 * DAY,
          findCardSummary: () => undefined,
        },
      });
      const votes = () => store.votes.list([PAPER], [rig.tenant]);
      const readBack = () => reconcileVotes(platform, { store, tallies, clock, log, withinMs: 14 * DAY });
      expect(await votes()).toHaveLength(1);

      await readBack();
      expect(reads()).toBeGreaterThan(0);
      expect(
        new Set((await votes()).map(({ person, source }) => `${person} ${source.split(':').slice(2)}`)).size,
      ).toBe(2);
      expect(countTally(await votes()).get(PAPER)).toEqual({ up: 1, down: 0 });

      const before = reads();
      await readBack();
      expect(reads()).toBe(before);

      await platform.connection.start({
        ...aRecordingInbound(),
        onReaction: (event) => tallies.recordReaction(event),
      });
      react(sent, 'brown', false);
      await until(async () => (await votes()).length === 1, 'one is taken back');
      expect(countTally(await votes()).get(PAPER)).toEqual({ up: 1, down: 0 });
      react(sent, 'plain', false);
      await until(async () => (await votes()).length === 0, 'both are taken back');
    });
  },
);
