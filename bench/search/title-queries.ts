import { STOP_WORDS } from '../../src/core/matching/stop-words.ts';
import type { Doc } from './collection.ts';
import { generator } from './corpus.ts';
import { words } from './engines/engine.ts';

const QUERIES = 360;

/** Queries of one to six words that mean something, cut from real titles; the same ones every time. */
export function titleQueries(originals: readonly Doc[]): string[] {
  const random = generator(42);
  return Array.from({ length: QUERIES }, (_, i) => {
    const title = originals[Math.floor(random() * originals.length)]?.title ?? '';
    const content = words(title).filter((word) => !STOP_WORDS.has(word));
    const count = 1 + (i % 6);
    const from = Math.floor(random() * Math.max(1, content.length - count));
    return content.slice(from, from + count).join(' ');
  });
}
