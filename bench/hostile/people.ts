import { ComponentType } from 'discord.js';
import { SHORTCUT } from '../../adapters/slack/api/needs.ts';
import type { Message } from '../../loopback/discord/world.ts';
import type { Random } from '../soak/random.ts';
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

  /** Presses a button of the newest answer that has one, on each platform. */
  function press(): void {
    const answered = [...discord.interactions.values()].slice(-20).flatMap(({ original }) => original ?? []);
    const message = answered.findLast((one) => findButton(one) !== undefined);
    const button = message && findButton(message);
    if (message && button) discord.pressButton(random.pick(discordPeople), message, button);
    const channel = random.pick(slackChannels);
    const on = slack.state.channels.get(channel)?.ephemerals.at(-1);
    const label = findSlackButton(on?.blocks ?? []);
    if (on && label) slack.people.press(random.pick(slackPeople), { channel, on }, label);
  }

  /** Stops in the middle of a paper's name, again and again. */
  function type(): void {
    for (let i = 0; i < 10; i++) {
      const { text } = hostileText(random.pick([5, 90]), random);
      const [person, channel] = [random.pick(discordPeople), random.pick(discordChannels)];
      discord.typeOption(person, channel, 'papers', 'show', 'paper', text || random.pick(ORDINARY_IDS));
    }
  }

  /** Opens the Home tab, and asks about a message by its menu. */
  function look(): void {
    const person = random.pick(slackPeople);
    slack.people.openHome(person).catch(() => undefined);
    const { text } = hostileText(random.pick([100, 3_000]), random);
    const channel = random.pick(slackChannels);
    const message = slack.people.say(person, channel, text.replaceAll('http', 'hxxp'));
    slack.people.shortcut(person, message, SHORTCUT);
  }

  const deeds = { vote, press, type, look };
  return {
    /** Somebody does one of these things. */
    actOnce(): void {
      const name = random.pick(Object.keys(deeds) as (keyof typeof deeds)[]);
      tally.count('people', name);
      deeds[name]();
    },
  };
}

function findButton({ components }: Message): string | undefined {
  for (const row of components)
    if (row.type === ComponentType.ActionRow)
      for (const one of row.components)
        if (one.type === ComponentType.Button && 'custom_id' in one) return one.custom_id;
  return undefined;
}

function findSlackButton(blocks: readonly unknown[]): string | undefined {
  const actions = blocks as ReadonlyArray<{ type: string; elements?: ReadonlyArray<{ action_id?: string }> }>;
  return actions.find(({ type }) => type === 'actions')?.elements?.find(({ action_id }) => action_id)
    ?.action_id;
}
