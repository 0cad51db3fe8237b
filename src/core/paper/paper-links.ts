import { webAddress } from '../text/web-address.ts';
import type { Paper, PaperId } from './paper.ts';

/** The link of a title: the Hugging Face page, or nothing for a paper that is not on arXiv. */
export function paperPage(id: PaperId): string | undefined {
  return isArxiv(id) ? `https://huggingface.co/papers/${id}` : undefined;
}

export interface PaperLink {
  readonly label: 'arXiv' | 'PDF' | 'Code' | 'Project';
  readonly url: string;
}

/** The links of a card in reading order. Only `http(s)` addresses pass. */
export function paperLinks(paper: Paper): PaperLink[] {
  const links: Array<[PaperLink['label'], string | undefined]> = [
    ['arXiv', isArxiv(paper.id) ? `https://arxiv.org/abs/${paper.id}` : undefined],
    ['PDF', isArxiv(paper.id) ? `https://arxiv.org/pdf/${paper.id}` : undefined],
    ['Code', webAddress(paper.codeUrl)],
    ['Project', webAddress(paper.projectUrl)],
  ];
  return links.flatMap(([label, url]) => (url ? [{ label, url }] : []));
}

/** Hugging Face's card with the title on it, which papers saved by older versions have as their picture. */
const SOCIAL_CARDS = 'https://cdn-thumbnails.huggingface.co/';

/** The teaser picture of a paper; platforms fetch it themselves, and refuse plain http. */
export function toTeaser({ thumbnailUrl }: Paper): string | undefined {
  const url = webAddress(thumbnailUrl);
  return url?.startsWith('https:') && !url.startsWith(SOCIAL_CARDS) ? url : undefined;
}

function isArxiv(id: PaperId): boolean {
  return !id.startsWith('local:');
}
