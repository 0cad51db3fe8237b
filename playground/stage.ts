import type { City } from './city.ts';
import { createDiscordActs } from './discord-acts.ts';
import { viewDiscord } from './discord-view.ts';
import { createMailSide } from './mail.ts';
import type { Act, CompleteRequest, PlaygroundState } from './protocol.ts';
import { Refusal } from './refusal.ts';
import { SlackActs } from './slack-acts.ts';
import { viewSlack } from './slack-view.ts';
import { texts } from './texts.ts';

/** The bot's time, as far as the page may see and turn it. */
export interface StageTime {
  view(): PlaygroundState['clock'];
  /** Sets the clock to that day and posts its edition; throws when there is nothing to post. */
  setDay(day: string): Promise<void>;
  /** Posts the recap of the week that ends now. */
  postRecap(): Promise<void>;
  setSpeed(speed: number): void;
}

export interface StageOptions {
  readonly isSample?: boolean;
  /** Where the web pages are; without it there is no mail. */
  readonly webUrl?: string | undefined;
}

export interface Stage {
  state(): PlaygroundState;
  /** Throws with words for the person where it cannot be done. */
  act(act: Act): Promise<void>;
  complete(request: CompleteRequest): Promise<unknown>;
  /** A mail as a document. */
  readMail(id: number): string | undefined;
  /** Hears that the state may have changed; returns how to stop listening. */
  listen(listener: () => void): () => void;
}

/** What is to be seen, and what can be done: the servers, and the person in front of them. */
export function createStage(city: City, time: StageTime, options: StageOptions = {}): Stage {
  const { isSample = false, webUrl } = options;
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  const discord = createDiscordActs(city);
  const slack = new SlackActs(city, changed);
  const now = (): number => Date.parse(time.view().now);
  const mail = webUrl === undefined ? undefined : createMailSide(city, webUrl, { changed, now });
  city.traffic.listen(changed);

  async function perform(act: Act): Promise<void> {
    switch (act.kind) {
      case 'discord-slash':
        return discord.slash(act);
      case 'discord-press':
        return discord.press(act);
      case 'discord-submit':
        return discord.submit(act);
      case 'slack-command':
        return slack.command(act);
      case 'slack-press':
        return slack.press(act);
      case 'slack-submit':
        return slack.submit(act);
      case 'slack-home':
        return slack.home();
      case 'react':
        return act.side === 'discord' ? discord.react(act) : slack.react(act);
      case 'say':
        return act.side === 'discord' ? discord.say(act) : slack.say(act);
      case 'close-modal':
        return act.side === 'discord' ? discord.closeModal(act) : slack.closeModal(act);
      case 'mail-sign-up':
        if (!mail) throw new Refusal(texts.noMail());
        return mail.signUp(act.address);
      case 'set-day':
        return time.setDay(act.day);
      case 'post-recap':
        return time.postRecap();
      case 'set-speed':
        return time.setSpeed(act.speed);
    }
  }

  return {
    state: () => ({
      clock: time.view(),
      isSample,
      discord: viewDiscord(city, discord.memory),
      slack: viewSlack(city, slack.memory),
      ...(mail ? { mail: mail.view() } : {}),
    }),
    async act(act) {
      await perform(act);
      changed();
    },
    complete: async (request) => ('modalId' in request ? slack.complete(request) : discord.complete(request)),
    readMail: (id) => mail?.read(id),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
