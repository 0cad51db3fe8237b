import { parseWebAddress } from '../text/web-address.ts';
import type { ArtifactKind, Paper, PaperId } from './paper.ts';
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

const ARTIFACTS: Readonly<Record<ArtifactKind, (values: { count: number }) => string>> = {
  models: texts.models,
  datasets: texts.datasets,
  demos: texts.demos,
};

/** The links of a card: where the paper can be read, and what was made with it: `3 models`, `1 demo`. */
export function listCardLinks(paper: Paper): CardLink[] {
  const { artifacts } = paper;
  if (!artifacts) return listPaperLinks(paper);
  const made = (Object.keys(ARTIFACTS) as ArtifactKind[]).flatMap((kind) => {
    const url = parseWebAddress(artifacts[kind]?.url);
    return url === undefined ? [] : [{ label: ARTIFACTS[kind]({ count: artifacts[kind]?.count ?? 0 }), url }];
  });
  return [...listPaperLinks(paper), ...made];
}
