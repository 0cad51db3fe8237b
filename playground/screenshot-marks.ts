import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { computeMark, DOCS, readDiscord, readSlack } from './picture-marks.ts';
import type { PlaygroundState } from './protocol.ts';

/** The pictures that the README shows, which is where they are chosen. */
export function listScreenshots(): ReadonlySet<string> {
  const text = readFileSync(join(DOCS, '../README.md'), 'utf8');
  return new Set([...text.matchAll(/\(docs\/screenshots\/([\w-]+)\.png\)/g)].map(([, name = '']) => name));
}

/** Beside them: for each a mark of what is in it. */
export const SCREENSHOT_MARKS = join(DOCS, 'screenshots/marks.json');

/** What each picture of a chat shows, in the words of the scenes of docs/pictures.md. */
const SCENES: Readonly<Record<string, string>> = { digest: 'overview', settings: 'form' };

/** The mark of a picture of the demo, as what it shows is now. */
export function markScreenshot(
  { discord, slack }: Pick<PlaygroundState, 'discord' | 'slack'>,
  name: string,
  mail?: { readonly html: string },
): string {
  if (mail) return computeMark([withoutLinks(mail.html)]);
  const [what = '', side] = name.split('-');
  const scene = SCENES[what] ?? what;
  return computeMark(side === 'slack' ? readSlack(slack, scene) : readDiscord(discord, scene));
}

/** Each run of the demo has a port, mailboxes and keys of its own. */
function withoutLinks(html: string): string {
  return html.replaceAll(/http:\/\/127\.0\.0\.1:\d+\/[^"]*/g, 'LINK');
}
