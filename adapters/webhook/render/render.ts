import { flattenText, type Text } from '../../../src/core/base/text.ts';
import type { EntryGroup, Message } from '../../../src/core/message/message.ts';
import { wordOverviewTitle } from '../../../src/core/message/overview.ts';
import { toManyLines, toOneLine } from '../../../src/core/message/safe-text.ts';
import type { WebhookContent } from './event-schema.ts';
import { LIMITS } from './limits.ts';
import { renderPaper } from './render-paper.ts';

/** A message as data. Pure. */
export function renderEvent(message: Message): WebhookContent {
  switch (message.kind) {
    case 'overview': {
      const { day, leftoversOn, recap } = message;
      const title = wordOverviewTitle(message);
      return {
        type: 'digest',
        data: {
          day,
          ...(leftoversOn === undefined ? {} : { leftoversOn }),
          ...(recap ? { recap } : {}),
          ...renderPapers(title, message),
        },
      };
    }
    case 'list':
      return { type: 'papers', data: renderPapers(message.title, message) };
    case 'card':
    case 'summary': {
      const { view, language } = message;
      return { type: 'papers', data: renderPapers(view.paper.title, { entries: [view], language }) };
    }
    case 'fields': {
      const lines = message.fields.map(({ name, value }) => `${name}: ${flattenText(value)}`);
      return toNotice(message.title, [flattenOrEmpty(message.intro), ...lines].join('\n'));
    }
    case 'notice':
      return toNotice(message.title, flattenOrEmpty(message.text), message.fix);
  }
}

function renderPapers(
  title: string,
  { entries, groups, language }: Pick<Extract<Message, { kind: 'list' }>, 'entries' | 'groups' | 'language'>,
) {
  return {
    title: toOneLine(title, LIMITS.title),
    language: toOneLine(language, LIMITS.language),
    papers: entries.map(renderPaper),
    ...(groups ? { groups: groups.map(renderGroup) } : {}),
  };
}

function renderGroup({ heading, count }: EntryGroup) {
  return { heading: toOneLine(heading, LIMITS.name), count };
}

function toNotice(title: string, text: string, fix?: Text): WebhookContent {
  return {
    type: 'notice',
    data: {
      title: toOneLine(title, LIMITS.title),
      text: toManyLines(text, LIMITS.text),
      ...(fix === undefined ? {} : { fix: toManyLines(flattenOrEmpty(fix), LIMITS.text) }),
    },
  };
}

function flattenOrEmpty(text: Text | undefined): string {
  return text === undefined ? '' : flattenText(text);
}
