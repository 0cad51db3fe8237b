import type { OpenView } from '../loopback/slack/state.ts';
import { typeInto } from '../loopback/slack/suggest.ts';
import { closeView } from '../loopback/slack/view-stack.ts';
import type { City } from './city.ts';
import type { Act, FieldTyped } from './protocol.ts';
import { Refusal } from './refusal.ts';
import type { SlackMemory } from './slack-view.ts';

type ActOf<Kind extends Act['kind']> = Extract<Act, { kind: Kind }>;

/** What a bot may say when it acknowledges a form. */
interface SubmitAnswer {
  readonly response_action?: string;
  readonly errors?: Readonly<Record<string, string>>;
}

/** What the person at the page does on Slack; `changed` is called for what comes back later. */
export function createSlackActs({ slack: { state, people }, me }: City, changed: () => void) {
  const errors = new Map<string, Readonly<Record<string, string>>>();
  const typed = new Map<string, Readonly<Record<string, string>>>();
  const memory: SlackMemory = { errors, typed };

  function openView(id: string): OpenView {
    const open = state.views.findLast((view) => view.user === me.slack && !view.isClosed);
    if (!open || open.id !== id) throw new Refusal('That form is no longer open.');
    return open;
  }

  function channelAt(id: string) {
    const channel = state.channels.get(id);
    if (!channel?.members.has(me.slack)) throw new Refusal('There is no such channel.');
    return channel;
  }

  /** Mistakes are in the form; what else an answer does to it, the server has done. */
  function settle(viewId: string, answer: unknown): void {
    const { response_action, errors: found } = (answer ?? {}) as SubmitAnswer;
    if (response_action === 'errors' && found) errors.set(viewId, found);
    changed();
  }

  /** What is typed as `@Paperboy` mentions the bot, as Slack's composer sends it. */
  function withMention(text: string): string {
    const { user, title } = state.bot;
    const [first = ''] = text.split(' ', 1);
    return first.toLowerCase() === `@${title.toLowerCase()}` ? `<@${user}>${text.slice(first.length)}` : text;
  }

  return {
    memory,
    command({ channelId, text }: ActOf<'slack-command'>): void {
      people.slash(me.slack, channelAt(channelId).id, text);
    },
    press({ channelId, on, actionId }: ActOf<'slack-press'>): void {
      if (channelId === 'home') {
        people.press(me.slack, 'home', actionId);
        return;
      }
      const channel = channelAt(channelId);
      const pressed =
        state.message(channelId, on) ??
        channel.ephemerals.find(({ at, user }) => at === on && user === me.slack);
      if (!pressed) throw new Refusal('That message is no longer there.');
      people.press(me.slack, { channel: channelId, on: pressed }, actionId);
    },
    submit({ modalId, values }: ActOf<'slack-submit'>): void {
      const { id } = openView(modalId);
      errors.delete(id);
      typed.set(id, values);
      people.submit(me.slack, values, id).acked.then(
        (answer) => settle(id, answer),
        () => settle(id, { response_action: 'errors', errors: { '': 'We had some trouble connecting.' } }),
      );
    },
    /** What the bot offers for what was typed; nothing where it does not answer. */
    async complete({ modalId, field, typed }: FieldTyped) {
      openView(modalId);
      const options = await typeInto({ state, people }, me.slack, field, typed).catch(() => []);
      return options.map(({ text, value }) => ({ name: text.text, value }));
    },
    /** Whoever closes it twice, or in two tabs, has closed it. */
    closeModal({ modalId }: ActOf<'close-modal'>): void {
      const own = state.views.filter(({ user }) => user === me.slack);
      if (!own.some(({ id }) => id === modalId)) throw new Refusal('There is no such form.');
      // Only the one in front can be closed.
      if (own.findLast(({ isClosed }) => !isClosed)?.id === modalId) closeView(state, me.slack);
    },
    home(): void {
      people.openHome(me.slack).catch(changed);
    },
    react({ channelId, messageId, emoji, on }: ActOf<'react'>): void {
      const message = state.message(channelAt(channelId).id, messageId);
      if (!message) throw new Refusal('That message takes no reactions.');
      const has = message.reactions.get(emoji)?.has(me.slack) ?? false;
      if (has === on) return;
      if (on) people.react(me.slack, message, emoji);
      else people.unreact(me.slack, message, emoji);
    },
    say({ channelId, text, threadTs }: ActOf<'say'>): void {
      const { id } = channelAt(channelId);
      if (threadTs !== undefined && !state.message(id, threadTs))
        throw new Refusal('There is no such thread.');
      people.say(me.slack, id, withMention(text), threadTs);
    },
  };
}
