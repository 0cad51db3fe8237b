import { expect, it } from 'vitest';
import { renderMessage as renderDiscord } from '../../../adapters/discord/render/render.ts';
import { renderMessage as renderSlack } from '../../../adapters/slack/render/render.ts';
import { renderText } from '../../../adapters/terminal/render.ts';
import { composePost } from '../../../src/core/digest/compose.ts';
import { planPosts } from '../../../src/core/digest/post-plan.ts';
import { papers } from '../../support/builders.ts';
import { channelId } from '../../support/ids.ts';

const KEY = { channel: channelId('discord:1'), slot: Date.parse('2026-04-30T09:00:00Z') };

/** The messages of a compact digest of so many papers. */
function composeMessages(count: number) {
  const listed = papers(count);
  const digest = {
    day: '2026-04-30',
    papers: listed.map(({ id }) => ({ paperId: id, score: 1, why: [], day: '2026-04-30' })),
  };
  const input = {
    ...{ digest, tallies: new Map(), findCardSummary: () => undefined },
    papers: new Map(listed.map((paper) => [paper.id, paper])),
    subscription: { layout: 'compact' as const, language: 'en' },
  };
  return planPosts(KEY, digest, 'compact').map((post) => composePost(post, input));
}

it('a compact digest of twelve papers is two messages that number on and say which they are', () => {
  const [first, second, ...more] = composeMessages(12);
  if (!first || !second) throw new Error('one message alone');
  expect(more).toEqual([]);
  const look = { color: false, columns: 80 };
  const texts = [first, second].map((message) => [
    JSON.stringify(renderSlack(message)),
    JSON.stringify(renderDiscord(message)),
    renderText(message, look),
  ]);
  for (const [i, of] of texts.entries())
    for (const text of of) expect(text).toContain(`Daily papers · Thu, Apr 30, 2026 (${i + 1} of 2)`);
  const [slack = '', discord = '', terminal = ''] = texts[1] ?? [];
  for (const text of [slack, discord, terminal]) {
    expect(text).toContain('11.');
    expect(text).toContain('12.');
    expect(text).not.toMatch(/[^\d]1\. /);
  }
  // What a keycap means there, where it counts within its own message.
  expect(slack).toContain('React 1️⃣ for paper 11, and so on');
  expect(discord).toContain('1️⃣ **11.** ');
});

it('a digest of ten papers is one message, and counts nothing', () => {
  const messages = composeMessages(10);
  expect(messages).toHaveLength(1);
  expect(JSON.stringify(messages.map(renderSlack))).not.toContain('1 of 1');
});
