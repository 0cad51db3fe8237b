import { type ReactNode, useEffect, useRef } from 'react';

interface Props {
  readonly label: string;
  /** When there is more, the end is shown to who has not scrolled away from it. */
  readonly count: number;
  /** Changes with what the person said or asked for, which is shown wherever they were. */
  readonly own: string | undefined;
  readonly children: ReactNode;
}

/** Who has no mouse reaches what scrolls by Tab, though there is nothing to press: axe wants it (`scrollable-region-focusable`). */
export const SCROLLED_BY_KEY = { tabIndex: 0 } as const;

/** Messages that scroll, announced to screen readers as they come. The end stays in sight for who is at it. */
export function Scroll({ label, count, own, children }: Props) {
  const box = useRef<HTMLElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const away = useRef(false);
  /** Really at the end, and not just not yet scrolled: the first messages are read from their beginning. */
  const atEnd = useRef(false);
  const top = useRef(0);
  const known = useRef<{ count: number; own: string | undefined }>(undefined);
  useEffect(() => {
    const element = box.current;
    const before = known.current;
    known.current = { count, own };
    if (!element || before?.count === 0) return;
    // What was there before the page opens at its newest, as on the platforms.
    const asked = !before || (own !== undefined && own !== before.own);
    if (!asked && (count === before.count || away.current)) return;
    element.scrollTop = element.scrollHeight;
    atEnd.current = true;
  }, [count, own]);
  useEffect(() => {
    // An answer that grows, or a page that turns to a longer one.
    const watch = new ResizeObserver(() => {
      if (box.current && atEnd.current) box.current.scrollTop = box.current.scrollHeight;
    });
    if (content.current) watch.observe(content.current);
    return () => watch.disconnect();
  }, []);
  return (
    <section
      ref={box}
      className="scroll"
      role="log"
      aria-label={label}
      aria-live="polite"
      {...SCROLLED_BY_KEY}
      onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
        const isAtEnd = scrollTop + clientHeight > scrollHeight - 60;
        // The event comes late: an answer that has grown since has moved nobody away.
        const hasStayed = atEnd.current && scrollTop >= top.current;
        top.current = scrollTop;
        atEnd.current = isAtEnd || hasStayed;
        away.current = !atEnd.current;
      }}
    >
      <div ref={content}>{children}</div>
    </section>
  );
}
