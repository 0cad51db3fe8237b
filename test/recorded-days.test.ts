import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { renderMessage as renderDiscord } from '../adapters/discord/render/render.ts';
import { renderMessage as renderSlack } from '../adapters/slack/render/render.ts';
import { renderText } from '../adapters/terminal/render.ts';
import { createBodyCheck } from '../loopback/discord/body-check.ts';
import { checkMessage } from '../loopback/slack/payload-check.ts';
import { composePost } from '../src/core/digest/compose.ts';
import { chooseDigest } from '../src/core/digest/digest.ts';
import { planPosts } from '../src/core/digest/post-plan.ts';
import type { Message } from '../src/core/message/message.ts';
import type { Paper } from '../src/core/paper/paper.ts';
import type { Layout } from '../src/core/schedule/subscription.ts';
import { parseList } from '../src/sources/hugging-face/parse-list.ts';
import { createSummarizer } from '../src/summary/fallback-chain.ts';
import { channelId } from './support/ids.ts';

const DAYS = resolve(import.meta.dirname, '../../shared/data/hf-daily');
const TIMEOUT = 600_000;
const present = existsSync(DAYS);
const files = present ? readdirSync(DAYS).filter((file) => /^\d{4}-\d{2}-\d{2}\.json\.gz$/.test(file)) : [];
const YEARS = [...new Set(files.map((file) => file.slice(0, 4)))];
/** Choosing sentences is most of the work and the same in each layout, so each paper's are chosen once. */
const findCardSummary = rememberById(createSummarizer().findCardSummary);
const checkDiscord = createBodyCheck();

const idsIn = (message: Message) =>
  message.kind === 'card'
    ? [message.view.paper.id]
    : message.kind === 'overview'
      ? message.entries.map(({ paper }) => paper.id)
      : [];

function rememberById<T>(choose: (paper: Paper) => T): (paper: Paper) => T {
  const known = new Map<string, T>();
  return (paper) => {
    const found = known.get(paper.id) ?? choose(paper);
    known.set(paper.id, found);
    return found;
  };
}

/** The posts of a whole recorded day, every paper of it, in one layout. */
function composePosts(file: string, layout: Layout) {
  const day = file.slice(0, 10);
  const items: unknown = JSON.parse(gunzipSync(readFileSync(join(DAYS, file))).toString('utf8'));
  const { papers, skipped } = parseList(items, 'recording');
  const subscription = { count: 200, topics: [], without: [], minVotes: 0, layout, language: 'en' };
  const now = Date.parse(`${day}T22:00:00Z`);
  const byId = new Map(papers.map((paper) => [paper.id, paper]));
  const empty = { shown: new Set<string>(), snapshots: new Map(), tallies: new Map() };
  const edition = { day, state: 'closed' as const, paperIds: papers.map(({ id }) => id), fetchedAt: now };
  const outcome = chooseDigest({ subscription, editions: [edition], papers: byId, now, ...empty });
  if (outcome.kind !== 'digest') throw new Error(`${day}: ${outcome.reason.code}`);
  const plan = planPosts({ channel: channelId('discord:1'), slot: now }, outcome.digest, layout);
  const input = { digest: outcome.digest, papers: byId, tallies: new Map(), subscription, findCardSummary };
  return {
    messages: plan.map((post) => composePost(post, input)),
    papers,
    skipped,
    items: items as unknown[],
  };
}

/** A message names each of its papers on every platform, within the limits that the loopback servers hold. */
function expectShown(message: Message, file: string) {
  const [discord, slack] = [renderDiscord(message), renderSlack(message)];
  const [onDiscord, onSlack] = [JSON.stringify(discord), JSON.stringify(slack)];
  for (const id of idsIn(message)) {
    expect(onDiscord, `${file} ${id} on Discord`).toContain(`/papers/${id}`);
    expect(onSlack, `${file} ${id} on Slack`).toContain(`/papers/${id}`);
  }
  expect(renderText(message, { color: false, columns: 80 }).length).toBeGreaterThan(40);
  // Both checks are those of the loopback servers: each platform's own description and limits.
  expect(checkMessage(slack), `${file} on Slack`).toEqual([]);
  checkDiscord.check('message', discord);
}

describe.skipIf(!present)('479 recorded days (skipped without ../shared)', () => {
  it('are all there', () => {
    expect(files).toHaveLength(479);
  });

  it(
    'parse without a loss: every item is a paper or is skipped with its reason',
    () => {
      const lost = files.flatMap((file) => {
        const { papers, skipped, items } = composePosts(file, 'compact');
        const ids = new Set(items.map((item) => (item as { paper: { id: string } }).paper.id));
        return papers.length === ids.size && skipped.length === 0
          ? []
          : [`${file}: ${skipped.map(({ reason }) => reason).join()}`];
      });
      expect(lost).toEqual([]);
    },
    TIMEOUT,
  );

  it.each(YEARS.flatMap((year) => (['thread', 'compact'] as const).map((layout) => ({ year, layout }))))(
    'of $year become posts in the layout $layout that every platform can show, and no paper is lost',
    ({ year, layout }) => {
      for (const file of files.filter((name) => name.startsWith(year))) {
        const { messages, papers } = composePosts(file, layout);
        expect(new Set(messages.flatMap(idsIn)).size, file).toBe(papers.length);
        for (const message of messages) expectShown(message, file);
      }
    },
    // Hundreds of days: two minutes on a machine that does much else.
    TIMEOUT,
  );

  it.each(['folded', 'carousel'] as const)(
    'of 2026 become posts in the layout %s within Slack’s limits, and no paper is lost',
    (layout) => {
      for (const file of files.filter((name) => name.startsWith('2026'))) {
        const { messages, papers } = composePosts(file, layout);
        expect(new Set(messages.flatMap(idsIn)).size, file).toBe(papers.length);
        for (const message of messages) {
          const payload = renderSlack(message);
          const slack = JSON.stringify(payload);
          for (const id of idsIn(message)) expect(slack, `${file} ${id}`).toContain(`/papers/${id}`);
          expect(slack).toContain(layout === 'folded' ? '"container"' : '"carousel"');
          expect(checkMessage(payload), file).toEqual([]);
        }
      }
    },
    TIMEOUT,
  );
});
