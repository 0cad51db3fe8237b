import type { Span } from '../base/text.ts';
import { flattenText } from '../base/text.ts';
import { truncateToFit } from '../paper/format.ts';

/** The beginning of a passage that fits, at the end of a word; styles stay where they are. */
export function cutSpans(spans: readonly Span[], fits: (cut: string) => boolean): Span[] {
  const whole = flattenText(spans);
  const cut = truncateToFit(whole, fits);
  if (cut === whole) return [...spans];
  const shown: Span[] = [];
  // The ellipsis follows what is left of the text.
  let room = cut.length - 1;
  for (const span of spans) {
    if (room <= 0) break;
    const text = span.text.slice(0, room);
    shown.push({ ...span, text });
    room -= text.length;
  }
  return cut === '' ? shown : [...shown, { text: cut.slice(-1) }];
}
