import { parseWebAddress } from '../text/web-address.ts';
import type { ArtifactKind, Paper, PaperId } from './paper.ts';
import { texts } from './texts.ts';

/** The link of a title: the paper's page at the source that listed it, else on arXiv; nothing for a paper from elsewhere without one. */
export function toPaperPage({ id, pageUrl }: Pick<Paper, 'id' | 'pageUrl'>): string | undefined {
  return parseWebAddress(pageUrl) ?? toAbstractPage(id);
}

function toAbstractPage(id: PaperId): string | undefined {
  return isArxiv(id) ? `https://arxiv.org/abs/${id}` : undefined;
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
    ['arxiv', toAbstractPage(paper.id)],
    ['pdf', isArxiv(paper.id) ? `https://arxiv.org/pdf/${paper.id}` : undefined],
    ['code', parseWebAddress(paper.codeUrl)],
    ['project', parseWebAddress(paper.projectUrl)],
  ];
  return links.flatMap(([kind, url]) => (url ? [{ kind, label: LABELS[kind](), url }] : []));
}

/** The teaser picture of a paper; platforms fetch it themselves, and refuse plain http. */
export function toTeaser({ thumbnailUrl }: Paper): string | undefined {
  const url = parseWebAddress(thumbnailUrl);
  return url?.startsWith('https:') ? url : undefined;
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
