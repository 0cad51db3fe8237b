import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { renderMessage as renderDiscord } from '../../adapters/discord/render/render.ts';
import { renderMail } from '../../adapters/email/render/render.ts';
import { renderMessage as renderSlack } from '../../adapters/slack/render/render.ts';
import { renderText } from '../../adapters/terminal/render.ts';
import { createBodyCheck } from '../../loopback/discord/body-check.ts';
import { checkMessage } from '../../loopback/slack/payload-check.ts';
import { createMailLinks } from '../../src/core/mail/mail-links.ts';
import type { Message } from '../../src/core/message/message.ts';
import { CHAT_LAYOUTS, type Layout } from '../../src/core/schedule/subscription.ts';
import type { VoteValue } from '../../src/core/vote/vote.ts';
import { createMailKeys } from '../../src/mail/keys.ts';
import { parseList } from '../../src/sources/hugging-face/parse-list.ts';
import { forumFaults } from '../support/check-forum-post.ts';
import { countLinesOnPhone, readDrawn } from '../support/lines-on-phone.ts';
import { mailboxId } from '../support/mailboxes.ts';
import { composePosts, type RecordedDay } from '../support/recorded-posts.ts';

const DAYS = resolve(import.meta.dirname, '../../../shared/data/hf-daily');
const TIMEOUT = 600_000;
const present = existsSync(DAYS);
const files = present ? readdirSync(DAYS).filter((file) => /^\d{4}-\d{2}-\d{2}\.json\.gz$/.test(file)) : [];
const YEARS = [...new Set(files.map((file) => file.slice(0, 4)))];
const checkDiscord = createBodyCheck();

const idsIn = (message: Message) =>
  message.kind === 'card'
    ? [message.view.paper.id]
    : message.kind === 'overview'
      ? message.entries.map(({ paper }) => paper.id)
      : [];

function readItems(file: string): unknown[] {
  return JSON.parse(gunzipSync(readFileSync(join(DAYS, file))).toString('utf8')) as unknown[];
}

interface ParsedDay extends RecordedDay {
  readonly ids: ReadonlySet<string>;
  readonly skipped: ReturnType<typeof parseList>['skipped'];
}

/** Each is parsed once: every layout on every platform shows the same papers. */
const parsed = new Map<string, ParsedDay>();

function readDay(file: string): ParsedDay {
  const known = parsed.get(file);
  if (known) return known;
  const items = readItems(file);
  const ids = new Set(items.map((item) => (item as { paper: { id: string } }).paper.id));
  const recorded = { day: file.slice(0, 10), ids, ...parseList(items, 'recording') };
  parsed.set(file, recorded);
  return recorded;
}

/** A message names each of its papers on every platform, within the limits that the loopback servers hold. */
function expectShown(message: Message, layout: Layout, file: string) {
  const [discord, slack] = [renderDiscord(message), renderSlack(message)];
  const [onDiscord, onSlack] = [JSON.stringify(discord), JSON.stringify(slack)];
  for (const id of idsIn(message)) {
    expect(onDiscord, `${file} ${id} on Discord`).toContain(`/papers/${id}`);
    expect(onSlack, `${file} ${id} on Slack`).toContain(`/papers/${id}`);
  }
  if (layout === 'folded') expect(onSlack).toContain('"container"');
  if (layout === 'carousel') expect(onSlack).toContain('"carousel"');
  expect(renderText(message, { color: false, columns: 80 }).length).toBeGreaterThan(40);
  // Both checks are those of the loopback servers: each platform's own description and limits.
  expect(checkMessage(slack), `${file} on Slack`).toEqual([]);
  checkDiscord.check('message', discord);
  if (layout === 'forum') expect(forumFaults(message, FORUM), file).toEqual([]);
}

/** A forum that wants a tag, with tags that papers have. */
const FORUM = {
  tags: ['Agents', 'Video', 'Language', 'Vision', 'Robotics', 'Other'].map((name, i) => ({
    id: String(i + 1),
    name,
  })),
  requiresTag: true,
};

/** Links as long as they are in a mail. */
const MAIL_LINKS = createMailLinks('https://papers.example.org', createMailKeys('k'.repeat(40)), {
  now: Date.now,
});
const FRAME = {
  voteLink: (paperId: string, value: VoteValue) => MAIL_LINKS.toVoteLink(mailboxId(1), paperId, value),
  own: {
    change: MAIL_LINKS.toChangeLink(mailboxId(1)),
    unsubscribe: MAIL_LINKS.toUnsubscribeLink(mailboxId(1)),
  },
};

/** What a paper is said to have found: a layout says it in one of these ways, as far as it has space. */
function listSaid(message: Message): string[] {
  const view =
    message.kind === 'card' ? message.view : message.kind === 'overview' ? message.entries[0] : undefined;
  const { line, shortLine, text, brief } = view?.summary ?? {};
  return [line, shortLine, text, brief].flatMap((one) => (one ? [plainly(one).slice(0, BEGINNING)] : []));
}

