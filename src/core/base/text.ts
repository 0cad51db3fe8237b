import { type ChannelId, splitId } from './ids.ts';

/** What the text of a command begins with, until a platform words it. */
export const COMMAND_START = '/papers';

/** One of our command lines inside a text: `commandSpan('resume')`. Each platform shows it as it is typed there. */
export function commandSpan(line: string): Span {
  return { text: `${COMMAND_START} ${line}`, code: true, command: { line } };
}

/** A channel inside a text, which each platform shows by its name. */
export function channelSpan(channel: ChannelId): Span {
  const { id } = splitId(channel);
  return { text: id, channel: id };
}

/** Text with spans in it: words`Go on with ${commandSpan('resume')}.` */
export function words(strings: TemplateStringsArray, ...values: ReadonlyArray<Text | Span>): Text {
  return joinText(strings.flatMap((text, i) => [text, ...(i < values.length ? [values[i] ?? ''] : [])]));
}

/** One text after the other. A text without spans stays a plain one. */
export function joinText(parts: ReadonlyArray<Text | Span>, between = ''): Text {
  if (areStrings(parts)) return parts.join(between);
  const spans = parts
    .flatMap((part, i) => [...(i > 0 ? toSpans(between) : []), ...toSpans(part)])
    .filter(({ text }) => text !== '');
  return spans.every(isPlain) ? spans.map(({ text }) => text).join('') : mergeSpans(spans);
}

function areStrings(parts: ReadonlyArray<Text | Span>): parts is readonly string[] {
  return parts.every((part) => typeof part === 'string');
}

/** The text without its styles, with commands and links as they are typed. */
export function flattenText(text: Text | undefined): string {
  if (text === undefined || typeof text === 'string') return text ?? '';
  return text.map((span) => span.text).join('');
}

/** The given parts as sentences, one after the other: each ends with a full stop. */
export function joinSentences(...parts: ReadonlyArray<Text | undefined>): Text {
  const filled = parts.filter((part) => part !== undefined && flattenText(part).trim() !== '') as Text[];
  return joinText(filled.map(withFullStop), ' ');
}

function withFullStop(text: Text): Text {
  if (typeof text === 'string') return /[.!?…]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;
  return /[.!?…]$/.test(flattenText(text).trimEnd()) ? text : [...text, { text: '.' }];
}

/** A text as its spans. */
export function toSpans(part: Text | Span): readonly Span[] {
  if (typeof part === 'string') return [{ text: part }];
  return 'text' in part ? [part] : part;
}

function isPlain(span: Span): boolean {
  return Object.keys(span).length === 1;
}

/** Merges adjacent spans without a style. */
function mergeSpans(spans: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const span of spans) {
    const last = out.at(-1);
    if (last && isPlain(last) && isPlain(span)) out[out.length - 1] = { text: last.text + span.text };
    else out.push(span);
  }
  return out;
}

/** Plain text, or runs of it of which some are strong, code or a link. */
export type Text = string | readonly Span[];

export interface Span {
  readonly text: string;
  readonly strong?: boolean;
  readonly code?: boolean;
  /** A web address. */
  readonly link?: string;
  /** A channel's id on its platform, which shows the channel's name instead of the text. It notifies nobody. */
  readonly channel?: string;
  /** One of our commands. `text` has it on one line, as Slack and the terminal accept it; other platforms format it again. */
  readonly command?: CommandRef;
  /** The same where the platform draws how `text` starts as a mention: of the command, or of the bot. */
  readonly mention?: { readonly start: string; readonly id: string };
}

/** A whole command line without `/papers`, or how a command is used. */
export type CommandRef = { readonly line: string } | { readonly usageOf: string };
