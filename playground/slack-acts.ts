import type { OpenView } from '../loopback/slack/state.ts';
import { typeInto } from '../loopback/slack/suggest.ts';
import { closeView } from '../loopback/slack/view-stack.ts';
import type { City } from './city.ts';
import type { Act, FieldTyped } from './protocol.ts';
import { Refusal } from './refusal.ts';
import type { SlackMemory } from './slack-view.ts';
import { texts } from './texts.ts';

type ActOf<Kind extends Act['kind']> = Extract<Act, { kind: Kind }>;

/** What a bot may say when it acknowledges a form. */
interface SubmitAnswer {
  readonly response_action?: string;
  readonly errors?: Readonly<Record<string, string>>;
}

/** What the person at the page does on Slack; `changed` is called for what comes back later. */
export class SlackActs {
  readonly #slack: Pick<City['slack'], 'state' | 'people'>;
  readonly #user: string;
  readonly #changed: () => void;
  readonly #errors = new Map<string, Readonly<Record<string, string>>>();
  readonly #typed = new Map<string, Readonly<Record<string, string>>>();
  readonly memory: SlackMemory = { errors: this.#errors, typed: this.#typed };

  constructor({ slack, me }: City, changed: () => void) {
    this.#slack = slack;
    this.#user = me.slack;
    this.#changed = changed;
  }

  command({ channelId, text }: ActOf<'slack-command'>): void {
    this.#slack.people.slash(this.#user, this.#channelAt(channelId).id, text);
  }

  press({ channelId, on, actionId }: ActOf<'slack-press'>): void {
    const { state, people } = this.#slack;
    if (channelId === 'home') {
      people.press(this.#user, 'home', actionId);
      return;
    }
    const channel = this.#channelAt(channelId);
    const pressed =
      state.message(channelId, on) ??
      channel.ephemerals.find(({ at, user }) => at === on && user === this.#user);
    if (!pressed) throw new Refusal(texts.messageGone());
    people.press(this.#user, { channel: channelId, on: pressed }, actionId);
  }

  submit({ modalId, values }: ActOf<'slack-submit'>): void {
    const { id } = this.#openView(modalId);
    this.#errors.delete(id);
    this.#typed.set(id, values);
    this.#slack.people.submit(this.#user, values, id).acked.then(
      (answer) => this.#settle(id, answer),
      () => this.#settle(id, { response_action: 'errors', errors: { '': texts.slackTrouble() } }),
    );
  }

  /** What the bot offers for what was typed; nothing where it does not answer. */
  async complete({ modalId, field, typed }: FieldTyped) {
    this.#openView(modalId);
    const options = await typeInto(this.#slack, this.#user, field, typed).catch(() => []);
    return options.map(({ text, value }) => ({ name: text.text, value }));
  }

  /** Whoever closes it twice, or in two tabs, has closed it. */
  closeModal({ modalId }: ActOf<'close-modal'>): void {
    const { state } = this.#slack;
    const own = state.views.filter(({ user }) => user === this.#user);
    if (!own.some(({ id }) => id === modalId)) throw new Refusal(texts.noForm());
    // Only the one in front can be closed.
    if (own.findLast(({ isClosed }) => !isClosed)?.id === modalId) closeView(state, this.#user);
  }

  home(): void {
    this.#slack.people.openHome(this.#user).catch(this.#changed);
  }

  react({ channelId, messageId, emoji, on }: ActOf<'react'>): void {
    const { state, people } = this.#slack;
    const message = state.message(this.#channelAt(channelId).id, messageId);
    if (!message) throw new Refusal(texts.noReactions());
    const has = message.reactions.get(emoji)?.has(this.#user) ?? false;
    if (has === on) return;
    if (on) people.react(this.#user, message, emoji);
    else people.unreact(this.#user, message, emoji);
  }

  say({ channelId, text, threadTs }: ActOf<'say'>): void {
    const { state, people } = this.#slack;
    const { id } = this.#channelAt(channelId);
    if (threadTs !== undefined && !state.message(id, threadTs)) throw new Refusal(texts.noThread());
    people.say(this.#user, id, this.#withMention(text), threadTs);
  }

  #openView(id: string): OpenView {
    const open = this.#slack.state.views.findLast((view) => view.user === this.#user && !view.isClosed);
    if (!open || open.id !== id) throw new Refusal(texts.formClosed());
    return open;
  }

  #channelAt(id: string) {
    const channel = this.#slack.state.channels.get(id);
    if (!channel?.members.has(this.#user)) throw new Refusal(texts.noChannel());
    return channel;
  }

  /** Errors are shown in the form; what else an answer does to it, the server has done. */
  #settle(viewId: string, answer: unknown): void {
    const { response_action, errors } = (answer ?? {}) as SubmitAnswer;
    if (response_action === 'errors' && errors) this.#errors.set(viewId, errors);
    this.#changed();
  }

  /** What is typed as `@Paperboy` mentions the bot, as Slack's composer sends it. */
  #withMention(text: string): string {
    const { user, title } = this.#slack.state.bot;
    const [first = ''] = text.split(' ', 1);
    return first.toLowerCase() === `@${title.toLowerCase()}` ? `<@${user}>${text.slice(first.length)}` : text;
  }
}