/** So many characters one reads before the first sentence that says what a paper found; infinitely many where there is none. */
function countBefore(message: Message, payload: object, platform: 'discord' | 'slack'): number {
  const drawn = plainly(readDrawn(payload, platform));
  // An empty one, or one that says next to nothing, is no sentence.
  const positions = listSaid(message)
    .filter((said) => said.length === BEGINNING)
    .map((said) => drawn.indexOf(said))
    .filter((at) => at >= 0);
  return Math.min(...positions, Number.POSITIVE_INFINITY);
}

const BEGINNING = 20;

/** Letters and digits alone: how signs are escaped is not what is measured. */
const plainly = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '');

/**
 * The most that a first message of a layout may have, over all days: lines of a phone, and characters before what a paper found. As
 * measured in November 2026, with a line and ten characters to spare.
 */
const MOST = {
  thread: { discord: { lines: 40, before: 214 }, slack: { lines: 33, before: 157 } },
  cards: { discord: { lines: 17, before: 178 }, slack: { lines: 14, before: 160 } },
  compact: { discord: { lines: 39, before: 214 }, slack: { lines: 32, before: 157 } },
  folded: { discord: { lines: 39, before: 214 }, slack: { lines: 31, before: 157 } },
  carousel: { discord: { lines: 39, before: 214 }, slack: { lines: 11, before: 176 } },
  forum: { discord: { lines: 17, before: 178 }, slack: { lines: 14, before: 160 } },
} as const;

describe.skipIf(!present)('479 recorded days (skipped without ../shared)', () => {
  it('are all there', () => {
    expect(files).toHaveLength(479);
  });

  it(
    'parse without a loss: every item is a paper or is skipped with its reason',
    () => {
      const lost = files.flatMap((file) => {
        const { papers, skipped, ids } = readDay(file);
        return papers.length === ids.size && skipped.length === 0
          ? []
          : [`${file}: ${skipped.map(({ reason }) => reason.code).join()}`];
      });
      expect(lost).toEqual([]);
    },
    TIMEOUT,
  );

  it.each(YEARS.flatMap((year) => CHAT_LAYOUTS.map((layout) => ({ year, layout }))))(
    'of $year become posts in the layout $layout that every platform can show, and no paper is lost',
    ({ year, layout }) => {
      for (const file of files.filter((name) => name.startsWith(year))) {
        const recorded = readDay(file);
        const messages = composePosts(recorded, { layout });
        expect(new Set(messages.flatMap(idsIn)).size, file).toBe(recorded.papers.length);
        for (const message of messages) expectShown(message, layout, file);
      }
    },
    // Hundreds of days: two minutes on a machine that does much else.
    TIMEOUT,
  );

  it.each(YEARS)(
    'of %s become letters that name every paper, in less than what mail programs cut off',
    (year) => {
      for (const file of files.filter((name) => name.startsWith(year))) {
        const recorded = readDay(file);
        const [letter, ...more] = composePosts(recorded, { layout: 'letter' });
        expect(more).toEqual([]);
        if (!letter) throw new Error(file);
        const { html, text } = renderMail(letter, FRAME);
        for (const { id } of recorded.papers)
          for (const part of [html, text]) expect(part, `${file} ${id}`).toContain(`/papers/${id}`);
        expect(Buffer.byteLength(html), file).toBeLessThan(102_000);
        // What is behind the cut would be the link that ends it.
        expect(html, file).toContain(FRAME.own.unsubscribe);
      }
    },
    TIMEOUT,
  );

  describe.each(CHAT_LAYOUTS)(
    'say in the layout %s early what the first paper found, in few lines of a phone',
    (layout) => {
      let firsts: Message[];
      beforeAll(() => {
        firsts = files.flatMap((file) => composePosts(readDay(file), { layout, count: 5 }).slice(0, 1));
      }, TIMEOUT);

      it.each(['discord', 'slack'] as const)(
        'on %s',
        (platform) => {
          expect(firsts).toHaveLength(files.length);
          const most = { lines: 0, before: 0 };
          for (const first of firsts) {
            const payload = platform === 'slack' ? renderSlack(first) : renderDiscord(first);
            most.lines = Math.max(most.lines, countLinesOnPhone(payload, platform));
            most.before = Math.max(most.before, countBefore(first, payload, platform));
          }
          expect(most.lines).toBeLessThanOrEqual(MOST[layout][platform].lines);
          expect(most.before).toBeLessThanOrEqual(MOST[layout][platform].before);
          expect(most.before).toBeGreaterThan(0);
        },
        TIMEOUT,
      );
    },
  );
});
