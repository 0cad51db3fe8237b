import { expect, it } from 'vitest';
import { listButtons } from '../../loopback/slack/find-button.ts';
import type { Workspace } from '../../loopback/slack/oauth.ts';
import type { SlackMessage } from '../../loopback/slack/state.ts';
import { toActionId } from '../../src/core/command/action-id.ts';
import { answerTo } from '../adapters/slack/harness.ts';
import { until } from '../support/builders.ts';
import { personId, tenantId } from '../support/ids.ts';
import { aBotOfMany } from './many-workspaces.ts';

const PAPER = '2604.00001';
const CHANNEL = 'C0ONE';
const ONE = tenantId('slack:T0ONE');
const TWO = tenantId('slack:T0TWO');

/** A channel of one workspace that another one takes part in by Slack Connect; both have installed the app. */
async function aConnectedChannel() {
  const bot = await aBotOfMany();
  const [one, two] = [bot.addWorkspace('ONE'), bot.addWorkspace('TWO')];
  for (const workspace of [one, two]) expect((await bot.install(workspace)).status).toBe(200);
  const channel = one.state.channels.get(CHANNEL);
  if (!channel) throw new Error('there is no channel');
  two.state.addUser('U0CAT');
  two.state.addChannel(CHANNEL, {
    messages: channel.messages,
    members: new Set([two.state.bot.user, 'U0CAT', 'U0DAN']),
  });
  const { store, tallies } = bot;
  return {
    ...{ ...bot, one, two, messages: channel.messages },
    votesOf: async (tenant: string) =>
      (await store.votes.list([PAPER], [tenantId(tenant)])).map(({ person, value }) => `${person} ${value}`),
    /** What is known of cards, and by whose token they are changed. */
    cards: async () =>
      (await store.sharedCards.listShowing([PAPER], [ONE, TWO], 9)).map(({ sent }) => sent.tenant),
    /** Nothing is left to change. */
    settle: async () => {
      await tallies.resume();
      await tallies.flush();
    },
  };
}

type Connected = Awaited<ReturnType<typeof aConnectedChannel>>;

/** Somebody of the first workspace shows the paper to everybody in the channel. */
async function shareCard({ one, messages, cards, settle }: Connected): Promise<SlackMessage> {
  await answerTo(one.people.slash('U0ADA', CHANNEL, `show ${PAPER}`));
  const on = one.state.channels.get(CHANNEL)?.ephemerals.at(-1);
  if (!on) throw new Error('no card came');
  one.people.press('U0ADA', { channel: CHANNEL, on }, 'Share to channel');
  await until(() => messages.length === 1, 'the card is shared');
  await until(async () => (await cards()).length === 1, 'the card is recorded');
  await settle();
  const [card] = messages;
  if (!card) throw new Error('no card');
  return card;
}

const labelsOf = ({ blocks }: SlackMessage) =>
  listButtons(blocks)
    .slice(0, 2)
    .map(({ text }) => text?.text ?? '');

function press({ people }: Workspace, user: string, card: SlackMessage, thumb: string): void {
  const found = listButtons(card.blocks).find(({ text }) => text?.text.startsWith(thumb));
  people.press(user, { channel: CHANNEL, on: card }, found?.action_id ?? '');
}

const shows = (card: SlackMessage, ...labels: string[]) =>
  until(() => labelsOf(card).join() === labels.join(), `the buttons say ${labels.join()}`);

it('a card that was shared in a connected channel counts presses from both workspaces as one, and keeps its numbers', async () => {
  const bot = await aConnectedChannel();
  const { one, two, cards, settle, votesOf } = bot;
  const card = await shareCard(bot);
  press(one, 'U0BOB', card, '👍');
  await shows(card, '👍 1', '👎');
  press(two, 'U0CAT', card, '👍');
  await shows(card, '👍 2', '👎');
  await settle();
  expect(labelsOf(card)).toEqual(['👍 2', '👎']);
  expect(await cards()).toEqual([ONE]);
  expect(await votesOf('slack:T0ONE')).toEqual(['slack:T0ONE/U0BOB 1', 'slack:T0ONE/U0CAT 1']);
  expect(await votesOf('slack:T0TWO')).toEqual([]);
  press(two, 'U0CAT', card, '👍');
  await shows(card, '👍 1', '👎');
});

it('a press from the other workspace on a card whose record was lost leaves no record that nobody could keep up', async () => {
  const bot = await aConnectedChannel();
  const { one, two, store, cards, settle, server } = bot;
  const card = await shareCard(bot);
  press(one, 'U0BOB', card, '👍');
  await shows(card, '👍 1', '👎');
  await settle();
  await store.sharedCards.dropUnused(Number.MAX_SAFE_INTEGER, 9);
  press(two, 'U0CAT', card, '👎');
  await shows(card, '👍', '👎');
  await until(async () => (await cards()).length === 1, 'the press is recorded');
  await settle();
  expect(await cards()).toEqual([]);
  expect(server.listCalls('chat.update').filter(({ team }) => team === 'T0TWO')).toEqual([]);
  press(one, 'U0BOB', card, '👎');
  await until(async () => (await cards()).join() === ONE, 'the press is recorded');
  await settle();
  expect(labelsOf(card)).toEqual(['👍', '👎 1']);
});

it('the buttons and the select of a digest serve people of the other workspace, who keep a list of their own', async () => {
  const { one, two, subscribe, tick, messages, store } = await aConnectedChannel();
  await subscribe(one);
  await tick();
  const [overview] = messages;
  if (!overview) throw new Error('nothing was posted');
  const choose = (line: string) =>
    answerTo(
      two.people.press(
        'U0CAT',
        { channel: CHANNEL, on: overview },
        toActionId({ mode: 'reply', line }) ?? '',
      ),
    );
  await choose(`save ${PAPER}`);
  const savedBy = (person: string) => store.readingLists.list(personId(person));
  expect(await savedBy('slack:T0TWO/U0CAT')).toEqual([PAPER]);
  expect(await savedBy('slack:T0ONE/U0CAT')).toEqual([]);
  const said = await choose(`summary ${PAPER}`);
  expect(said).toContain('Paper number 1');
  expect(messages).toHaveLength(1);
});
