import type { Paper, RepoCount, RepoKind } from './paper.ts';
import { paperLinks, paperPage } from './paper-links.ts';
import { texts } from './texts.ts';

const HUB = 'https://huggingface.co';

const KINDS: Readonly<
  Record<RepoKind, { readonly folder: string; readonly label: (values: { count: number }) => string }>
> = {
  models: { folder: '', label: texts.models },
  datasets: { folder: 'datasets/', label: texts.datasets },
  spaces: { folder: 'spaces/', label: texts.demos },
};

export interface CardLink {
  readonly label: string;
  readonly url: string;
}

/** The links of a card: where the paper can be read, and what on Hugging Face names it: `3 models`, `1 demo`. */
export function cardLinks(paper: Paper): CardLink[] {
  const { repos = {} } = paper;
  const own = (Object.keys(KINDS) as RepoKind[]).flatMap((kind) => {
    const found = repos[kind];
    const url = found && linkTo(paper, kind, found);
    return url === undefined ? [] : [{ label: KINDS[kind].label({ count: found?.count ?? 0 }), url }];
  });
  return [...paperLinks(paper), ...own];
}

/** A single one itself; of several the list, which demos have on the page of the paper alone. */
function linkTo({ id }: Paper, kind: RepoKind, { count, top }: RepoCount): string | undefined {
  if (count === 1 && top !== undefined) return `${HUB}/${KINDS[kind].folder}${top}`;
  return kind === 'spaces' ? paperPage(id) : `${HUB}/${kind}?other=arxiv:${encodeURIComponent(id)}`;
}
