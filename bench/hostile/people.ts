import { ComponentType } from 'discord.js';
import { texts as commandTexts } from '../../adapters/discord/texts/commands.ts';
import { SHORTCUT } from '../../adapters/slack/api/needs.ts';
import { listPressable } from '../../loopback/discord/people.ts';
import type { Message } from '../../loopback/discord/world.ts';
import type { Random } from '../shared/random.ts';
import { ORDINARY_IDS } from './papers.ts';
import type { Stage } from './stage.ts';
import type { Tally } from './tally.ts';
import { hostileText } from './texts.ts';

/** What people do besides asking: each of it is an event of its own kind, which is also sent again with changes. */
export function createPeople(stage: Stage, random: Random, tally: Tally) {
  const { discord, slack, discordChannels, slackChannels, discordPeople, slackPeople } = stage;

  function vote(): void {
    const posts = [...(discord.channels.get(discordChannels[0] ?? '')?.messages.values() ?? [])];
    const said = slack.state.channels.get(slackChannels[0] ?? '')?.messages ?? [];
    const isTakingBack = random.chance(0.3);
    if (posts.length > 0)
      discord[isTakingBack ? 'unreact' : 'react'](random.pick(discordPeople), random.pick(posts), '👍');
    if (said.length > 0)
      slack.people[isTakingBack ? 'unreact' : 'react'](random.pick(slackPeople), random.pick(said), '+1');
  }

  /** Presses a button of the newest answer that has one, on each platform, or chooses from a select in it. */
  function press(): void {
    const answered = [...discord.interactions.values()].slice(-20).flatMap(({ original }) => original ?? []);
    const message = answered.findLast((one) => listButtons(one).length > 0);
    if (message) discord.pressButton(random.pick(discordPeople), message, random.pick(listButtons(message)));
    const channel = random.pick(slackChannels);
    const on = slack.state.channels.get(channel)?.ephemerals.at(-1);
    const buttons = listSlackButtons(on?.blocks ?? []);
    if (on && buttons.length > 0)
      slack.people.press(random.pick(slackPeople), { channel, on }, random.pick(buttons));
  }

  /** Mentions the bot on Slack instead of using its command. */
  function mention(): void {
    const { text } = hostileText(random.pick([20, 300]), random);
    const line = random.pick([text, `show ${random.pick(ORDINARY_IDS)}`, 'help', `search ${text}`]);
    const said = `<@${slack.state.bot.user}> ${line.replaceAll('http', 'hxxp')}`;
    slack.people.say(random.pick(slackPeople), random.pick(slackChannels), said);
  }

  /** Stops in the middle of a paper's name, again and again. */
  function type(): void {
    for (let i = 0; i < 10; i++) {
      const { text } = hostileText(random.pick([5, 90]), random);
      const [person, channel] = [random.pick(discordPeople), random.pick(discordChannels)];
      discord.typeOption(person, channel, 'papers', 'show', 'paper', text || random.pick(ORDINARY_IDS));
    }
  }

  /** Opens the Home tab, and asks about a message by its menu, on each platform. */
  function look(): void {
    const person = random.pick(slackPeople);
    slack.people.openHome(person).catch(() => undefined);
    const { text } = hostileText(random.pick([100, 3_000]), random);
    const channel = random.pick(slackChannels);
    const message = slack.people.say(person, channel, text.replaceAll('http', 'hxxp'));
    slack.people.shortcut(person, message, SHORTCUT);
    const reader = random.pick(discordPeople);
    const there = discord.channels.get(random.pick(discordChannels));
    if (there)
      discord.chooseOn(
        reader,
        discord.world.addMessage(there, reader, { content: text }),
        commandTexts.showPaper(),
      );
  }

  const deeds = { vote, press, type, look, mention };
  return {
    /** Somebody does one of these things. */
    actOnce(): void {
      const name = random.pick(Object.keys(deeds) as (keyof typeof deeds)[]);
      tally.count('people', name);
      deeds[name]();
    },
  };
}

/** The ids of its buttons, and the values of its selects. */
function listButtons(message: Message): string[] {
  return listPressable(message).flatMap((one) => {
    if (one.type === ComponentType.StringSelect) return one.options.map(({ value }) => value);
    return one.type === ComponentType.Button && 'custom_id' in one ? [one.custom_id] : [];
  });
}

interface SlackElement {
  readonly type: string;
  readonly action_id?: string;
  readonly options?: ReadonlyArray<{ readonly value: string }>;
  readonly positive_button?: { readonly value: string };
  readonly negative_button?: { readonly value: string };
}

/** The same, and the two of a question whether a summary helped. */
function listSlackButtons(blocks: readonly unknown[]): string[] {
  const rows = blocks as ReadonlyArray<{
    readonly type: string;
    readonly elements?: readonly SlackElement[];
  }>;
  const elements = rows.flatMap((row) =>
    row.type === 'actions' || row.type === 'context_actions' ? (row.elements ?? []) : [],
  );
  return elements.flatMap(({ type, action_id: id = '', options = [], ...both }) => {
    if (type === 'static_select') return options.map(({ value }) => value);
    if (type !== 'feedback_buttons') return [id];
    return [both.positive_button, both.negative_button].flatMap((one) => one?.value ?? []);
  });
}
