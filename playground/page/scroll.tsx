import { type ReactNode, useEffect, useRef } from 'react';

interface Props {
  readonly label: string;
  /** When there is more, the end is shown, if one was there before. */
  readonly count: number;
  readonly children: ReactNode;
}

/** Messages that scroll, told to screen readers as they come. The end stays in sight for who stands at it. */
export function Scroll({ label, count, children }: Props) {
  const box = useRef<HTMLElement>(null);
  const atEnd = useRef(true);
  const known = useRef(0);
  useEffect(() => {
    const element = box.current;
    if (!element || count === known.current) return;
    // What comes after the first messages is what one waits for.
    if (known.current > 0 && atEnd.current) element.scrollTop = element.scrollHeight;
    known.current = count;
  }, [count]);
  return (
    <section
      ref={box}
      className="scroll"
      role="log"
      aria-label={label}
      aria-live="polite"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it with the keyboard
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
        atEnd.current = scrollTop + clientHeight > scrollHeight - 60;
      }}
    >
      {children}
    </section>
  );
}
