import { setTimeout as sleep } from 'node:timers/promises';
import { type MailServer, openMailServer } from '../../loopback/mail-server.ts';
import type { ChannelId } from '../../src/core/base/ids.ts';
import { DEFAULT_SUBSCRIPTION } from '../../src/core/schedule/subscription.ts';
import type { Store } from '../../src/core/store/store.ts';
import { createMailKeys } from '../../src/mail/keys.ts';
import { openStore } from '../../src/store/open-store.ts';
import { aCity } from '../../test/e2e/city.ts';
import { aLog } from '../../test/support/builders.ts';
import { channelId } from '../../test/support/ids.ts';
import { aMailbox } from '../../test/support/mailboxes.ts';
import type { PostgresServer } from '../../test/support/postgres-server.ts';
import { CommandAsker, type CommandTimes, judgeCommands } from '../shared/asked-commands.ts';
import { auditLedger, type LedgerAudit } from '../shared/ledger-audit.ts';
import { auditUnknownMails, findMissingParts, isUnknownMail, type MailCounts } from '../shared/mail-audit.ts';
import { type Outage, recordOutage } from '../shared/outage.ts';
import type { Random } from '../shared/random.ts';
import { standingPosts } from '../shared/standing-posts.ts';
import { auditVotes } from '../shared/vote-audit.ts';
import { Processes } from './processes.ts';
import { openSpreadEvents } from './spread-events.ts';

export interface ManyRound extends LedgerAudit {
  /** How many parts were posted at each `kill -9`. */
  readonly kills: readonly number[];
  /** How long each role that was looked at had nobody, in milliseconds. */
  readonly takeovers: readonly number[];
  readonly planned: number;
  /** Those that cannot be looked up; `unsent` has the others. */
  readonly mails: MailCounts;
  readonly violations: number;
  /** Reactions that count as votes in the end. */
  readonly votes: number;
  /** Commands that people asked all the while. */
  readonly commands: CommandTimes;
}

const CHANNELS = 4;
const SLACK_CHANNELS = Array.from({ length: CHANNELS }, (_, i) => `C0MORE${i}`);
const PAPERS = 3;
const MAILBOXES = 12;
const PLANNED = 2 * CHANNELS * (1 + PAPERS) + MAILBOXES;
/** Slow enough to be killed in the middle of all mails. */
const MAIL_PER_SECOND = 2;
const KEY = 'k'.repeat(40);
/** What somebody may be killed in the middle of. The one that has the shard may post as well, or not. */
const ROLES = ['slack', 'discord', 'email', 'shard 0'];
const SECRET = 'loopbacksigningsecret';
const SLOT = Date.parse('2026-04-30T09:00:00Z');
const SPEED = 10;
const PEOPLE = ['U0ADA', 'U0BOB', 'U0EVE'];
/** On a busy machine loading the code takes minutes. */
const START_MS = 600_000;
const SETTLE_MS = 240_000;

export interface ManyRoundOptions {
  readonly server: Pick<PostgresServer, 'url' | 'kill' | 'restart'>;
  readonly database: string;
  readonly processes?: number;
}

/**
 * Several processes on one PostgreSQL database, with Slack's events spread over them, and a digest to channels on Slack and Discord and
 * to readers by e-mail. Whoever has some role is killed in the middle of it; then every connection is cut; whoever has another role is
 * killed, PostgreSQL after it, and every connection is cut again. People vote and ask commands all the while. At the end the ledger and the votes are
 * compared with what is on the platforms.
 */
