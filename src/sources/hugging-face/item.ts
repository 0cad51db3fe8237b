import { z } from 'zod';
import { parseInstant } from '../../core/paper/instant.ts';
import type { ArtifactKind, Artifacts, Paper, PaperId } from '../../core/paper/paper.ts';
import { parsePaperId } from '../../core/paper/paper-id.ts';
import { boundPaper, PAPER_LIMITS } from '../../core/paper/paper-limits.ts';
import type { Unusable } from '../../core/paper/paper-source.ts';

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
const makeLenient = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

const author = z.object({ name: filled, hidden: makeLenient(z.boolean()) });
const organization = z.object({ fullname: makeLenient(filled), name: makeLenient(filled) });
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

/** A repository names a paper in its card; a popular paper has thousands, of which the first few are listed. */
const MAX_REPOS = 100;
const MAX_COUNT = 1_000_000;
const MAX_REPO_ID_LENGTH = 200;

const repo = z.object({ id: z.string().refine(isRepoId), likes: makeLenient(count) });

/** The one that most people like. */
const topRepo = z.array(z.unknown()).transform((items) =>
  items
    .slice(0, MAX_REPOS)
    .flatMap((item) => repo.safeParse(item).data ?? [])
    .reduce<{ id: string; likes: number } | undefined>(
      (top, { id, likes = 0 }) => (top && top.likes >= likes ? top : { id, likes }),
      undefined,
    ),
);

/** `owner/name` or `name`, of the characters that Hugging Face allows: it becomes part of an address. */
function isRepoId(text: string): boolean {
  const parts = text.split('/');
  const isPart = (part: string) =>
    part !== '' && part !== '.' && part !== '..' && [...part].every(isRepoCharacter);
  return text.length <= MAX_REPO_ID_LENGTH && parts.length <= 2 && parts.every(isPart);
}

function isRepoCharacter(char: string): boolean {
  const isLetter = (char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z');
  return isLetter || (char >= '0' && char <= '9') || char === '-' || char === '_' || char === '.';
}

const paperFields = z.object({
  id: z.string(),
  title: makeLenient(filled),
  summary: makeLenient(folded),
  authors: nameList.catch([]),
  publishedAt: makeLenient(instant),
  submittedOnDailyAt: makeLenient(instant),
  upvotes: makeLenient(count),
  numComments: makeLenient(count),
  githubRepo: makeLenient(filled),
  githubStars: makeLenient(count),
  projectPage: makeLenient(filled),
  mediaUrls: makeLenient(picture),
  ai_summary: makeLenient(filled),
  ai_summary_model: makeLenient(filled),
  ai_keywords: makeLenient(wordList),
  organization: makeLenient(organization),
  withdrawnAt: makeLenient(instant),
  linkedModels: makeLenient(topRepo),
  linkedDatasets: makeLenient(topRepo),
  linkedSpaces: makeLenient(topRepo),
  numTotalModels: makeLenient(count),
  numTotalDatasets: makeLenient(count),
  numTotalSpaces: makeLenient(count),
});

const listItem = z.object({
  paper: z.unknown(),
  title: makeLenient(filled),
  mediaUrls: makeLenient(picture),
  numComments: makeLenient(count),
  organization: makeLenient(organization),
});

export type Parsed = { readonly paper: Paper } | Unusable;

/** One item of a list (`{ paper: {…}, title, numComments … }`), as a paper or the reason why it is not a paper. Never throws. */
export function parseListItem(raw: unknown): Parsed {
  const item = listItem.safeParse(raw);
  if (!item.success) return { reason: { code: 'no-item', values: {} } };
  const { paper, ...outer } = item.data;
  return parsePaper(paper, outer);
}

/** One paper as `/api/papers/ID` gives it, all fields at the top. Never throws. */
export function parsePaper(raw: unknown, outer: Partial<z.infer<typeof listItem>> = {}): Parsed {
  const fields = paperFields.safeParse(raw);
  if (!fields.success) return { reason: { code: 'no-id', values: {} } };
  const data = fields.data;
  const id = parsePaperId(data.id);
  if (id === undefined) return { reason: { code: 'foreign-id', values: { id: data.id.slice(0, 40) } } };
  const title = data.title ?? outer.title;
  if (title === undefined) return { reason: { code: 'no-title', values: { id } } };
  const group = data.organization ?? outer.organization;
  const optional = {
    publishedAt: data.publishedAt,
    listedAt: data.submittedOnDailyAt,
    organization: group?.fullname ?? group?.name,
    upvotes: data.upvotes,
    comments: outer.numComments ?? data.numComments,
    stars: data.githubStars,
    pageUrl: toPage(id),
    codeUrl: data.githubRepo,
    projectUrl: data.projectPage,
    thumbnailUrl: outer.mediaUrls ?? data.mediaUrls,
    aiSummary: data.ai_summary,
    aiSummaryModel: data.ai_summary_model,
    keywords: data.ai_keywords,
    withdrawnAt: data.withdrawnAt,
    artifacts: readArtifacts(id, data),
  };
  const known = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  return { paper: boundPaper({ id, title, abstract: data.summary ?? '', authors: data.authors, ...known }) };
}

/** Absent where the reply says nothing of any kind, as a list does; of a paper that nothing names, empty. */
function readArtifacts(id: PaperId, data: z.infer<typeof paperFields>): Artifacts | undefined {
  const known = [
    ['models', data.numTotalModels, data.linkedModels],
    ['datasets', data.numTotalDatasets, data.linkedDatasets],
    ['demos', data.numTotalSpaces, data.linkedSpaces],
  ] as const;
  if (known.every(([, total]) => total === undefined)) return undefined;
  return Object.fromEntries(
    known.flatMap(([kind, total = 0, top]) => {
      const count = Math.min(total, MAX_COUNT);
      return count > 0 ? [[kind, { count, url: toArtifactUrl(id, kind, count, top?.id) }]] : [];
    }),
  );
}

const HUB = 'https://huggingface.co';

function toPage(id: PaperId): string {
  return `${HUB}/papers/${id}`;
}

/** What comes before the name of a repository in its address. */
const FOLDERS: Readonly<Record<ArtifactKind, string>> = {
  models: '',
  datasets: 'datasets/',
  demos: 'spaces/',
};

/** A single one itself; of several the list, which demos have on the page of the paper alone. */
function toArtifactUrl(id: PaperId, kind: ArtifactKind, count: number, top: string | undefined): string {
  if (count === 1 && top !== undefined) return `${HUB}/${FOLDERS[kind]}${top}`;
  return kind === 'demos' ? toPage(id) : `${HUB}/${kind}?other=arxiv:${encodeURIComponent(id)}`;
}
