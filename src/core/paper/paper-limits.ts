import { truncate } from './format.ts';
import type { Paper } from './paper.ts';

/**
 * How long each field of a paper may be, in characters; the same wherever it comes from. The longest title on arXiv has 400,
 * the longest abstract 6,000 (it takes 1,920 today), and the longest list of authors 5,154 names.
 */
export const PAPER_LIMITS = {
  title: 1_000,
  abstract: 20_000,
  authors: 6_000,
  author: 200,
  organization: 200,
  keywords: 100,
  keyword: 100,
  categories: 30,
  category: 60,
  /** A longer address is left out: cut, it would be a different address. */
  address: 2_000,
  doi: 200,
  aiSummary: 5_000,
  aiSummaryModel: 200,
} as const;

/** The paper with each field within its limit: texts are cut, lists end earlier, addresses that are too long are left out. */
export function boundPaper(paper: Paper): Paper {
  const { title, abstract, authors, keywords, categories, organization, aiSummary, aiSummaryModel } = paper;
  const { doi, pageUrl, codeUrl, projectUrl, thumbnailUrl, ...rest } = paper;
  return {
    ...rest,
    title: truncate(title, PAPER_LIMITS.title),
    abstract: truncate(abstract, PAPER_LIMITS.abstract),
    authors: boundList(authors, PAPER_LIMITS.authors, PAPER_LIMITS.author),
    ...(organization && { organization: truncate(organization, PAPER_LIMITS.organization) }),
    ...(keywords && { keywords: boundList(keywords, PAPER_LIMITS.keywords, PAPER_LIMITS.keyword) }),
    ...(categories && { categories: boundList(categories, PAPER_LIMITS.categories, PAPER_LIMITS.category) }),
    ...(aiSummary && { aiSummary: truncate(aiSummary, PAPER_LIMITS.aiSummary) }),
    ...(aiSummaryModel && { aiSummaryModel: truncate(aiSummaryModel, PAPER_LIMITS.aiSummaryModel) }),
    ...(doi && doi.length <= PAPER_LIMITS.doi && { doi }),
    ...(isShort(pageUrl) && { pageUrl }),
    ...(isShort(codeUrl) && { codeUrl }),
    ...(isShort(projectUrl) && { projectUrl }),
    ...(isShort(thumbnailUrl) && { thumbnailUrl }),
  };
}

function boundList(texts: readonly string[], most: number, longest: number): readonly string[] {
  return texts.slice(0, most).map((text) => truncate(text, longest));
}

function isShort(url: string | undefined): url is string {
  return url !== undefined && url.length <= PAPER_LIMITS.address;
}
