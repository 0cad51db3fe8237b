import type { Message } from '../../../src/core/message/message.ts';
import { wordOverviewTitle } from '../../../src/core/message/overview.ts';
import { wordTitle } from '../../../src/core/message/paper-title.ts';
import { type SafeText, toOneLine } from '../../../src/core/message/safe-text.ts';
import { shortenTitle } from '../../../src/core/paper/format.ts';
import { fitTexts, type Room } from '../../shared/fit.ts';
import { texts } from '../texts/messages.ts';
import type { Block } from './blocks.ts';
import { LIMITS } from './limits.ts';
import { toMessageBlocks } from './message-blocks.ts';
import type { VoteLink } from './paper-blocks.ts';
import { writeHtml } from './write-html.ts';
import { writeText } from './write-text.ts';

/** What is in one reader's mail beside the message. */
export interface Frame {
  /** Whether papers have their teasers, but where the texts would be cut to make room for them. */
  readonly hasPictures?: boolean;
  readonly voteLink: VoteLink;
  /** Absent in a mail to somebody who has confirmed nothing yet. */
  readonly own?: { readonly change: string; readonly unsubscribe: string };
}

/** A mail without its addresses. */
export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** A message as a mail, in HTML and in plain text. Pure. */
export function renderMail(message: Message, frame: Frame): RenderedMail {
  const subject = writeSubject(message);
  const language = toOneLine('language' in message ? message.language : 'en', 20);
  const footer = toFooterBlocks(frame);
  const draw = (room: Room, hasPictures: boolean): Omit<RenderedMail, 'subject'> => {
    const blocks = toMessageBlocks(message, { room, hasPictures, voteLink: frame.voteLink });
    return { html: writeHtml(blocks, footer, { subject, language }), text: writeText(blocks, footer) };
  };
  const fits = (mail: Omit<RenderedMail, 'subject'>): boolean => Buffer.byteLength(mail.html) <= LIMITS.html;
  const whole = frame.hasPictures ? draw((most) => most, true) : undefined;
  return { subject, ...(whole && fits(whole) ? whole : fitTexts((room) => draw(room, false), fits)) };
}

function toFooterBlocks({ own }: Frame): Block[] {
  const say = (words: string): SafeText => toOneLine(words, 200);
  if (!own) return [{ kind: 'text', runs: [{ text: say(texts.notAsked()) }], isSmall: true }];
  return [
    { kind: 'text', runs: [{ text: say(texts.whyYouGetIt()) }], isSmall: true },
    {
      kind: 'links',
      links: [
        { text: say(texts.change()), url: own.change },
        { text: say(texts.unsubscribe()), url: own.unsubscribe },
      ],
    },
  ];
}

function writeSubject(message: Message): SafeText {
  return toOneLine(wordSubject(message), LIMITS.subject) || toOneLine('Paperboy', LIMITS.subject);
}

/** A digest is named after its first paper: nobody opens a subject that is the same every day. */
function wordSubject(message: Message): string {
  switch (message.kind) {
    case 'overview': {
      const title = wordOverviewTitle(message);
      const [first] = message.entries;
      const name = first && (toOneLine(shortenTitle(first.paper.title), 80) || first.paper.id);
      return name ? texts.subject({ title, first: name, more: message.entries.length - 1 }) : title;
    }
    case 'card':
    case 'summary':
      return wordTitle(message.view.paper, LIMITS.subject);
    default:
      return message.title;
  }
}
