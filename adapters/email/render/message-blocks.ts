import { flattenText, type Text, toSpans } from '../../../src/core/base/text.ts';
import type { Action, Fields, Message, Notice, SummaryMessage } from '../../../src/core/message/message.ts';
import { writeSharedBy } from '../../../src/core/message/message-lines.ts';
import { listHeadedEntries, wordOverviewTitle } from '../../../src/core/message/overview.ts';
import { cutSafeText, toOneLine } from '../../../src/core/message/safe-text.ts';
import { parseWebAddress } from '../../../src/core/text/web-address.ts';
import type { Room } from '../../shared/fit.ts';
import { texts } from '../texts/messages.ts';
import { type Block, type Run, text } from './blocks.ts';
import { LIMITS } from './limits.ts';
import { type PaperLook, toPaperBlocks } from './paper-blocks.ts';

/** What a message says, as the blocks of a mail. */
export function toMessageBlocks(message: Message, look: Omit<PaperLook, 'language'>): Block[] {
  const sharedBy = writeSharedBy(message);
  const actions = 'actions' in message ? (message.actions ?? []) : [];
  return [
    ...text(sharedBy ? [{ text: toOneLine(sharedBy, 120) }] : [], true),
    ...toBodyBlocks(message, look),
    ...actions.slice(0, LIMITS.actions).flatMap(toButton),
  ];
}

function toBodyBlocks(message: Message, look: Omit<PaperLook, 'language'>): Block[] {
  const { room } = look;
  switch (message.kind) {
    case 'overview': {
      const papers = listHeadedEntries(message).flatMap(({ view, heading }) => [
        ...text(heading === undefined ? [] : [{ text: toOneLine(heading, LIMITS.title), strong: true }]),
        ...toPaperBlocks(view, { ...look, language: message.language }),
      ]);
      return [toTitleBlock(wordOverviewTitle(message)), ...papers];
    }
    case 'card':
      return toPaperBlocks(message.view, { ...look, language: message.language });
    case 'list': {
      const { note, entries, empty, language } = message;
      return [
        toTitleBlock(message.title),
        ...toParagraphs(note, room, true),
        ...entries.flatMap((view) => toPaperBlocks(view, { ...look, language })),
        ...(entries.length === 0 ? toParagraphs(empty, room) : []),
      ];
    }
    case 'summary':
      return toSummaryBlocks(message, look);
    case 'fields':
      return toFieldBlocks(message, room);
    case 'notice':
      return toNoticeBlocks(message, room);
  }
}

function toSummaryBlocks(message: SummaryMessage, look: Omit<PaperLook, 'language'>): Block[] {
  const { room } = look;
  const points = message.points
    .slice(0, 20)
    .flatMap(({ label, text: said }) =>
      text([
        ...(label ? [{ text: cutSafeText(`${toOneLine(label, 80)}: `, 90), strong: true }] : []),
        { text: toOneLine(said, room(LIMITS.summary)) },
      ]),
    );
  return [
    ...toPaperBlocks(message.view, { ...look, language: message.language }),
    ...points,
    ...text([{ text: toOneLine(texts.by({ by: message.by }), 160) }], true),
    ...message.notes.slice(0, 10).flatMap((note) => text([{ text: toOneLine(note, room(400)) }], true)),
  ];
}

function toFieldBlocks({ title: name, intro, fields }: Fields, room: Room): Block[] {
  return [
    toTitleBlock(name),
    ...toParagraphs(intro, room),
    ...fields
      .slice(0, 25)
      .flatMap((field) =>
        text([
          { text: cutSafeText(`${toOneLine(field.name, 80)}: `, 90), strong: true },
          ...toRuns(field.value, room),
        ]),
      ),
  ];
}

function toNoticeBlocks({ title: name, text: said, fix, example, requestId }: Notice, room: Room): Block[] {
  return [
    toTitleBlock(name),
    ...toParagraphs(said, room),
    ...toParagraphs(fix, room),
    ...(example ? text([{ text: toOneLine(example.text, room(300)), code: true }]) : []),
    ...(requestId ? text([{ text: toOneLine(texts.request({ id: requestId }), 60) }], true) : []),
  ];
}

function toTitleBlock(words: string): Block {
  return { kind: 'title', text: toOneLine(words, LIMITS.title) || toOneLine('Paperboy', 60) };
}

function toParagraphs(words: Text | undefined, room: Room, isSmall?: true): Block[] {
  return words === undefined || flattenText(words).trim() === '' ? [] : text(toRuns(words, room), isSmall);
}

function toRuns(words: Text, room: Room): Run[] {
  return toSpans(words).map(({ text: said, strong, code, link }) => {
    const url = parseWebAddress(link, LIMITS.url);
    return {
      text: cutSafeText(said, room(LIMITS.text)),
      ...(strong ? { strong } : {}),
      ...(code ? { code } : {}),
      ...(url ? { url } : {}),
    };
  });
}

/** Only a link works as a button in a mail. Addresses of ours may be of this machine, in a rehearsal. */
function toButton(action: Action): Block[] {
  if (action.kind !== 'link') return [];
  const url = URL.parse(action.url);
  const isWeb = url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
  return isWeb ? [{ kind: 'button', label: toOneLine(action.label, 80), url: url.href }] : [];
}