export async function manyRound(
  random: Random,
  { server, database, processes: count = 3 }: ManyRoundOptions,
): Promise<ManyRound> {
  const mail = await openMailServer();
  const city = await aCity({
    SLACK_SIGNING_SECRET: SECRET,
    ...{
      SMTP_URL: mail.url,
      MAIL_FROM: 'papers@example.org',
      MAIL_KEY: KEY,
      MAIL_PER_SECOND: `${MAIL_PER_SECOND}`,
    },
    WEB_URL: 'http://127.0.0.1:1',
  });
  const databaseUrl = server.url(database);
  const store = await openStore({ url: databaseUrl, log: aLog() });
  const processes = new Processes({
    ...{ city, databaseUrl, signingSecret: SECRET, speed: SPEED },
    from: SLOT - 2 * 60_000,
  });
  const events = await openSpreadEvents(() => processes.listPorts());
  try {
    city.slack.people.callByHttp({ signingSecret: SECRET, url: events.url });
    // All at once, so that their clocks differ by little.
    const texts = await Promise.all(
      Array.from({ length: count }, async () => (await processes.start()).text),
    );
    for (const text of texts) await waitUntil(() => text().includes('Paperboy is running'), text, START_MS);
    const channels = await subscribe(city, store);
    const round = await disturb({ random, city, mail, store, processes, channels, server });
    const codes = await processes.stop();
    const faults = codes.flatMap((code) => (code === 0 ? [] : [`a process ended with ${code}`]));
    return { ...round, faults: [...round.faults, ...faults] };
  } finally {
    await processes.killAll();
    await events.close();
    await store.close();
    await Promise.all([city.close(), mail.close()]);
  }
}

type City = Awaited<ReturnType<typeof aCity>>;

interface Stage {
  readonly random: Random;
  readonly city: City;
  readonly mail: MailServer;
  readonly server: Pick<PostgresServer, 'kill' | 'restart'>;
  readonly store: Store;
  readonly processes: Processes;
  readonly channels: readonly ChannelId[];
}

async function disturb(stage: Stage): Promise<ManyRound> {
  const { random, city, server, store, processes, channels } = stage;
  const kills: number[] = [];
  const outages: Outage[] = [];
  /** Nobody dies of these, and commands are answered meanwhile. */
  const cuts: Outage[] = [];
  const asker = new CommandAsker(city.slack.people, PEOPLE, SLACK_CHANNELS);
  const takeovers: number[] = [];
  const parts = () => listStanding(stage);
  const describe = () => processes.readTexts();
  const killWhen = async (role: string, enough: number): Promise<void> => {
    let former: string | undefined;
    await waitUntil(() => parts().length >= enough, describe, SETTLE_MS, 1);
    await sleep(random.whole(0, 50));
    const isHeld = async () => {
      former = await processes.roles.findHolder(role);
      return former !== undefined;
    };
    await waitUntil(isHeld, () => `nobody has the role ${role}\n${describe()}`, SETTLE_MS, 10);
    kills.push(parts().length);
    const from = performance.now();
    await recordOutage(outages, () => processes.kill(former));
    await waitUntil(
      async () => ![undefined, former].includes(await processes.roles.findHolder(role)),
      () => `nobody has the role ${role}\n${describe()}`,
      30_000,
    );
    takeovers.push(performance.now() - from);
  };
  const [first = '', second = ''] = drawTwo(random, ROLES);
  await killWhen(first, random.whole(1, PLANNED / 2));
  vote(stage);
  await recordOutage(cuts, () => processes.roles.cutConnections());
  vote(stage);
  await killWhen(second, random.whole(PLANNED / 2, PLANNED / 2 + 4));
  await recordOutage(outages, async () => {
    await server.kill();
    await sleep(random.whole(0, 1000));
    vote(stage);
    await server.restart();
  });
  await settle(store, channels, describe);
  vote(stage);
  await processes.roles.cutConnections();
  vote(stage);
  let votes = await auditVotes(store, parts());
  const areEqual = async () => {
    votes = await auditVotes(store, parts());
    return votes.faults.length === 0 && (await countUnshown(store)) === 0;
  };
  await waitUntil(areEqual, () => `${votes.faults.join('\n')}\n${describe()}`, SETTLE_MS);
  const commands = judgeCommands(await asker.stop(), outages);
  const standing = parts();
  const audit = await auditLedger(store, standing);
  const evidence = { standing, transactions: stage.mail.transactions, outages: [...outages, ...cuts] };
  const mails = await auditUnknownMails(store, audit.unsent, evidence);
  return {
    ...audit,
    ...{ kills, takeovers, mails, planned: PLANNED, votes: votes.standing, commands },
    faults: [...audit.faults, ...mails.faults, ...findMissingParts(PLANNED, audit.parts, mails)],
    unsent: audit.unsent.filter((delivery) => !isUnknownMail(delivery)),
    violations: city.discord.violations.length + city.slack.violations.length,
  };
}

