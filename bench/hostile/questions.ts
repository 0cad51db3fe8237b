import { type InteractionRecord, readText } from '../../loopback/discord/index.ts';
import type { Random } from '../shared/random.ts';
import { hostileId, ORDINARY_IDS } from './papers.ts';
import type { Stage } from './stage.ts';
import type { Tally } from './tally.ts';
import { hostileText } from './texts.ts';
import { visitor } from './web-attack.ts';

type Platform = 'discord' | 'slack' | 'web pages';

/** `here`: answered out of what is saved. `elsewhere`: Hugging Face, arXiv or a model must answer first. */
export type Kind = 'here' | 'elsewhere' | 'flood';

/** One thing that a person asked, and when it came back, in milliseconds from the asking. */
export interface Question {
  readonly platform: Platform;
  readonly line: string;
  readonly kind: Kind;
  readonly from: number;
  /** How long the machine had stopped the bot from running by then: other processes were on its processors. */
  readonly heldAtStart: number;
  ackedMs?: number;
  /** When the person saw something of the bot's: the answer, or that it takes longer. */
  shownMs?: number;
  /** What was shown last of one that had no answer yet. */
  shown?: string;
  answeredMs?: number;
  /** The same at its answer, or at the end. */
  heldMs: number;
  /** How long it had been waited for when nobody looked any more; it has no answer. */
  waitedMs?: number;
  /** What was tried in the moments before it was late. */
  meanwhile?: readonly string[];
}

interface Typed {
  readonly name: string;
  readonly options?: Readonly<Record<string, string>>;
  readonly text: string;
}

const typed = (name: string, options: Readonly<Record<string, string>> = {}): Typed => ({
  name,
  options,
  text: [name, ...Object.values(options)].join(' '),
});

/** Answered out of what is saved here. */
const HERE: ReadonlyArray<(random: Random) => Typed> = [
  () => typed('help'),
  () => typed('today'),
  () => typed('top'),
  () => typed('status'),
  () => typed('saved'),
  () => typed('following'),
  () => typed('home'),
  () => typed('search', { query: 'language model' }),
  (random) => typed('search', { query: hostileText(900, random).text.trim() || 'x' }),
  (random) => typed('similar', { paper: random.pick(ORDINARY_IDS) }),
  (random) => typed('show', { paper: random.pick(ORDINARY_IDS) }),
  (random) => typed('save', { paper: random.pick(ORDINARY_IDS) }),
];

function askSummary(random: Random): Typed {
  const paper = random.pick([...ORDINARY_IDS, hostileId(random.whole(0, 400))]);
  return typed('summary', { paper, style: random.pick(['tldr', 'short', 'bullets']) });
}

/** What has to be asked elsewhere: a summary most often, since it needs a full text and a model. */
const ELSEWHERE: ReadonlyArray<(random: Random) => Typed> = [
  (random) => typed('show', { paper: `2401.${random.whole(10_000, 18_000)}` }),
  askSummary,
  askSummary,
  askSummary,
  () => typed('trending'),
  () => typed('week'),
  (random) => typed('show', { paper: `https://arxiv.org/abs/${hostileText(900, random).text.trim()}` }),
];

interface By {
  readonly person: string;
  readonly channel: string;
}

const LOOK_EVERY_MS = 10;
const SHOWN = 12;

/** What both platforms allow for the acknowledgment, and we for the first thing that is shown. */
export const ALLOWED_MS = 3_000;

/**
 * Whether it took too long until it was acknowledged, until something was shown, and until it was answered where nobody else
 * need be asked. `forgivenMs` are not counted.
 */
export function isLate(
  { from, kind, ackedMs, shownMs, answeredMs, waitedMs = performance.now() - from }: Question,
  forgivenMs = 0,
): boolean {
  const demanded = kind === 'here' ? [ackedMs, shownMs, answeredMs] : [ackedMs, shownMs];
  return demanded.some((ms = waitedMs) => ms > ALLOWED_MS + forgivenMs);
}

/**
 * Whether a text only says that the answer is still to come: by its words, since the title of a hostile paper may be one line that is
 * cut off, too.
 */
function saysInProgress(text: string): boolean {
  return /^(?:Still working on it|Waiting for [^\n]{1,100}|Fetching the full text|[^\n]{1,100} is (?:writing|correcting its answer))…$/.test(
    text.replaceAll('*', '').trim(),
  );
}

/** People who ask, and the time that each answer took. `heldMs` says how long the bot waited for a processor so far. */
export class Questions {
  readonly all: Question[] = [];
  readonly #stage: Stage;
  readonly #random: Random;
  readonly #tally: Tally;
  readonly #heldMs: () => number;
  /** What is looked at until the question is answered. */
  readonly #waiting = new Map<Question, () => void>();
  readonly #timer = setInterval(() => this.#look(), LOOK_EVERY_MS);

  constructor(stage: Stage, random: Random, tally: Tally, heldMs: () => number) {
    this.#stage = stage;
    this.#random = random;
    this.#tally = tally;
    this.#heldMs = heldMs;
  }

