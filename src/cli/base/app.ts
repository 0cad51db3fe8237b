import type { Clock } from '../../core/base/clock.ts';
import type { ErrorKind } from '../../core/base/errors.ts';
import type { ChannelId, PlatformName, TenantId } from '../../core/base/ids.ts';
import type { Log } from '../../core/base/log.ts';
import type { Text } from '../../core/base/text.ts';
import type { Day, Instant } from '../../core/base/time.ts';
import type { Command } from '../../core/command/command.ts';
import type { Asker, Reply } from '../../core/message/interaction.ts';
import type { Message } from '../../core/message/message.ts';
import type { Paper } from '../../core/paper/paper.ts';
import type { NamedSources, PaperLists, PaperLookup, Unusable } from '../../core/paper/paper-source.ts';
import type { Inbound } from '../../core/platform/inbound.ts';
import type { CheckLine, Platform } from '../../core/platform/platform.ts';
import type { PlatformInfo } from '../../core/platform/platform-info.ts';
import type { PaperVectors, SearchEngine } from '../../core/search/search.ts';
import type { Store } from '../../core/store/store.ts';
import type { Summarizer } from '../../core/summary/summary.ts';
import type { WebhookRegistry } from '../../core/webhook/webhook.ts';
import type { Alerts } from '../../jobs/alerts/alerts.ts';
import type { Deliver } from '../../jobs/delivery/deliver.ts';
import type { Refresh } from '../../jobs/papers/refresh.ts';
import type { WithdrawalWatch } from '../../jobs/papers/withdrawals.ts';
import type { Retention } from '../../jobs/tenants/retention.ts';
import type { Tallies } from '../../jobs/votes/tallies.ts';

/** The playground as the command line sees it: Discord, Slack and a mailbox on loopback, and the page before them. */
export interface PlaygroundRig {
  /** The channels that the demo subscribes, `discord:…` and `slack:…`. */
  readonly channels: readonly ChannelId[];
  /** A forum on its Discord, in which each paper is a post. */
  readonly forum: ChannelId;
  readonly tenants: readonly TenantId[];
  /** Serves the page; resolves with its address. */
  serve(time: PlaygroundTime, port: number): Promise<string>;
  /** Opens the address in the person's browser. */
  show(url: string): Promise<void>;
  close(): Promise<void>;
}

/** What the page may see and turn of the bot's time. */
export interface PlaygroundTime {
  view(): { now: string; speed: number; days: readonly Day[] };
  setDay(day: Day): Promise<void>;
  postRecap(): Promise<void>;
  setSpeed(speed: number): void;
}

/** How Slack's events arrive, in words for the operator. */
export interface SlackEvents {
  readonly way: 'socket' | 'http';
  /** Which way, and why. */
  readonly says: string;
  /** What of the settings has no effect. */
  readonly warning?: string;
}

/** What only the demo has. */
export interface DemoRig {
  readonly days: readonly Day[];
  readonly clock: Clock & {
    readonly speed: number;
    setSpeed(speed: number): void;
    moveTo(instant: Instant): void;
  };
  /** How fast the clock is to run once the first day has been posted. */
  readonly speed: number;
  /** Starts Discord and Slack in this process and adds the adapters for them. Throws where its packages are missing. */
  openPlayground(): Promise<PlaygroundRig>;
}

/** What of the demo is settled before the bot is built, as typed. */
export interface DemoChoice {
  readonly replay?: string;
  readonly date?: string;
  readonly speed?: string;
}

/** The web pages as the command line sees them. */
export interface WebPages {
  /** Resolves with the port. */
  start(): Promise<number>;
  stop(): Promise<void>;
}

