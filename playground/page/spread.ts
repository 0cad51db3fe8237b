import { createElement, Fragment, type ReactNode } from 'react';

/** What has no ids, drawn as children that React knows by their places, as if each were written out. */
export function spread<T>(items: readonly T[], draw: (item: T) => ReactNode): ReactNode {
  return createElement(Fragment, null, ...items.map((item) => draw(item)));
}
