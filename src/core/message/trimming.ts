import { DeliveryError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { reasons } from '../reason/texts.ts';
import type { Card, Message, Overview, PaperView } from './message.ts';

/** A variant of a message with fewer of the parts that a platform may refuse. */
export interface Trimmed {
  readonly message: Message;
  /** Sent as plain text: no layout, no picture, no buttons. */
  readonly asText: boolean;
  /** What was left out, for the log. */
  readonly without?: string;
}

/**
 * Sends the message, and where the platform refuses its content, again with less, until it is accepted. A refusal was
 * certainly not carried out, so nothing is posted twice. Throws the first refusal when the title and the link alone are
 * refused as well, and any other failure at once.
 */
export async function sendTrimmed<T>(
  message: Message,
  log: Log,
  attempt: (trimmed: Trimmed) => Promise<T>,
): Promise<T> {
  let first: DeliveryError | undefined;
  for (const trimmed of listTrimmings(message)) {
    try {
      const done = await attempt(trimmed);
      if (first)
        log.warn({ err: first, without: trimmed.without }, 'a message was refused and sent with less');
      return done;
    } catch (error) {
      if (!(error instanceof DeliveryError) || error.fault !== 'rejected') throw error;
      first ??= error;
    }
  }
  throw first ?? new DeliveryError('rejected', reasons.nothingToSend());
}

/** The message as it is, and then with less and less, starting with what is most often refused. */
function* listTrimmings(message: Message): Generator<Trimmed> {
  yield { message, asText: false };
  // Where this does not help, the mention is good, and the people whom it is for still want it.
  if (message.mentions !== undefined)
    yield { message: withoutMention(message), asText: false, without: 'mention' };
  if (message.kind === 'card') yield* listCardTrimmings(message);
  else if (message.kind === 'overview') yield* listOverviewTrimmings(message);
  else if (message.kind === 'summary') {
    yield { message, asText: true, without: 'layout' };
    yield { message: { ...message, view: withTitleOnly(message.view) }, asText: true, without: 'details' };
  } else yield { message, asText: true, without: 'layout' };
}

export function withoutMention(message: Message): Message {
  const { mentions: _, ...rest } = message;
  return rest;
}

function* listCardTrimmings(message: Card): Generator<Trimmed> {
  const { thumbnailUrl, ...pictureless } = message.view.paper;
  const { codeUrl, projectUrl } = pictureless;
  const bare = withoutOutsideLinks(message);
  if (thumbnailUrl) {
    const without = { ...message, view: { ...message.view, paper: pictureless } };
    yield { message: without, asText: false, without: 'picture' };
  }
  if (codeUrl || projectUrl) yield { message: bare, asText: false, without: 'outside-links' };
  yield { message: bare, asText: true, without: 'layout' };
  yield {
    message: { ...message, view: withTitleOnly(message.view) },
    asText: true,
    without: 'all-but-title',
  };
}

/** A card without any address that comes from outside. */
export function withoutOutsideLinks(message: Card): Card {
  const { thumbnailUrl: _, codeUrl: __, projectUrl: ___, ...paper } = message.view.paper;
  return { ...message, view: { ...message.view, paper } };
}

/** A platform does not say which paper of a list it refuses: each in turn is reduced, and only then all of them. */
function* listOverviewTrimmings(styled: Overview): Generator<Trimmed> {
  const { style, ...message } = styled;
  // A picture that cannot be fetched is refused with everything around it; only a carousel has any.
  if (style === 'carousel' && styled.entries.some(({ paper }) => paper.thumbnailUrl))
    yield {
      message: { ...styled, entries: styled.entries.map(withoutPicture) },
      asText: false,
      without: 'pictures',
    };
  if (style) yield { message, asText: false, without: `style ${style}` };
  const { entries } = message;
  for (const lessen of [withTitleOnly, withIdOnly])
    for (const entry of entries) {
      const lessened = entries.map((other) => (other === entry ? lessen(other) : other));
      yield {
        message: { ...message, entries: lessened },
        asText: false,
        without: `details-of ${entry.paper.id}`,
      };
    }
  yield { message, asText: true, without: 'layout' };
  yield { message: { ...message, entries: entries.map(withIdOnly) }, asText: true, without: 'titles' };
}

function withoutPicture({ paper, ...rest }: PaperView): PaperView {
  const { thumbnailUrl: _, ...pictureless } = paper;
  return { ...rest, paper: pictureless };
}

function withTitleOnly({ paper: { id, pageUrl, title }, n, tally }: PaperView): PaperView {
  const paper = { id, ...(pageUrl === undefined ? {} : { pageUrl }), title, abstract: '', authors: [] };
  return { paper, ...(n === undefined ? {} : { n }), tally };
}

/** Without a title the id is shown instead. */
function withIdOnly(view: PaperView): PaperView {
  const { paper, ...rest } = withTitleOnly(view);
  return { ...rest, paper: { ...paper, title: '' } };
}
