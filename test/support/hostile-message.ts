import type { Forum } from '../../adapters/discord/api/forum.ts';
import type { Choice, Form } from '../../src/core/message/interaction.ts';
import {
  type Action,
  type EntryGroup,
  type Feedback,
  type Fields,
  type Message,
  type Notice,
  type Overview,
  PAPERS_PER_MESSAGE,
  type PaperView,
  SPECIAL_PAPERS_PER_MESSAGE,
  type SummaryMessage,
} from '../../src/core/message/message.ts';
import type { RecapPeriod, RecapSpan } from '../../src/core/schedule/recap.ts';
import type { SpecialLayout } from '../../src/core/schedule/subscription.ts';
import { hostileForm } from './hostile-form.ts';
import { hostileView } from './hostile-paper.ts';
import { ADDRESSES, createHostile, type Hostile, listNames, type Whole } from './hostile-text.ts';

/** What a platform is asked to show, and the language in which the bot speaks meanwhile. */
export type HostileShown = HostileMessage | HostileForm | HostileChoices | HostileWorkObject;

export interface HostileMessage {
  readonly message: Message;
  readonly language: string;
  /** Where it is posted, on a platform that has forums. */
  readonly forum: Forum;
}

export interface HostileForm {
  readonly form: Form;
  readonly language: string;
}

/** What is offered to somebody who has typed the half of something: in a command, or in a field of a form. */
export interface HostileChoices {
  readonly choices: readonly Choice[];
  readonly language: string;
}

/** The answer about a link that Slack shows as a Work Object: below the link, and in the side pane. */
export interface HostileWorkObject {
  readonly answer: Of<'card'> | Of<'notice'>;
  readonly link: string;
  readonly language: string;
}

type Kind = Message['kind'];
type Of<Name extends Kind> = Extract<Message, { readonly kind: Name }>;

const TONES = listNames<Notice['tone']>({ info: true, success: true, warning: true, error: true });
const CARDS = listNames<Overview['cards']>({ thread: true, channel: true, none: true });
const STYLES = listNames<SpecialLayout>({ folded: true, carousel: true });
const PERIODS = listNames<RecapPeriod>({ week: true, month: true });
const LANGUAGES = ['en', 'en-GB', 'de', 'de-AT', 'de', 'ar', 'nonsense!'];

/** A role of Discord and a group of Slack, either of which means nothing on the other one, and what is none. */
export const MENTIONED = { discord: '123456789012345679', slack: 'S0GROUP1' } as const;
const MENTIONS = [...Object.values(MENTIONED), '@everyone', 'here', '1><@everyone>', 'S1><!channel>', ''];

type Around = Pick<Whole<Message>, 'sharedBy' | 'mentions'>;

function hostileAround({ maybe, pick, text }: Hostile): Around {
  return { sharedBy: maybe(0.2, () => text(5)), mentions: maybe(0.2, () => pick(MENTIONS)) };
}

function hostileActions({ chance, many, pick, text }: Hostile): Action[] {
  return many(5, (i): Action => {
    const button: Whole<Extract<Action, { kind: 'button' }>> = {
      kind: 'button',
      id: `save:${i}`,
      label: text(4),
      style: pick(['primary', 'danger', undefined]),
    };
    const link: Whole<Extract<Action, { kind: 'link' }>> = {
      kind: 'link',
      url: pick(ADDRESSES),
      label: text(4),
    };
    return chance(0.5) ? button : link;
  });
}

function hostileEntries(hostile: Hostile, least: number, most = PAPERS_PER_MESSAGE): PaperView[] {
  const { below, chance } = hostile;
  const length = least + below(chance(0.1) ? most + 1 - least : 4);
  return Array.from({ length }, (_, i) => hostileView(hostile, i));
}

/** Groups that hold all of the entries. */
function hostileGroups({ below, text }: Hostile, entries: number): EntryGroup[] {
  const groups: EntryGroup[] = [];
  for (let left = entries; left > 0; ) {
    const whole: Whole<EntryGroup> = { heading: text(4), count: 1 + below(left) };
    groups.push(whole);
    left -= whole.count;
  }
  return groups;
}

function hostileRecap({ day, pick }: Hostile): RecapSpan {
  const whole: Whole<RecapSpan> = { period: pick(PERIODS), from: day(), to: day() };
  return whole;
}

function hostileFeedback({ text }: Hostile): Feedback {
  const yes: Whole<Feedback['yes']> = { id: 'feedback:yes', label: text(4) };
  const no: Whole<Feedback['no']> = { id: 'feedback:no', label: text(4) };
  return { yes, no } satisfies Whole<Feedback>;
}

function hostileForum({ chance, many, pick, text }: Hostile): Forum {
  const tag = (i: number): Forum['tags'][number] => ({
    id: String(10n ** 17n + BigInt(i)),
    name: pick([text(3), 'papers', 'language models', 'Computer Vision', 'cs.CL']),
  });
  return { tags: many(20, tag), requiresTag: chance(0.3) } satisfies Whole<Forum>;
}

