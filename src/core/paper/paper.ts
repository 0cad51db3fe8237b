/**
 * An arXiv id without its version (`2608.19880`, `hep-th/9901001`), or `local:NAME` for a paper that an
 * operator imported from elsewhere. `paper-id.ts` turns whatever a person typed into one.
 */
export type PaperId = string;

/**
 * One work. Only the id and the title are always known; every other field may be missing, because every source
 * leaves something out. Counts that no source has given are absent, which is not the same as 0.
 * All text is untrusted: it may hold markup, mentions, links and prompts.
 */
export interface Paper {
  readonly id: PaperId;
  readonly title: string;
  /** Plain text, white space folded; empty when no source has it. */
  readonly abstract: string;
  readonly authors: readonly string[];
  /** The first version's date, ISO 8601. Not the day it was listed: that is the edition's. */
  readonly publishedAt?: string;
  /** When it was submitted to the daily list, ISO 8601. */
  readonly listedAt?: string;
  readonly organization?: string;
  readonly upvotes?: number;
  readonly comments?: number;
  /** GitHub stars of `codeUrl`. */
  readonly stars?: number;
  /** Its page at the source that lists it, where people read of it and discuss it. */
  readonly pageUrl?: string;
  readonly codeUrl?: string;
  readonly projectUrl?: string;
  /** A teaser picture; see `toTeaser`. */
  readonly thumbnailUrl?: string;
  readonly aiSummary?: string;
  /** The model that wrote `aiSummary`, where Hugging Face names it. */
  readonly aiSummaryModel?: string;
  readonly keywords?: readonly string[];
  /** arXiv categories, primary first: `['cs.CL', 'cs.AI']`. */
  readonly categories?: readonly string[];
  readonly doi?: string;
  readonly withdrawnAt?: string;
  /** What was made with or for this paper, as a source says; known of a paper that was asked about by itself. */
  readonly artifacts?: Artifacts;
}

/** Models, datasets and demos; a kind without any is absent. */
export type Artifacts = Readonly<Partial<Record<ArtifactKind, ArtifactLink>>>;

export type ArtifactKind = 'models' | 'datasets' | 'demos';

export interface ArtifactLink {
  readonly count: number;
  /** A single one itself; of several a list of them. */
  readonly url: string;
}

/**
 * Merges what two sources know of one paper. A non-empty field of `newer` wins; an absent field, an
 * empty text or an empty list never erases a value of `older`.
 */
export function mergePapers(older: Paper, newer: Paper): Paper {
  const known = Object.entries(newer).filter(([, value]) => saysSomething(value));
  return { ...older, ...Object.fromEntries(known) };
}

function saysSomething(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value === 'string' || Array.isArray(value)) return value.length > 0;
  return true;
}

/** Sorts the papers with the most upvotes first; unknown upvotes are none. */
export function byUpvotes(a: Pick<Paper, 'upvotes'>, b: Pick<Paper, 'upvotes'>): number {
  return (b.upvotes ?? 0) - (a.upvotes ?? 0);
}
