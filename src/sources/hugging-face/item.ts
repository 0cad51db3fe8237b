import { z } from 'zod';
import { parseInstant } from '../../core/paper/instant.ts';
import type { Paper } from '../../core/paper/paper.ts';
import { parsePaperId } from '../../core/paper/paper-id.ts';
import { boundPaper, PAPER_LIMITS } from '../../core/paper/paper-limits.ts';
import { texts } from '../shared/texts.ts';

/** Before white space is folded, which can be most of a text; what is left is held to `PAPER_LIMITS`. */
const MAX_TEXT_LENGTH = 2 * PAPER_LIMITS.abstract;

const folded = z.string().transform((text) => text.slice(0, MAX_TEXT_LENGTH).replace(/\s+/g, ' ').trim());
const filled = folded.refine((text) => text !== '');
const count = z.number().int().nonnegative();
/** What already names its zone stays as it came. */
const instant = z
  .string()
  .refine((text) => !Number.isNaN(parseInstant(text)))
  .transform((text) => (text.endsWith('Z') ? text : new Date(parseInstant(text)).toISOString()));

/** A field that is missing or has another shape is absent; it does not cost us the paper. */
const lenient = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

const author = z.object({ name: filled, hidden: lenient(z.boolean()) });
const organization = z.object({ fullname: lenient(filled), name: lenient(filled) });
const nameList = z.array(z.unknown()).transform((items) =>
  items.slice(0, PAPER_LIMITS.authors).flatMap((item) => {
    const { data } = author.safeParse(item);
    return data && data.hidden !== true ? [data.name] : [];
  }),
);
const wordList = z
  .array(z.unknown())
  .transform((items) =>
    items.slice(0, PAPER_LIMITS.keywords).flatMap((item) => filled.safeParse(item).data ?? []),
  );

const PICTURES = ['.png', '.jpg', '.jpeg', '.webp'];
/** Teasers are looked at until one is a picture; authors upload a handful. */
const MAX_MEDIA = 20;

/**
 * The first picture of a paper's teasers; films cannot be shown in a message, and moving pictures have tens of megabytes. The
 * field `thumbnail` is Hugging Face's own card with the title on it, which says nothing new.
 */
const picture = z.array(z.unknown()).transform((urls) =>
  urls
    .slice(0, MAX_MEDIA)
    .flatMap((url) => filled.safeParse(url).data ?? [])
    .find((url) => PICTURES.some((end) => url.toLowerCase().endsWith(end))),
);

const paperFields = z.object({
  id: z.string(),
  title: lenient(filled),
  summary: lenient(folded),
  authors: nameList.catch([]),
  publishedAt: lenient(instant),
  submittedOnDailyAt: lenient(instant),
  upvotes: lenient(count),
  numComments: lenient(count),
  githubRepo: lenient(filled),
  githubStars: lenient(count),
  projectPage: lenient(filled),
  mediaUrls: lenient(picture),
  ai_summary: lenient(filled),
  ai_summary_model: lenient(filled),
  ai_keywords: lenient(wordList),
  organization: lenient(organization),
  withdrawnAt: lenient(instant),
});

const listItem = z.object({
  paper: z.unknown(),
  title: lenient(filled),
  mediaUrls: lenient(picture),
  numComments: lenient(count),
  organization: lenient(organization),
});

export type Parsed = { readonly paper: Paper } | { readonly reason: string };

/** One item of a list (`{ paper: {…}, title, numComments … }`), as a paper or the reason why it is not a paper. Never throws. */
export function parseListItem(raw: unknown): Parsed {
  const item = listItem.safeParse(raw);
  if (!item.success) return { reason: texts.notAPaper() };
  const { paper, ...outer } = item.data;
  return parsePaper(paper, outer);
}

/** One paper as `/api/papers/ID` gives it, all fields at the top. Never throws. */
export function parsePaper(raw: unknown, outer: Partial<z.infer<typeof listItem>> = {}): Parsed {
  const fields = paperFields.safeParse(raw);
  if (!fields.success) return { reason: texts.noId() };
  const data = fields.data;
  const id = parsePaperId(data.id);
  if (id === undefined) return { reason: texts.foreignId({ id: JSON.stringify(data.id.slice(0, 40)) }) };
  const title = data.title ?? outer.title;
  if (title === undefined) return { reason: texts.noTitle({ id }) };
  const group = data.organization ?? outer.organization;
  const optional = {
    publishedAt: data.publishedAt,
    listedAt: data.submittedOnDailyAt,
    organization: group?.fullname ?? group?.name,
    upvotes: data.upvotes,
    comments: outer.numComments ?? data.numComments,
    stars: data.githubStars,
    codeUrl: data.githubRepo,
    projectUrl: data.projectPage,
    thumbnailUrl: outer.mediaUrls ?? data.mediaUrls,
    aiSummary: data.ai_summary,
    aiSummaryModel: data.ai_summary_model,
    keywords: data.ai_keywords,
    withdrawnAt: data.withdrawnAt,
  };
  const known = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  return { paper: boundPaper({ id, title, abstract: data.summary ?? '', authors: data.authors, ...known }) };
}
