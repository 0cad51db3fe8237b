import type { PaperId } from './paper.ts';

/** Since 2007-04: `YYMM.NNNN`, five digits since 2015. */
const NEW_STYLE = /^(\d{2})(\d{2})\.(\d{4,5})(?:v[1-9]\d*)?$/;

/** Before 2007-04: `archive/YYMMNNN` or `archive.XX/YYMMNNN`. */
const OLD_STYLE = /^([a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2})?\/(\d{2})(\d{2})(\d{3})(?:v[1-9]\d*)?$/i;

const LOCAL = /^local:[\w.-]{1,80}$/;

/** Sites whose paper links end in an arXiv id, and what stands before the id in the path. */
const LINK_PATHS: ReadonlyArray<readonly [host: RegExp, path: RegExp]> = [
  [/^(?:www\.|export\.)?arxiv\.org$/, /^\/(?:abs|pdf|html|format|ps)\//],
  [/^(?:www\.)?huggingface\.co$|^hf\.co$/, /^\/papers\//],
  [/^(?:www\.)?alphaxiv\.org$/, /^\/(?:abs|pdf|overview|html)\//],
  [/^(?:dx\.|www\.)?doi\.org$/, /^\/10\.48550\/arxiv\./i],
];

/**
 * The paper a person means: an id with or without `arXiv:` and version, a link to arXiv, Hugging Face or alphaXiv,
 * or an arXiv DOI. `undefined` when it names none.
 */
export function parsePaperId(text: string): PaperId | undefined {
  // Slack wraps links as <url|label>, and people paste with quotes or a full stop behind.
  const typed = text
    .trim()
    .replace(/^<([^|>]*)(?:\|[^>]*)?>$/, '$1')
    .replace(/^["'`(]+|["'`).,;]+$/g, '');
  if (typed.length > 400) return undefined;
  return fromId(typed) ?? fromLink(typed);
}

function fromId(typed: string): PaperId | undefined {
  const bare = typed.replace(/^arxiv:\s*/i, '').replace(/^(?:doi:\s*)?10\.48550\/arxiv\./i, '');
  const modern = NEW_STYLE.exec(bare);
  if (modern) {
    const [, year, month, number] = modern;
    return isMonth(month) ? `${year}${month}.${number}` : undefined;
  }
  const old = OLD_STYLE.exec(bare);
  if (old) {
    const [, archive, year, month, number] = old;
    return isMonth(month) ? `${archive?.toLowerCase()}/${year}${month}${number}` : undefined;
  }
  return LOCAL.test(typed) ? typed : undefined;
}

function fromLink(typed: string): PaperId | undefined {
  const url = URL.parse(/^https?:\/\//i.test(typed) ? typed : `https://${typed}`);
  if (!url) return undefined;
  for (const [host, path] of LINK_PATHS) {
    if (!host.test(url.hostname) || !path.test(url.pathname)) continue;
    const rest = url.pathname.replace(path, '').replace(/(?:\.pdf|\.md)?\/?$/i, '');
    return fromId(rest);
  }
  return undefined;
}

function isMonth(month: string | undefined): boolean {
  return Number(month) >= 1 && Number(month) <= 12;
}
