import { parseWebAddress } from '../text/web-address.ts';
import type { Paper, PaperId, RepoCount, RepoKind } from './paper.ts';
import { texts } from './texts.ts';

/** The link of a title: the Hugging Face page, or nothing for a paper that is not on arXiv. */
export function toPaperPage(id: PaperId): string | undefined {
  return isArxiv(id) ? `https://huggingface.co/papers/${id}` : undefined;
}

export interface CardLink {
  readonly label: string;
  readonly url: string;
}

export interface PaperLink extends CardLink {
  readonly kind: keyof typeof LABELS;
}

const LABELS = { arxiv: () => 'arXiv', pdf: () => 'PDF', code: texts.code, project: texts.project } as const;

/** The links of a card in reading order. Only `http(s)` addresses pass. */
export function listPaperLinks(paper: Paper): PaperLink[] {
  const links: Array<[PaperLink['kind'], string | undefined]> = [
    ['arxiv', isArxiv(paper.id) ? `https://arxiv.org/abs/${paper.id}` : undefined],
    ['pdf', isArxiv(paper.id) ? `https://arxiv.org/pdf/${paper.id}` : undefined],
    ['code', parseWebAddress(paper.codeUrl)],
    ['project', parseWebAddress(paper.projectUrl)],
  ];
  return links.flatMap(([kind, url]) => (url ? [{ kind, label: LABELS[kind](), url }] : []));
}

/** Hugging Face's card with the title on it, which papers saved by older versions have as their picture. */
const SOCIAL_CARDS = 'https://cdn-thumbnails.huggingface.co/';

/** The teaser picture of a paper; platforms fetch it themselves, and refuse plain http. */
export function toTeaser({ thumbnailUrl }: Paper): string | undefined {
  const url = parseWebAddress(thumbnailUrl);
  return url?.startsWith('https:') && !url.startsWith(SOCIAL_CARDS) ? url : undefined;
}

function isArxiv(id: PaperId): boolean {
  return !id.startsWith('local:');
}

const HUB = 'https://huggingface.co';

const KINDS: Readonly<
  Record<RepoKind, { readonly folder: string; readonly label: (values: { count: number }) => string }>
> = {
  models: { folder: '', label: texts.models },
  datasets: { folder: 'datasets/', label: texts.datasets },
  spaces: { folder: 'spaces/', label: texts.demos },
};

/** The links of a card: where the paper can be read, and what on Hugging Face names it: `3 models`, `1 demo`. */
export function listCardLinks(paper: Paper): CardLink[] {
  const { repos } = paper;
  if (!repos) return listPaperLinks(paper);
  const own = (Object.keys(KINDS) as RepoKind[]).flatMap((kind) => {
    const found = repos[kind];
    const url = found && linkTo(paper, kind, found);
    return url === undefined ? [] : [{ label: KINDS[kind].label({ count: found?.count ?? 0 }), url }];
  });
  return [...listPaperLinks(paper), ...own];
}

/** A single one itself; of several the list, which demos have on the page of the paper alone. */
function linkTo({ id }: Paper, kind: RepoKind, { count, top }: RepoCount): string | undefined {
  if (count === 1 && top !== undefined) return `${HUB}/${KINDS[kind].folder}${top}`;
  return kind === 'spaces' ? toPaperPage(id) : `${HUB}/${kind}?other=arxiv:${encodeURIComponent(id)}`;
}