/** The port for health and metrics, which may be that of the web pages. */
export interface HealthPort {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** What the pages are exported with. */
export interface SiteWish {
  readonly out: string;
  readonly days: number;
  /** Where the pages will be, where that is not WEB_URL. */
  readonly url?: string;
  readonly signal: AbortSignal;
  onProgress(done: number, total: number): void;
}

/** What kind of process runs: see `src/app/profile.ts`. */
export type BuildKind = 'service' | 'one-shot' | 'dry-run' | 'demo';

/** Everything that a command line needs of the running bot; built in `src/app/build.ts`. */
export interface App {
  /** The machine's time zone. */
  readonly zone: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: Store;
  readonly source: PaperLists & PaperLookup & NamedSources;
  /** Asks the model that writes summaries whether it answers, where one is configured. */
  readonly checkModel?: (() => Promise<CheckLine>) | undefined;
  /** The same of the embeddings endpoint. */
  readonly checkEmbedder?: (() => Promise<CheckLine>) | undefined;
  readonly search: SearchEngine &
    PaperVectors & {
      /** Resolves when the index is open. */
      readonly ready: Promise<void>;
      rebuild(progress?: (done: number, total: number) => void): Promise<void>;
      /** Takes in nothing until `resume` or `rebuild`. */
      pause(): Promise<void>;
      /** Indexes that many saved papers. */
      resume(saved: number, progress?: (done: number, total: number) => void): Promise<void>;
    };
  readonly summarizer: Summarizer;
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  /** Every platform that is registered, also those that are switched off. */
  readonly platformInfo: readonly PlatformInfo[];
  /** Absent where Slack is off. */
  readonly slackEvents?: SlackEvents | undefined;
  readonly inbound: Inbound;
  /** Runs a command of the chats; throws what goes wrong. */
  runCommand(
    asker: Asker,
    command: Command,
    given: Readonly<Record<string, string>>,
    onProgress?: (status: string) => void,
  ): Promise<Reply>;
  /** Answers the question of a command: the id of its button. Throws what goes wrong. */
  pressButton(asker: Asker, id: string): Promise<Reply>;
  /** Asks the person at the command line; `false` where nobody can be asked, or nobody answered. */
  askYesNo(question: string): Promise<boolean>;
  /** A message about papers as the terminal shows it, without buttons. */
  renderPapers(message: Message): string;
  readonly refresh: Refresh;
  readonly deliver: Deliver;
  readonly tallies: Tallies;
  readonly withdrawals: WithdrawalWatch;
  readonly retention: Retention;
  /** Notifies people who are due of new papers that they follow. */
  notifyFollowers(): Promise<void>;
  /** Absent where ALERT_CHANNEL is not set. */
  readonly alerts?: Alerts;
  readonly alertChannel?: ChannelId | undefined;
  /** Sends the mails that ask for a confirmation; absent where e-mail is off. */
  sendConfirmations?(): Promise<void>;
  /** The web pages; absent where they are off. */
  readonly web?: WebPages;
  /** Absent where it is off. */
  readonly health?: HealthPort;
  /** Absent where webhooks are off. */
  readonly webhooks?: WebhookRegistry;
  /** Writes the web pages as files. */
  exportSite(wish: SiteWish): Promise<{ pages: number; written: number; removed: number }>;
  /** The records of a file, each as a paper or the reason why it is not a paper. */
  readPapers(path: string): AsyncIterable<{
    line: number;
    /** `dropped`: fields of the record that a paper has no place for, or that could not be read. */
    parsed: { paper: Paper; dropped: readonly string[] } | Unusable;
  }>;
  readonly refreshMinutes: number;
  /** How often it is looked what is due, in milliseconds: a minute of the process's clock, a tenth of a second at least. */
  readonly tickEveryMs: number;
  /** Resolves when the person at the terminal leaves; absent without a terminal. */
  readonly left?: Promise<void>;
  /** Whether several processes may serve from the database at once. */
  readonly isDatabaseShared: boolean;
  /** Only in the demo. */
  readonly demo?: DemoRig;
  /** Aborted when the process is asked to stop. */
  readonly stopping: AbortSignal;
  /** Whether a person types the input. */
  readonly isAttended: boolean;
  /** Whether a page may be opened in this person's browser. */
  readonly mayOpenBrowser: boolean;
  /** Whether a person watches the output: progress may move. */
  readonly isTerminal: boolean;
  /** Writes a line for the person at the command line. */
  print(text: Text): void;
  /** Writes a line that is no part of the answer: to standard error. */
  printError(line: string): void;
  /** Closes the search index and the store. */
  close(): Promise<void>;
}

/** What a command line ends with. */
export const EXIT = {
  ok: 0,
  /** An internal error. */
  failed: 1,
  /** What was typed, or the settings, cannot be used. */
  usage: 2,
  /** A platform or a source said no. */
  refused: 3,
  /** Ctrl-C or a signal came before it was done; as shells have it. */
  stopped: 130,
} as const;

/** What it ends with after an error. */
export const EXIT_OF_KIND: Readonly<Record<ErrorKind, number>> = {
  input: EXIT.usage,
  settings: EXIT.usage,
  machine: EXIT.usage,
  source: EXIT.refused,
  platform: EXIT.refused,
  stopped: EXIT.stopped,
};