  /** Somebody on each platform asks something, of which one in four needs somebody else's answer, and somebody opens a page. */
  askOnce(): void {
    const random = this.#random;
    for (const platform of ['discord', 'slack'] as const) {
      const kind = random.chance(0.25) ? 'elsewhere' : 'here';
      const question = random.pick(kind === 'here' ? HERE : ELSEWHERE)(random);
      const { people, channels } = this.#listThoseOn(platform);
      const person = random.pick(people);
      this.#ask(platform, kind, question, { person, channel: random.pick(channels) });
    }
    this.#visit(random.pick(['/', `/paper/${random.pick(ORDINARY_IDS)}`, '/atom.xml', '/search?q=model']));
  }

  /** One member asks for papers that nobody has, in many channels at once, as fast as can be. */
  flood(): void {
    const n = this.#random.whole(0, 19);
    for (const platform of ['discord', 'slack'] as const) {
      const { people, channels } = this.#listThoseOn(platform);
      for (const channel of channels.slice(0, 5))
        for (let i = 0; i < 8; i++) {
          const unknown = typed('show', { paper: `2301.${this.#random.whole(10_000, 18_000)}` });
          this.#ask(platform, 'flood', unknown, { person: people[n] ?? '', channel });
        }
    }
  }

  /** Commands that have had no answer yet. */
  countOpen(): number {
    return this.#waiting.size;
  }

  stop(): void {
    clearInterval(this.#timer);
    for (const question of this.#waiting.keys()) question.waitedMs = performance.now() - question.from;
  }

  #listThoseOn(platform: 'discord' | 'slack') {
    const { slackPeople, slackChannels, discordPeople, discordChannels } = this.#stage;
    return platform === 'slack'
      ? { people: slackPeople, channels: slackChannels }
      : { people: discordPeople, channels: discordChannels };
  }

  #look(): void {
    for (const check of this.#waiting.values()) check();
    for (const question of this.#waiting.keys()) {
      question.heldMs = this.#heldMs() - question.heldAtStart;
      if (isLate(question)) question.meanwhile ??= this.#tally.recent().slice(-SHOWN);
    }
  }

  #begin(platform: Platform, kind: Kind, line: string): Question {
    const question: Question = {
      ...{ platform, kind, line: line.slice(0, 80), from: performance.now() },
      ...{ heldAtStart: this.#heldMs(), heldMs: 0 },
    };
    this.all.push(question);
    return question;
  }

  /** Somebody opens a page in a browser. */
  #visit(path: string): void {
    this.#tally.count('visits', path.split('/').slice(0, 2).join('/'));
    const question = this.#begin('web pages', 'here', path);
    let isRead = false;
    this.#waiting.set(question, () => isRead && this.#settle(question));
    const headers = visitor(this.#random, '203.0.113');
    const open = () => fetch(this.#stage.webUrl + path, { headers });
    // A connection that has rested may end just as it is used again: a browser then opens another one, too.
    open()
      .catch(open)
      .then(
        async (response) => {
          question.ackedMs = performance.now() - question.from;
          await response.arrayBuffer();
          isRead = true;
        },
        // It is late then.
        () => undefined,
      );
  }

  #ask(platform: 'discord' | 'slack', kind: Kind, { name, options, text }: Typed, by: By): void {
    const question = this.#begin(platform, kind, text);
    this.#tally.count(kind === 'flood' ? 'flood' : 'commands', `${platform}: ${name}`, text);
    const check =
      platform === 'slack'
        ? this.#askOnSlack(question, text, by)
        : this.#askOnDiscord(
            question,
            this.#stage.discord.slash(by.person, by.channel, 'papers', name, options),
          );
    this.#waiting.set(question, check);
  }

  #askOnSlack(question: Question, text: string, { person, channel }: By): () => void {
    const deed = this.#stage.slack.people.slash(person, channel, text.slice(0, 3_900));
    const acked = () => {
      question.ackedMs = performance.now() - question.from;
    };
    // Slack gives up a command that is not acknowledged; it counts as late.
    deed.acked.then(acked, () => undefined);
    return () => {
      const texts = deed.answers.map(({ text }) => text);
      if (texts.length > 0) question.shownMs ??= performance.now() - question.from;
      question.shown = texts.at(-1)?.slice(0, 200);
      if (texts.some((said) => !saysInProgress(said))) this.#settle(question);
    };
  }

  #askOnDiscord(question: Question, record: InteractionRecord): () => void {
    return () => {
      if (record.first) question.ackedMs ??= performance.now() - question.from;
      if (!record.first || record.pending || !(record.original || record.modal)) return;
      question.shownMs ??= performance.now() - question.from;
      const shown = readText(record.original) ?? '';
      question.shown = shown.slice(0, 200);
      if (record.followUps.length > 0 || !saysInProgress(shown)) this.#settle(question);
    };
  }

  #settle(question: Question): void {
    question.answeredMs = performance.now() - question.from;
    question.shownMs ??= question.answeredMs;
    question.heldMs = this.#heldMs() - question.heldAtStart;
    this.#waiting.delete(question);
  }
}
