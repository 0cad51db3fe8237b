import { toChannelId } from '../base/ids.ts';
import type { Digest } from '../delivery/delivery.ts';
import type { Message } from '../message/message.ts';
import type { Paper } from '../paper/paper.ts';
import type { Layout } from '../schedule/subscription.ts';
import { composePost } from './compose.ts';
import { planPosts } from './post-plan.ts';
import { texts } from './texts.ts';

const DAY = '2026-03-12';
const COUNT = 5;
const SUMMARY_SENTENCES = 6;

/**
 * The posts of a made-up digest in one layout, with every part that a paper can have: a platform can be asked about them
 * before there is a channel.
 */
export function buildSamplePosts(layout: Layout): Message[] {
  const papers = Array.from({ length: COUNT }, (_, i) => createSamplePaper(i + 1));
  const digest: Digest = { day: DAY, papers: papers.map(({ id: paperId }) => choose(paperId)) };
  const text = Array.from({ length: SUMMARY_SENTENCES }, () => texts.sampleLine()).join(' ');
  const input = {
    digest,
    papers: new Map(papers.map((paper) => [paper.id, paper])),
    tallies: new Map(papers.map(({ id }) => [id, { up: 3, down: 1, elsewhere: 1 }])),
    subscription: { layout, language: 'en' },
    findCardSummary: () => ({ text, line: texts.sampleLine(), by: texts.sampleBy() }),
  };
  const channel = toChannelId('sample', 'sample');
  return planPosts({ channel, slot: 0 }, digest, layout).map((post) => composePost(post, input));
}

function choose(paperId: string): Digest['papers'][number] {
  return {
    paperId,
    score: 9,
    why: [{ code: 'rising', values: { gained: 40, hours: 24 }, points: 9 }],
    day: DAY,
    topic: 'agents',
  };
}

function createSamplePaper(n: number): Paper {
  const id = `2603.0000${n}`;
  return {
    id,
    pageUrl: `https://huggingface.co/papers/${id}`,
    title: texts.sampleTitle({ n }),
    abstract: texts.sampleLine(),
    authors: Array.from({ length: 12 }, (_, i) => texts.sampleAuthor({ n: i + 1 })),
    organization: texts.sampleOrganization(),
    publishedAt: '2026-03-10T00:00:00.000Z',
    upvotes: 128,
    comments: 12,
    stars: 1200,
    codeUrl: 'https://github.com/huggingface/transformers',
    projectUrl: 'https://huggingface.co/docs',
    thumbnailUrl: 'https://huggingface.co/front/assets/huggingface_logo.png',
    keywords: ['agents', 'reasoning', 'evaluation'],
  };
}
