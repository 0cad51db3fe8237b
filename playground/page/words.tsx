import { type Text, toSpans } from '../../src/core/base/text.ts';
import { spread } from './spread.ts';

/** A text with its names in bold and its commands as Discord shows a mention. */
export function Words({ text }: { readonly text: Text }) {
  return spread(toSpans(text), ({ text: part, strong, command }) => {
    if (command) return <span className="mention">{part}</span>;
    return strong ? <strong>{part}</strong> : part;
  });
}
