import { gzipSync } from 'node:zlib';
import type { Random } from '../shared/random.ts';
import { mutate } from './mutate.ts';
import { hostilePaper } from './papers.ts';

const MB = 1024 * 1024;

const FILES = {
  'records with hostile fields': (random: Random) =>
    lines(300, (i) => hostilePaper(`2501.${10_000 + i}`, random, () => undefined).paper),
  'records with changed fields': (random: Random) =>
    lines(
      300,
      (i) => mutate(hostilePaper(`2502.${10_000 + i}`, random, () => undefined).paper, random).value,
    ),
  'a date with functions for names': () =>
    '{"id":"2501.00001","title":"A","abstract":"B","date":{"toString":1,"valueOf":1}}\n',
  'a title of 30 MB': () => `{"id":"2501.00002","title":"${'a '.repeat(15 * MB)}","abstract":"B"}\n`,
  'one line of brackets': () => '['.repeat(5 * MB),
  'no line end': () => 'x'.repeat(40 * MB),
  'a gzip bomb': () => Buffer.concat(Array.from({ length: 20 }, () => gzipSync(Buffer.alloc(16 * MB, 'a')))),
  'a file of nothing': () => '',
  'bytes that are no text': (random: Random) =>
    Buffer.from(Array.from({ length: 50_000 }, () => random.whole(0, 255))),
} satisfies Readonly<Record<string, (random: Random) => string | Buffer>>;

export type Family = keyof typeof FILES;

export const FAMILIES = Object.keys(FILES) as readonly Family[];

export function makeFile(family: Family, random: Random): string | Buffer {
  return FILES[family](random);
}

function lines(count: number, make: (i: number) => unknown): string {
  return Array.from({ length: count }, (_, i) => `${JSON.stringify(make(i)) ?? 'null'}\n`).join('');
}
