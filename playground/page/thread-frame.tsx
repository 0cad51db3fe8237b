import { type ReactNode, useEffect, useRef } from 'react';
import { texts } from './texts.ts';

interface Props {
  readonly label: string;
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A thread beside its channel, or in its place where there is no room for both. The keyboard goes in with it and back out. */
export function ThreadFrame({ label, title, onClose, children }: Props) {
  const frame = useRef<HTMLElement>(null);
  useEffect(() => {
    const link = document.activeElement;
    frame.current?.focus();
    return () => {
      // Who has gone on to something else meanwhile stays there.
      if (link instanceof HTMLElement && document.activeElement === document.body) link.focus();
    };
  }, []);
  return (
    <section ref={frame} className="thread" aria-label={label} tabIndex={-1}>
      <header>
        <h3>{title}</h3>
        <button type="button" aria-label={texts.closeThread()} onClick={onClose}>
          ✕
        </button>
      </header>
      {children}
    </section>
  );
}
