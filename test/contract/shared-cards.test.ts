import { describe, expect, it } from 'vitest';
import { createRetention } from '../../src/jobs/tenants/retention.ts';
import { createTallies } from '../../src/jobs/votes/tallies.ts';
import { awaitAnswer } from '../adapters/discord/harness.ts';
import { OPEN } from '../adapters/slack/harness.ts';
import { until } from '../support/builders.ts';
import { personId, tenantId } from '../support/ids.ts';
import { aDelivery, type Discord, SLOT, type Slack } from './rig.ts';
import { discordRoom, PAPER, type Room, type SharedCard, slackRoom } from './shared-card-rooms.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A digest that was posted, and a bot that hears what people do. */
async function heard(open: () => Promise<Room>) {
  const room = await open();
  const bot = await aDelivery(room.rig);
  const { store } = bot;
  const [paper] = await store.papers.findMany([PAPER]);
  if (!paper) throw new Error('no paper');
  // The card keeps its picture through every change.
  await store.papers.save([{ ...paper, thumbnailUrl: 'https://cdn.example/teaser.png' }], SLOT);
  await bot.tick();
  await room.rig.platform.connection.start(bot.inbound());
  const posts = await store.posts.listOfDelivery({ channel: room.rig.channel, slot: SLOT });
  const post =
    posts.find(({ kind, paperIds }) => kind === 'card' && paperIds[0] === PAPER)?.sent?.messageId ?? '';
  return {
    ...{ ...room, ...bot, post },
    /** What is known of cards that are shared. */
    rows: () => store.sharedCards.listShowing([PAPER], [tenantId(room.rig.tenant)], 99),
    pressInMail: (reader: number) =>
      bot.tallies.press({
        ...{ paperId: PAPER, person: personId(`email:${reader}`), tenant: tenantId(room.rig.tenant) },
        value: 1,
      }),
    castElsewhere: (who: string) =>
      store.votes.cast({
        ...{ paperId: PAPER, person: personId(`discord:${who}`), tenant: tenantId(room.rig.tenant) },
        ...{ value: 1, source: 'button', at: bot.clock.now() },
      }),
  };
}

type Heard = Awaited<ReturnType<typeof heard>>;

const shows = (card: SharedCard, ...labels: string[]) =>
  until(
    () => card.labels().join() === labels.join(),
    `the buttons say ${labels.join()}, not ${card.labels().join()}`,
  );

/** Shared, known to be updatable, and with nothing left to do. */
async function shareAndSettle({ share, store, tallies, rows }: Heard): Promise<SharedCard> {
  const card = await share();
  await until(async () => (await rows()).length === 1, 'the card is recorded');
  await tallies.flush();
  expect(await store.sharedCards.listDue('discord', Number.MAX_SAFE_INTEGER, 9)).toEqual([]);
  return card;
}