type Part = Whole<NonNullable<Overview['part']>>;
type Field = Whole<Fields['fields'][number]>;
type Point = Whole<SummaryMessage['points'][number]>;

type Make<Name extends Kind> = (hostile: Hostile, language: string) => Whole<Of<Name>>;

/** A kind of message that the model gets and that is missing here is a type error, and so is a field. */
const MAKE: { readonly [Name in Kind]: Make<Name> } = {
  overview: (hostile, language) => {
    const { below, day, maybe, pick } = hostile;
    const style = maybe(0.5, () => pick(STYLES));
    const entries = hostileEntries(hostile, 1, style ? SPECIAL_PAPERS_PER_MESSAGE : PAPERS_PER_MESSAGE);
    return {
      ...hostileAround(hostile),
      kind: 'overview',
      day: day(),
      leftoversOn: maybe(0.2, day),
      part: maybe(0.2, (): Part => ({ n: below(4), of: below(4) })),
      entries,
      groups: maybe(0.3, () => hostileGroups(hostile, entries.length)),
      recap: maybe(0.2, () => hostileRecap(hostile)),
      more: below(3),
      style,
      cards: pick(CARDS),
      language,
    };
  },
  card: (hostile, language) => ({
    ...hostileAround(hostile),
    kind: 'card',
    view: hostileView(hostile, 0),
    takesReactions: hostile.maybe(0.5, () => true),
    language,
    actions: hostileActions(hostile),
  }),
  list: (hostile, language) => {
    const { anyText, maybe, text } = hostile;
    const entries = hostileEntries(hostile, 0);
    return {
      ...hostileAround(hostile),
      kind: 'list',
      title: text(),
      note: maybe(0.8, anyText),
      entries,
      groups: maybe(0.3, () => hostileGroups(hostile, entries.length)),
      empty: maybe(0.8, anyText),
      language,
      actions: hostileActions(hostile),
    };
  },
  summary: (hostile, language) => {
    const { many, maybe, text } = hostile;
    const point = (): Point => ({
      label: maybe(0.7, () => text(3)),
      text: text(),
    });
    return {
      ...hostileAround(hostile),
      kind: 'summary',
      view: hostileView(hostile, 0),
      points: many(4, point),
      by: text(4),
      notes: many(3, () => text()),
      language,
      feedback: maybe(0.5, () => hostileFeedback(hostile)),
      actions: hostileActions(hostile),
    };
  },
  fields: (hostile) => {
    const { anyText, count, many, maybe, text } = hostile;
    return {
      ...hostileAround(hostile),
      kind: 'fields',
      title: text(),
      intro: maybe(0.8, anyText),
      fields: many(6, (): Field => ({ name: text(4), value: anyText() })),
      papers: maybe(0.4, () => hostileEntries(hostile, 0)),
      numbers: maybe(0.2, () => ({ [text(3)]: count() })),
      actions: hostileActions(hostile),
    };
  },
  notice: (hostile) => {
    const { anyText, maybe, pick, span, text } = hostile;
    return {
      ...hostileAround(hostile),
      kind: 'notice',
      tone: pick(TONES),
      title: text(),
      text: maybe(0.8, anyText),
      fix: maybe(0.8, anyText),
      example: maybe(0.8, span),
      requestId: maybe(0.5, () => text(3)),
      actions: hostileActions(hostile),
    };
  },
};

const MESSAGES = Object.keys(MAKE) as readonly Kind[];

export const KINDS = [...MESSAGES, 'form', 'choices', 'work-object'] as const;

/** What a platform shows: Work Objects are Slack's. */
export function listKinds(platform: string): Array<(typeof KINDS)[number]> {
  return KINDS.filter((kind) => kind !== 'work-object' || platform === 'slack');
}

/** More than a platform takes, values that are there twice or empty among them. */
function hostileOffer({ many, pick, text }: Hostile): Choice[] {
  return many(130, (): Whole<Choice> => ({ label: text(6), value: pick([text(3), text(), 'cs.CL', '']) }));
}

const LINKS = ['https://arxiv.org/abs/2604.00001', 'https://huggingface.co/papers/2604.00001?a=<!here>#*x*'];

/** A message of a kind, or what else is shown, with hostile text wherever text can be. Titles of papers begin with `T1x`, `T2x` …, which identify them. */
export function hostileMessage(kind: (typeof KINDS)[number], random: () => number): HostileShown {
  const hostile = createHostile(random);
  const language = hostile.pick(LANGUAGES);
  if (kind === 'form') return { form: hostileForm(hostile), language };
  if (kind === 'choices') return { choices: hostileOffer(hostile), language };
  if (kind === 'work-object') {
    const make = hostile.pick([MAKE.card, MAKE.card, MAKE.notice]);
    return { answer: make(hostile, language), link: hostile.pick(LINKS), language };
  }
  return { message: MAKE[kind](hostile, language), language, forum: hostileForum(hostile) };
}
