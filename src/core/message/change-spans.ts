import type { Span, Text } from '../base/text.ts';
import type { Message } from './message.ts';

/** A message with each span of its own texts changed: how a platform words commands. */
export function changeSpans(message: Message, change: (span: Span) => Span): Message {
  const changeText = (text: Text): Text => (typeof text === 'string' ? text : text.map(change));
  const changeField = <K extends string>(name: K, value: Text | undefined): { [P in K]?: Text } =>
    (value === undefined ? {} : { [name]: changeText(value) }) as { [P in K]?: Text };
  switch (message.kind) {
    case 'notice': {
      const { example } = message;
      return {
        ...message,
        ...changeField('text', message.text),
        ...changeField('fix', message.fix),
        ...(example ? { example: change(example) } : {}),
      };
    }
    case 'fields': {
      const fields = message.fields.map((field) => ({ ...field, value: changeText(field.value) }));
      return { ...message, ...changeField('intro', message.intro), fields };
    }
    case 'list':
      return { ...message, ...changeField('note', message.note), ...changeField('empty', message.empty) };
    default:
      return message;
  }
}
