import type { Paper, PaperId } from './paper.ts';

/** Where a title leads: the Hugging Face page, or nothing for a paper that is not arXiv's. */
export function paperPage(id: PaperId): string | undefined {
  return isArxiv(id) ? `https://huggingface.co/papers/${id}` : undefined;
}

export interface PaperLink {
  readonly label: 'arXiv' | 'PDF' | 'Code' | 'Project';
  readonly url: string;
}

/** The links of a card in reading order. Only `http(s)` addresses come through. */
export function paperLinks(paper: Paper): PaperLink[] {
  const links: Array<[PaperLink['label'], string | undefined]> = [
    ['arXiv', isArxiv(paper.id) ? `https://arxiv.org/abs/${paper.id}` : undefined],
    ['PDF', isArxiv(paper.id) ? `https://arxiv.org/pdf/${paper.id}` : undefined],
    ['Code', webAddress(paper.codeUrl)],
    ['Project', webAddress(paper.projectUrl)],
  ];
  return links.flatMap(([label, url]) => (url ? [{ label, url }] : []));
}

/** A hostile field becomes a link only if it is a plain web address of bounded length, in its normal form. */
export function webAddress(text: string | undefined, limit = 500): string | undefined {
  const url = text ? URL.parse(text.trim()) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return undefined;
  // `<>|` and brackets end a link early in Slack's and Discord's markup.
  const safe = url.href.replace(
    /[<>|()[\]\\`"'\s]/g,
    (c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return safe.length <= limit ? safe : undefined;
}

function isArxiv(id: PaperId): boolean {
  return !id.startsWith('local:');
}
