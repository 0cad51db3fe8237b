import { flattenText, type Text } from '../../core/base/text.ts';
import type { Message, PaperView } from '../../core/message/message.ts';

/** A message as data for programs: a record for each paper of a list, one record for everything else. */
export function toRecords(message: Message): object[] {
  switch (message.kind) {
    case 'list':
    case 'overview':
      return message.entries.map(toPaperRecord);
    case 'card':
      return [toPaperRecord(message.view)];
    case 'summary': {
      const { view, points, by, notes, language } = message;
      return [{ id: view.paper.id, title: view.paper.title, points, by, notes, language }];
    }
    case 'fields': {
      const fields = message.fields.map(({ name, value }) => [name, flattenText(value)]);
      const { title, intro, numbers } = message;
      return [
        withoutGaps({ title, intro: flattenOptional(intro), ...numbers, ...Object.fromEntries(fields) }),
      ];
    }
    case 'notice': {
      const { tone, title, text, fix, example } = message;
      return [
        withoutGaps({
          tone,
          title,
          text: flattenOptional(text),
          fix: flattenOptional(fix),
          example: example?.text,
        }),
      ];
    }
  }
}

function toPaperRecord({ paper, n, tally, score, snippet, why, day }: PaperView): object {
  const { id, title, publishedAt, upvotes } = paper;
  const matched = new Set(snippet?.flatMap(({ text, strong }) => (strong ? [text] : [])));
  return withoutGaps({
    n,
    id,
    score,
    title,
    publishedAt,
    day,
    upvotes,
    votes: tally,
    why,
    ...(snippet ? { snippet: flattenText(snippet), matched: [...matched] } : {}),
  });
}

function flattenOptional(text: Text | undefined): string | undefined {
  return text === undefined ? undefined : flattenText(text);
}

function withoutGaps(record: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