describe.each([
  ['Discord', discordRoom],
  ['Slack', slackRoom],
] as const)('a shared card on %s', (name, open) => {
  it('has the votes on its buttons wherever they were cast, and loses those that are taken back', async () => {
    const bot = await heard(open);
    const card = await bot.share();
    expect(card.labels()).toEqual(['👍', '👎']);
    bot.react('bob', bot.post);
    await shows(card, '👍 1', '👎');
    await bot.type('ann', `vote down ${PAPER}`);
    await shows(card, '👍 1', '👎 1');
    await bot.pressInMail(1);
    await shows(card, '👍 2', '👎 1');
    bot.react('bob', bot.post, false);
    await shows(card, '👍 1', '👎 1');
    expect(bot.violations()).toEqual([]);
  });

  it('gets its numbers by itself where people have voted before it was shared', async () => {
    const bot = await heard(open);
    await bot.castElsewhere('9');
    await shows(await bot.share(), '👍 1', '👎');
  });

  it('is counted in linked servers and workspaces as one', async () => {
    const bot = await heard(open);
    const card = await shareAndSettle(bot);
    const other = tenantId('terminal:local');
    await bot.store.votes.link(tenantId(bot.rig.tenant), other);
    await bot.tallies.press({ paperId: PAPER, person: personId('terminal:you'), tenant: other, value: 1 });
    await shows(card, '👍 1', '👎');
    await bot.tallies.flush();
    await bot.store.votes.unlink(other);
    await bot.tallies.resume();
    await shows(card, '👍', '👎');
  });

  it('shows a press at once, and the bot changes it no second time', async () => {
    const bot = await heard(open);
    const card = await shareAndSettle(bot);
    const [before, drawn, notified] = [bot.edits(), card.drawn(), bot.countNotices()];
    card.press('bob', '👍');
    await shows(card, '👍 1', '👎');
    expect(card.drawn().replace('👍 1', '👍')).toBe(drawn);
    await until(
      async () =>
        (await bot.store.sharedCards.listDue(bot.rig.platform.name, bot.clock.now(), 9)).length === 0,
      'nothing is left',
    );
    await bot.tallies.flush();
    // The card of the digest, and the overview.
    expect(bot.edits() - before).toBeLessThanOrEqual(2);
    expect(card.labels()).toEqual(['👍 1', '👎']);
    card.press('bob', '👍');
    await shows(card, '👍', '👎');
    expect(bot.countNotices()).toBe(notified);
    expect(bot.violations()).toEqual([]);
  });

  it('shows after the next start a vote that was saved just before the process was killed', async () => {
    const bot = await heard(open);
    const card = await shareAndSettle(bot);
    await bot.castElsewhere('9');
    expect(card.labels()).toEqual(['👍', '👎']);
    const { store, clock, log } = bot;
    const platforms = new Map([[bot.rig.platform.name, bot.rig.platform]]);
    const next = createTallies({
      ...{ store, platforms, clock, wallClock: clock, log, findCardSummary: () => undefined },
      ...{ editEveryMs: 1, editWithinMs: 14 * DAY },
    });
    await next.resume();
    expect(card.labels()).toEqual(['👍 1', '👎']);
  });

  it('is forgotten when its message is deleted, and nothing is asked about it any more', async () => {
    const bot = await heard(open);
    const card = await shareAndSettle(bot);
    card.deleteIt();
    await bot.castElsewhere('9');
    await bot.tallies.resume();
    expect(await bot.rows()).toEqual([]);
    const before = bot.reads();
    await bot.castElsewhere('8');
    bot.clock.advance(2 * DAY);
    await bot.tallies.resume();
    expect(bot.reads()).toBe(before);
  });

  it('in a channel that the bot cannot see is tried again ever more seldom, and right once it can', async () => {
    const bot = await heard(open);
    const card = await shareAndSettle(bot);
    bot.setMember(false);
    await bot.castElsewhere('9');
    await bot.tallies.resume();
    expect(card.labels()).toEqual(['👍', '👎']);
    const before = bot.reads() + bot.edits();
    bot.clock.advance(59 * 60_000);
    await bot.tallies.resume();
    expect(bot.reads() + bot.edits()).toBe(before);
    bot.setMember(true);
    bot.clock.advance(2 * 60_000);
    await bot.tallies.resume();
    expect(card.labels()).toEqual(['👍 1', '👎']);
  });

  it('in a channel that the bot cannot see costs no request for a vote before it is tried again', async () => {
    const bot = await heard(open);
    const card = await shareAndSettle(bot);
    bot.setMember(false);
    const asked = bot.reads();
    await bot.pressInMail(1);
    await bot.tallies.flush();
    const before = bot.reads();
    expect(before).toBeGreaterThan(asked);
    for (const reader of [2, 3, 4]) {
      await bot.pressInMail(reader);
      await bot.tallies.flush();
    }
    expect(bot.reads()).toBe(before);
    bot.setMember(true);
    bot.clock.advance(61 * 60_000);
    await bot.tallies.resume();
    expect(card.labels()).toEqual(['👍 4', '👎']);
  });

  it('of which the numbers cannot be updated loses them with the next press, and the person reads it in words', async () => {
    const bot = await heard(open);
    const card = await shareAndSettle(bot);
    card.press('bob', '👍');
    await shows(card, '👍 1', '👎');
    await bot.tallies.flush();
    bot.setMember(false);
    await bot.castElsewhere('9');
    await bot.tallies.resume();
    card.press('ann', '👎');
    await shows(card, '👍', '👎');
    await until(() => bot.readNotice('ann').includes('👎 is counted'), 'the person is notified');
    await bot.tallies.flush();
    bot.setMember(true);
    bot.clock.advance(DAY);
    await bot.tallies.resume();
    await shows(card, '👍 2', '👎 1');
  });

  it('that nobody has used for two weeks shows no numbers, and is forgotten', async () => {
    const bot = await heard(open);
    const card = await shareAndSettle(bot);
    card.press('bob', '👍');
    await shows(card, '👍 1', '👎');
    await bot.tallies.flush();
    const retention = createRetention(bot);
    bot.clock.advance(13 * DAY);
    await retention.run();
    await bot.tallies.resume();
    expect(card.labels()).toEqual(['👍 1', '👎']);
    bot.clock.advance(2 * DAY);
    await retention.run();
    await bot.tallies.resume();
    expect(card.labels()).toEqual(['👍', '👎']);
    expect(await bot.rows()).toEqual([]);
    // A press is a new beginning.
    card.press('ann', '👍');
    await shows(card, '👍 2', '👎');
    expect(await bot.rows()).toHaveLength(1);
  });

  it('whose record was lost shows no number until it is known again, by a press', async () => {
    const bot = await heard(open);
    const card = await shareAndSettle(bot);
    for (const row of await bot.rows()) {
      await bot.store.sharedCards.request(row);
      const due = await bot.store.sharedCards.listDue(name.toLowerCase(), bot.clock.now(), 9);
      for (const one of due) await bot.store.sharedCards.remove(one);
    }
    expect(await bot.rows()).toEqual([]);
    await bot.castElsewhere('9');
    card.press('ann', '👍');
    await shows(card, '👍 2', '👎');
    expect(await bot.rows()).toHaveLength(1);
  });
});

