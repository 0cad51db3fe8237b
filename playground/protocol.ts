import type { APIApplicationCommand, APIMessage, APIModalInteractionResponseCallbackData } from 'discord.js';

/** Where something is seen. */
export type Side = 'discord' | 'slack';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly bot: boolean;
}

/** A file that the bot sent: shown as a download. */
export interface SentFile {
  readonly name: string;
  readonly content: string;
}

/** Discord as a member sees it: what the REST API and the gateway carried, nothing of our own message model. */
export interface DiscordView {
  readonly guild: string;
  readonly me: Person;
  readonly people: readonly Person[];
  /** Without that of everybody. */
  readonly roles: ReadonlyArray<{ readonly id: string; readonly name: string }>;
  /** The channel first, then the forum, threads and the direct messages with the bot. */
  readonly channels: ReadonlyArray<{
    readonly id: string;
    readonly name: string;
    readonly kind: 'text' | 'forum' | 'thread' | 'dm';
    /** The forum that a post is in, and the names of its tags. */
    readonly post?: { readonly forum: string; readonly tags: readonly string[] };
    /** The message under which a thread hangs. */
    readonly startedBy?: string;
    /** Oldest first, as the API would answer them to `me` (reactions carry `me`). */
    readonly messages: readonly APIMessage[];
  }>;
  /** What `/` offers: the commands as the bot registered them. */
  readonly commands: readonly APIApplicationCommand[];
  /** Replies for `me` alone and answers still awaited, by their channel, oldest first. */
  readonly replies: ReadonlyArray<{
    readonly id: string;
    readonly channelId: string;
    /** What was typed or pressed, as Discord shows it above the reply: `/papers search`. */
    readonly asked: string;
    /** Deferred and not yet filled: "paperboy is thinking…". */
    readonly pending: boolean;
    readonly message: APIMessage | undefined;
    readonly files: readonly SentFile[];
  }>;
  /** The form that is open for `me`. */
  readonly modal: { readonly id: string; readonly data: APIModalInteractionResponseCallbackData } | undefined;
}

export interface SlackMessageView {
  readonly ts: string;
  readonly threadTs?: string;
  readonly user: string;
  readonly text: string;
  /** Block Kit, as it was sent. */
  readonly blocks: readonly unknown[];
  readonly edited: boolean;
  readonly reactions: ReadonlyArray<{ readonly name: string; readonly users: readonly string[] }>;
  /** By link: what the bot unfurled under it. */
  readonly unfurls: Readonly<Record<string, unknown>>;
}

/** Slack as a member sees it. */
export interface SlackView {
  readonly team: string;
  readonly me: Person;
  readonly people: readonly Person[];
  readonly channels: ReadonlyArray<{
    readonly id: string;
    readonly name: string;
    readonly kind: 'channel' | 'dm';
    readonly messages: readonly SlackMessageView[];
    /** "Only visible to you", oldest first. */
    readonly ephemerals: ReadonlyArray<{
      readonly id: string;
      /** The thread in which it is. */
      readonly threadTs?: string;
      readonly text: string;
      readonly blocks: readonly unknown[];
      /** The message after which it came. */
      readonly afterTs: string | undefined;
    }>;
    readonly files: readonly SentFile[];
  }>;
  /** The newest open modal of `me`: the view as it was sent, the errors that the bot named and what was typed, by block id. */
  readonly modal:
    | {
        readonly id: string;
        readonly view: unknown;
        readonly errors: Readonly<Record<string, string>>;
        readonly typed: Readonly<Record<string, string>>;
      }
    | undefined;
  /** The Home tab of `me`, once it was opened. */
  readonly home: unknown;
}

/** The person's inbox, and the web pages beside it. */
export interface MailView {
  /** Where the web pages are. */
  readonly url: string;
  /** Newest first; the mail itself is the document at `/mail/ID`. */
  readonly mails: ReadonlyArray<{
    readonly id: number;
    readonly subject: string;
    readonly from: string;
    readonly to: string;
  }>;
  /** What the feed of the web pages has, newest first. */
  readonly feed: ReadonlyArray<{ readonly title: string; readonly url: string }>;
}

/** One thing that was sent or received. */
export interface TrafficEntry {
  readonly id: number;
  /** Milliseconds since 1970, real time. */
  readonly at: number;
  readonly side: Side;
  readonly direction: 'to bot' | 'from bot';
  /** `POST /channels/…/messages`, `INTERACTION_CREATE`, `chat.postMessage`, `events_api` … */
  readonly what: string;
  readonly status?: number;
  /** Tokens are blanked. */
  readonly payload: unknown;
}

/** All that the page shows. Sent whole, as the server-sent event `state`, after every change. */
export interface PlaygroundState {
  readonly clock: {
    /** The bot's time, ISO 8601. */
    readonly now: string;
    /** 1 is real time. */
    readonly speed: number;
    /** Days that can be posted, `YYYY-MM-DD`, oldest first. */
    readonly days: readonly string[];
  };
  /** The abstracts were written for the demo. */
  readonly isSample: boolean;
  readonly discord: DiscordView;
  readonly slack: SlackView;
  /** Absent where the web pages could not be served. */
  readonly mail?: MailView;
}

/** What a person does on the page, as the JSON body of `POST /act`. Answered `{ ok: true }` or `{ ok: false, error }`. */
export type Act =
  | {
      readonly kind: 'discord-slash';
      readonly channelId: string;
      readonly subcommand: string;
      readonly options: Readonly<Record<string, string | number | boolean>>;
    }
  | {
      readonly kind: 'discord-press';
      readonly channelId: string;
      readonly messageId: string;
      readonly customId: string;
    }
  | {
      readonly kind: 'discord-submit';
      readonly modalId: string;
      readonly values: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'slack-command'; readonly channelId: string; readonly text: string }
  | {
      readonly kind: 'slack-press';
      readonly channelId: string | 'home';
      /** A message's ts or an ephemeral's id. */
      readonly on: string;
      readonly actionId: string;
    }
  | {
      readonly kind: 'slack-submit';
      readonly modalId: string;
      readonly values: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'slack-home' }
  | {
      readonly kind: 'react';
      readonly side: Side;
      readonly channelId: string;
      readonly messageId: string;
      /** Unicode on Discord, a Slack name (`thumbsup`) on Slack. */
      readonly emoji: string;
      readonly on: boolean;
    }
  | {
      readonly kind: 'say';
      readonly side: Side;
      readonly channelId: string;
      readonly text: string;
      /** The message on Slack in whose thread it is said. */
      readonly threadTs?: string | undefined;
    }
  | { readonly kind: 'close-modal'; readonly side: Side; readonly modalId: string }
  /** As the form of the web pages does. */
  | { readonly kind: 'mail-sign-up'; readonly address: string }
  /** Posts an edition as if its morning had come: sets the clock to that day and delivers. */
  | { readonly kind: 'set-day'; readonly day: string }
  /** Posts the recap of the week that ends now. */
  | { readonly kind: 'post-recap' }
  | { readonly kind: 'set-speed'; readonly speed: number };

/** What Discord would offer while an option is typed. */
export interface OptionTyped {
  readonly channelId: string;
  readonly subcommand: string;
  readonly option: string;
  readonly typed: string;
}

/** What Slack would offer while somebody types into a field of a form. */
export interface FieldTyped {
  readonly modalId: string;
  readonly field: string;
  readonly typed: string;
}

/** `POST /complete`. Answered `{ choices: [{ name, value }] }`. */
export type CompleteRequest = OptionTyped | FieldTyped;
