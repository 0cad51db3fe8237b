import { type RefObject, useLayoutEffect, useRef } from 'react';

/** For the field that one goes on typing in after what one pressed, as on the platforms: it takes the focus when it appears. */
export function useFocus<T extends HTMLElement>(wanted: boolean): RefObject<T | null> {
  const element = useRef<T>(null);
  useLayoutEffect(() => {
    if (wanted) element.current?.focus();
  }, [wanted]);
  return element;
}