describe('on Slack', () => {
  async function slackBot() {
    const bot = await heard(slackRoom);
    return { ...bot, server: bot.rig.server as Slack };
  }

  it('a changed card is not marked as edited', async () => {
    const bot = await slackBot();
    const card = await shareAndSettle(bot);
    bot.react('bob', bot.post);
    await shows(card, '👍 1', '👎');
    const message = bot.server.state.channels.get(OPEN.channel)?.messages.at(-1);
    expect([message?.edits, message?.isMarkedEdited]).toEqual([1, undefined]);
  });

  it('a card that the Web API may not post is shown without numbers, until a press says where it is', async () => {
    const bot = await slackBot();
    await bot.castElsewhere('9');
    bot.server.faults.add('chat.postMessage', { kind: 'error', code: 'restricted_action' });
    const card = await bot.share();
    await bot.tallies.flush();
    expect([card.labels(), await bot.rows()]).toEqual([['👍', '👎'], []]);
    card.press('bob', '👍');
    await shows(card, '👍 2', '👎');
  });

  it('a card of which it is not known whether it was posted is not posted twice', async () => {
    const bot = await slackBot();
    const before = bot.rig.posts();
    bot.server.faults.add('chat.postMessage', { kind: 'drop', done: true });
    await bot.share();
    await until(() => bot.readNotice('ann').includes('went wrong'), 'the person is notified');
    expect(bot.rig.posts()).toBe(before + 1);
  });
});

describe('on Discord', () => {
  it('a card is changed after the token of its interaction has ended', async () => {
    const bot = await heard(discordRoom);
    const server = bot.rig.server as Discord;
    const card = await shareAndSettle(bot);
    for (const record of server.interactions.values())
      Object.assign(record, { startedAt: record.startedAt - 16 * 60_000 });
    bot.react('bob', bot.post);
    await shows(card, '👍 1', '👎');
  });

  it('a card in a thread is changed there', async () => {
    const bot = await heard(discordRoom);
    const server = bot.rig.server as Discord;
    const ann = server.user('ann').id;
    await until(() => server.world.commands.size > 0, 'commands are registered');
    const thread = [...server.channels.values()].find(({ parentId }) => parentId === server.general.id);
    if (!thread) throw new Error('no thread');
    const answer = await awaitAnswer(server.slash(ann, thread.id, 'papers', 'show', { paper: PAPER }));
    server.pressButton(ann, answer, 'Share to channel');
    const drawn = () => JSON.stringify([...thread.messages.values()].at(-1)?.components);
    await until(() => drawn().includes('vote-shared'), 'the card is shared');
    bot.react('bob', bot.post);
    await until(() => drawn().includes('"👍 1"'), 'the vote shows');
  });
});
