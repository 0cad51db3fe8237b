import { z } from 'zod';

/** A point in time, ISO 8601 in UTC. */
const instant = z.iso.datetime();
const day = z.iso.date();
const count = z.int().nonnegative();

const paper = z.object({
  /** An arXiv id without its version, or `local:NAME` for a paper that the operator imported. */
  id: z.string(),
  title: z.string(),
  /** Its page on Hugging Face. */
  url: z.url().optional(),
  links: z.object({
    arxiv: z.url().optional(),
    pdf: z.url().optional(),
    code: z.url().optional(),
    project: z.url().optional(),
  }),
  authors: z.array(z.string()),
  organization: z.string().optional(),
  abstract: z.string(),
  summary: z
    .object({
      text: z.string(),
      /** Its finding in one sentence. */
      line: z.string().optional(),
      /** Who wrote it. */
      by: z.string(),
    })
    .optional(),
  /** The day whose list the paper was on. */
  listedOn: day.optional(),
  publishedAt: instant.optional(),
  withdrawnAt: instant.optional(),
  /** On Hugging Face; absent where it is unknown. */
  upvotes: count.optional(),
  comments: count.optional(),
  /** Of its code on GitHub. */
  stars: count.optional(),
  categories: z.array(z.string()),
  keywords: z.array(z.string()),
  /** A picture of it. */
  picture: z.url().optional(),
  /** The votes of the community that the webhook belongs to. */
  votes: z.object({ for: count, against: count }),
  /** Why it was chosen, in one line. */
  why: z.string().optional(),
});

const papers = z.object({
  title: z.string(),
  language: z.string(),
  papers: z.array(paper),
  /** What papers have in common that follow each other, in their order; absent where they are not grouped. */
  groups: z.array(z.object({ heading: z.string(), count })).optional(),
});

const digest = papers.extend({
  /** The newest day that one of the papers was listed on. */
  day,
  /** The day of the digest, where none of its papers is new that day. */
  leftoversOn: day.optional(),
  /** The days that a recap looks back on; absent in the daily digest. */
  recap: z.object({ period: z.enum(['week', 'month']), from: day, to: day }).optional(),
});

const notice = z.object({
  title: z.string(),
  text: z.string(),
  /** What to do about it. */
  fix: z.string().optional(),
});

/** What is sent, without where and when. A digest is one event. */
const content = z.discriminatedUnion('type', [
  z.object({ type: z.literal('digest'), data: digest }),
  /** Papers that are no digest. Nothing sends it yet. */
  z.object({ type: z.literal('papers'), data: papers }),
  /** Said in place of a digest: there are no new papers, or they could not be fetched. */
  z.object({ type: z.literal('notice'), data: notice }),
]);

/**
 * The body of a webhook. New fields may come in the same version, so a receiver ignores those that it does not know; a field that
 * changes its meaning, or goes, makes a new version.
 */
export const webhookEvent = z
  .object({
    version: z.literal(1),
    /** When it was sent: later at each try. */
    timestamp: instant,
    /** `webhook:NAME`. */
    channel: z.string(),
  })
  .and(content);

export type WebhookContent = z.output<typeof content>;
export type WebhookEvent = z.output<typeof webhookEvent>;
export type WebhookPaper = z.output<typeof paper>;
