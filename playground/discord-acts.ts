import type { InteractionRecord } from '../loopback/discord/interactions.ts';
import type { Message } from '../loopback/discord/world.ts';
import type { City } from './city.ts';
import type { DiscordMemory } from './discord-view.ts';
import type { Act, OptionTyped } from './protocol.ts';
import { Refusal } from './refusal.ts';
import { texts } from './texts.ts';

/** Discord asks a bot for suggestions no longer than this. */
const COMPLETE_WITHIN_MS = 3000;

type ActOf<Kind extends Act['kind']> = Extract<Act, { kind: Kind }>;

const COMMAND = 'papers';

/** What the person at the page does on Discord. Throws a `Refusal` for what nobody could do there. */
export function createDiscordActs({ discord, me, traffic }: City) {
  const asked = new Map<string, string>();
  const leftModals = new Set<string>();
  const memory: DiscordMemory = { asked, leftModals };
  const own = () => [...discord.interactions.values()].filter(({ userId }) => userId === me.discord);

  function openModal(id: string): InteractionRecord {
    const open = own().findLast((record) => record.modal && !leftModals.has(record.id));
    if (!open || open.id !== id) throw new Refusal(texts.formClosed());
    return open;
  }

  /** Also those that only this person sees. */
  function messageAt(channelId: string, messageId: string): Message {
    const privateAnswers = own().flatMap(({ original, followUps }) => [
      ...(original ? [original] : []),
      ...followUps.map(({ message }) => message),
    ]);
    const found =
      discord.messageAt(channelId, messageId) ??
      privateAnswers.find((message) => message.id === messageId && message.channelId === channelId);
    if (!found) throw new Refusal(texts.messageGone());
    return found;
  }

  function remember(record: InteractionRecord, words: string): void {
    asked.set(record.id, words);
  }

  return {
    memory,
    slash({ channelId, subcommand, options }: ActOf<'discord-slash'>): void {
      const record = discord.slash(me.discord, channelId, COMMAND, subcommand, options);
      remember(record, `/${COMMAND} ${subcommand}`);
    },
    press({ channelId, messageId, customId }: ActOf<'discord-press'>): void {
      remember(discord.pressButton(me.discord, messageAt(channelId, messageId), customId), '');
    },
    submit({ modalId, values }: ActOf<'discord-submit'>): void {
      const open = openModal(modalId);
      const record = discord.submitModal(open, values);
      remember(record, open.modal?.title ?? '');
      leftModals.add(open.id);
    },
    /** Whoever closes it twice, or in two tabs, has closed it. */
    closeModal({ modalId }: ActOf<'close-modal'>): void {
      const form = own().find(({ id, modal }) => modal && id === modalId);
      if (!form) throw new Refusal(texts.noForm());
      leftModals.add(form.id);
    },
    react({ channelId, messageId, emoji, on }: ActOf<'react'>): void {
      const message = discord.messageAt(channelId, messageId);
      if (!message) throw new Refusal(texts.noReactions());
      if (on) discord.react(me.discord, message, emoji);
      else discord.unreact(me.discord, message, emoji);
    },
    say({ channelId, text }: ActOf<'say'>): void {
      const channel = discord.channels.get(channelId);
      if (!channel) throw new Refusal(texts.noChannel());
      discord.world.addMessage(channel, me.discord, { content: text });
    },
    /** What the bot suggests for a half-typed option; nothing where it stays silent. */
    async complete({ channelId, subcommand, option, typed }: OptionTyped) {
      const record = discord.typeOption(me.discord, channelId, COMMAND, subcommand, option, typed);
      const { promise, resolve } = Promise.withResolvers<void>();
      const ignore = traffic.listen(() => {
        if (record.first) resolve();
      });
      const timer = setTimeout(resolve, COMPLETE_WITHIN_MS);
      await promise;
      clearTimeout(timer);
      ignore();
      return record.choices ?? [];
    },
  };
}