function drawTwo(random: Random, roles: readonly string[]): string[] {
  const first = random.whole(0, roles.length - 1);
  const second = (first + random.whole(1, roles.length - 1)) % roles.length;
  return [first, second].flatMap((i) => roles[i] ?? []);
}

function listStanding({ city: { discord, slack }, mail }: Pick<Stage, 'city' | 'mail'>) {
  return standingPosts({ discord, slack, mail });
}

/** Edits that posts wait for. */
async function countUnshown({ edits }: Store): Promise<number> {
  const far = Date.now() * 2;
  const waiting = await Promise.all(['slack', 'discord'].map((name) => edits.listDue(name, far, 100)));
  return waiting.flat().length;
}

async function subscribe({ slack, discord }: City, store: Store): Promise<ChannelId[]> {
  const { bot } = slack.state;
  for (const person of PEOPLE) if (!slack.state.users.has(person)) slack.state.addUser(person);
  const channels = Array.from({ length: CHANNELS }).flatMap((_, i) => {
    const onSlack = SLACK_CHANNELS[i] ?? '';
    slack.state.addChannel(onSlack, { members: new Set([bot.user, ...PEOPLE]) });
    const onDiscord = discord.world.addChannel(discord.guild, `more-${i}`).id;
    return [channelId(`discord:${onDiscord}`), channelId(`slack:T0LOOP/${onSlack}`)];
  });
  for (const channel of channels)
    await store.subscriptions.put({
      ...DEFAULT_SUBSCRIPTION,
      ...{ channel, count: PAPERS, layout: 'thread', nextDueAt: SLOT, createdAt: SLOT - 60_000 },
    });
  const access = { keys: createMailKeys(KEY) };
  for (let n = 1; n <= MAILBOXES; n++)
    channels.push(await aMailbox({ store, access }, n, SLOT, undefined, SLOT + n * 3_600_000));
  return channels;
}

/** Everybody changes some votes, on both platforms. */
function vote({ random, city }: Stage): void {
  const { slack, discord } = city;
  for (const { messages } of slack.state.channels.values())
    for (const message of messages)
      for (const person of PEOPLE) {
        if (message.user !== slack.state.bot.user || random.whole(0, 2) > 0) continue;
        const has = message.reactions.get('+1')?.has(person) ?? false;
        if (has) slack.people.unreact(person, message, '+1');
        else slack.people.react(person, message, '+1');
      }
  const ann = discord.user('ann').id;
  for (const channel of discord.world.channels.values())
    for (const message of channel.messages.values())
      if (message.nonce !== undefined && random.whole(0, 1) === 0) discord.react(ann, message, '👍');
}

async function settle(store: Store, channels: readonly ChannelId[], describe: () => string): Promise<void> {
  await waitUntil(
    async () => {
      const deliveries = await Promise.all(
        channels.map((channel) => store.deliveries.listRecent(channel, 1)),
      );
      return deliveries.every(([one]) => one && !['due', 'claimed', 'sending'].includes(one.state));
    },
    describe,
    SETTLE_MS,
  );
}

async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  describe: () => string,
  ms: number,
  everyMs = 100,
): Promise<void> {
  const end = Date.now() + ms;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`waited ${ms} ms:\n${describe()}`);
    await sleep(everyMs);
  }
}
