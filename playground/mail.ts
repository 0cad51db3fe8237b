import { toUtcDay } from '../src/core/base/calendar.ts';
import type { City } from './city.ts';
import type { MailView } from './protocol.ts';
import { Refusal } from './refusal.ts';
import { texts } from './texts.ts';

/** So many mails are in the inbox. */
const MAX_MAILS = 20;
const MAX_FEED_ENTRIES = 10;

/** Of the pages on loopback, which are served by this process. */
const TIMEOUT_MS = 5000;

/** While the demo starts it may be too busy to answer. */
const AGAIN_MS = 2000;

/** Links in a mail open beside the demo, as they do in a mail program. */
const LINKS_OPEN_BESIDE = '<head>\n<base target="_blank">';

interface Feed {
  readonly items: ReadonlyArray<{ readonly title: string; readonly url: string }>;
}

/** The inbox of the person at the page, and the web pages beside it. */
export interface MailSide {
  view(): MailView;
  /** The mail with this number as a document; `undefined` where there is none. */
  read(id: number): string | undefined;
  /** As the form on the page does. Throws with words for the person. */
  signUp(address: string): Promise<void>;
  /** Reads the feed again; `changed` is called when it is there. */
  refresh(): void;
}

interface Hooks {
  /** Called when there is something new to see. */
  readonly changed: () => void;
  /** The bot's time. */
  readonly now: () => number;
}

/** `webUrl` is where the web pages are. */
export function createMailSide({ mail }: Pick<City, 'mail'>, webUrl: string, hooks: Hooks): MailSide {
  const side = new Inbox(mail, webUrl, hooks);
  mail.onMail(() => side.refresh());
  side.refresh();
  return side;
}

class Inbox implements MailSide {
  readonly #mail: City['mail'];
  readonly #webUrl: string;
  readonly #hooks: Hooks;
  #feed: MailView['feed'] = [];
  #day = '';
  #again: NodeJS.Timeout | undefined;

  constructor(mail: City['mail'], webUrl: string, hooks: Hooks) {
    this.#mail = mail;
    this.#webUrl = webUrl;
    this.#hooks = hooks;
  }

  view(): MailView {
    // Another day has another feed.
    if (toUtcDay(this.#hooks.now()) !== this.#day) this.refresh();
    const { received } = this.#mail;
    const mails = received.map(({ to, mail }, id) => ({
      id,
      subject: mail.subject ?? '',
      from: mail.from?.text ?? '',
      to: to.join(', '),
    }));
    return { url: this.#webUrl, mails: mails.slice(-MAX_MAILS).toReversed(), feed: this.#feed };
  }

  read(id: number): string | undefined {
    const { html } = this.#mail.received[id]?.mail ?? {};
    return typeof html === 'string' ? html.replace('<head>', LINKS_OPEN_BESIDE) : undefined;
  }

  async signUp(address: string): Promise<void> {
    const fields = { address, often: 'daily', time: '9:00', zone: 'UTC', topics: '' };
    const answered = await fetch(`${this.#webUrl}/sign-up`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (answered.status === 400) throw new Refusal(texts.addressForm());
    if (!answered.ok) throw new Refusal(texts.tryAgain());
  }

  refresh(): void {
    this.#day = toUtcDay(this.#hooks.now());
    void this.#readFeed().then((feed) => {
      if (!feed) {
        clearTimeout(this.#again);
        this.#again = setTimeout(() => this.refresh(), AGAIN_MS).unref();
        return;
      }
      this.#feed = feed;
      this.#hooks.changed();
    });
  }

  /** `undefined` where it could not be read. */
  async #readFeed(): Promise<MailView['feed'] | undefined> {
    try {
      const answered = await fetch(`${this.#webUrl}/feed.json`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
      const { items } = (await answered.json()) as Feed;
      return items.slice(0, MAX_FEED_ENTRIES).map(({ title, url }) => ({ title, url }));
    } catch (error) {
      if (error instanceof Error) return undefined;
      throw error;
    }
  }
}
