import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SIDES, type Side } from './picture-scenes.ts';
import type { PlaygroundState } from './protocol.ts';

export const DOCS = join(import.meta.dirname, '../docs');

/** The pictures that docs/pictures.md shows, which is where they are chosen; without those of an older version, which stay. */
export function listPictures(): ReadonlySet<string> {
  const text = readFileSync(join(DOCS, 'pictures.md'), 'utf8');
  const names = [...text.matchAll(/\(pictures\/([\w-]+)\.webp\)/g)].map(([, name = '']) => name);
  return new Set(names.filter((name) => !name.startsWith('before-')));
}

/** Beside the pictures: for each a mark of the texts in it. */
export const MARKS = join(DOCS, 'pictures/marks.json');

export type Marks = Readonly<Record<string, string>>;

export function readMarks(file = MARKS): Marks {
  return JSON.parse(readFileSync(file, 'utf8')) as Marks;
}

export function writeMarks(file: string, marks: Marks): void {
  const sorted = Object.fromEntries(Object.entries(marks).toSorted(([a], [b]) => a.localeCompare(b)));
  writeFileSync(file, `${JSON.stringify(sorted, null, 2)}\n`);
}

export function computeMark(texts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 16);
}

/** The marks of those pictures that show this, as it is shown now. */
export function markPictures(
  { discord, slack }: Pick<PlaygroundState, 'discord' | 'slack'>,
  what: string,
  side?: Side,
): Record<string, string> {
  const shown = { Discord: readDiscord(discord, what), Slack: readSlack(slack, what) };
  const marks: Record<string, string> = {};
  for (const name of listPictures()) {
    if (!name.startsWith(`${what}-`)) continue;
    const only = SIDES.find((one) => name.startsWith(`${what}-${one.toLowerCase()}-`)) ?? side;
    if (side !== undefined && only !== side) continue;
    const texts = (only ? [only] : SIDES).map((one) => shown[one]);
    marks[name] = computeMark(texts);
  }
  return marks;
}

/** The texts of what Discord shows of a scene. */
export function readDiscord(
  { channels, replies, modal }: PlaygroundState['discord'],
  what: string,
): string[] {
  const [first] = channels;
  switch (what) {
    case 'form':
      return listTexts(modal?.data);
    case 'thread':
      return listTexts(channels.find(({ kind, post }) => kind === 'thread' && post === undefined)?.messages);
    case 'forum':
      return channels.flatMap(({ post, name, messages }) => (post ? [name, ...listTexts(messages)] : []));
    case 'overview':
    case 'recap':
      return listTexts(first?.messages.at(-1));
    default:
      return listTexts(replies.at(-1)?.message);
  }
}

/** The same on Slack. */
export function readSlack({ channels: [first], modal }: PlaygroundState['slack'], what: string): string[] {
  const posts = first?.messages.filter(({ ts, threadTs = ts }) => threadTs === ts) ?? [];
  switch (what) {
    case 'form':
      return listTexts(modal?.view);
    case 'thread':
      return listTexts(first?.messages.filter(({ threadTs }) => threadTs === posts[0]?.ts));
    case 'overview':
    case 'recap':
    case 'folded':
    case 'carousel':
      return listTexts(posts.at(-1)?.blocks);
    default:
      return listTexts(first?.ephemerals.at(-1)?.blocks);
  }
}

/** Of a command or a channel that is mentioned: each run of the demo has its own. */
const RUN_ID = /\d{15,}/g;

/** What is read of a message or a form, wherever it is in it. */
const READ: ReadonlySet<string> = new Set([
  ...['content', 'text', 'title', 'description', 'label', 'placeholder', 'name', 'value', 'hint'],
]);

function listTexts(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return READ.has(key) ? [value.replaceAll(RUN_ID, 'ID')] : [];
  if (Array.isArray(value)) return value.flatMap((one) => listTexts(one, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => (IGNORED.has(name) ? [] : listTexts(inner, name)));
}

/** What comes and goes while a picture is taken, and who wrote it. */
const IGNORED: ReadonlySet<string> = new Set(['reactions', 'author', 'users']);
