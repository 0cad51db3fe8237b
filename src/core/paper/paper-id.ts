import { toPlainText } from '../text/plain-text.ts';
import type { PaperId } from './paper.ts';

/** Since 2007-04: `YYMM.NNNN`, five digits since 2015. */
const NEW_STYLE = /^(\d{2})(\d{2})\.(\d{4,5})(?:v[1-9]\d*)?$/i;

/** Before 2007-04: `archive/YYMMNNN` or `archive.XX/YYMMNNN`. */
const OLD_STYLE = /^([a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2})?\/(\d{2})(\d{2})(\d{3})(?:v[1-9]\d*)?$/i;

/** The archives of that time. */
const ARCHIVES: ReadonlySet<string> = new Set(
  (
    'acc-phys,adap-org,alg-geom,ao-sci,astro-ph,atom-ph,bayes-an,chao-dyn,chem-ph,cmp-lg,comp-gas,' +
    'cond-mat,cs,dg-ga,funct-an,gr-qc,hep-ex,hep-lat,hep-ph,hep-th,math,math-ph,mtrl-th,nlin,nucl-ex,' +
    'nucl-th,patt-sol,physics,plasm-ph,q-alg,q-bio,quant-ph,solv-int,supr-con'
  ).split(','),
);

const LOCAL = /^local:[\w.-]{1,80}$/;

/** Longer texts are neither an id nor a link. */
const MAX_LENGTH = 400;

/** Sites whose paper links end in an arXiv id, and what precedes the id in the path. */
const LINK_PATHS: ReadonlyArray<readonly [host: RegExp, path: RegExp]> = [
  [/^(?:[a-z]{2}\.|www\.|export\.|browse\.)?arxiv\.org$/, /^\/(?:abs|pdf|html|format|ps|src|e-print)\//],
  [/^xxx\.lanl\.gov$/, /^\/(?:abs|pdf|ps)\//],
  [/^ar5iv(?:\.labs\.arxiv)?\.org$/, /^\/(?:abs|pdf|html)\//],
  [/^(?:www\.)?huggingface\.co$|^hf\.co$/, /^\/papers\//],
  [/^(?:www\.)?alphaxiv\.org$/, /^\/(?:[a-z]{2}\/)?(?:abs|pdf|overview|html)\//],
  [/^(?:dx\.|www\.)?doi\.org$/, /^\/10\.48550\/arxiv\./i],
  [/^(?:www\.)?semanticscholar\.org$/, /^\/arxiv\//i],
  [/^(?:www\.)?(?:papers\.cool|scirate\.com)$/, /^\/arxiv\//],
];

/**
 * The paper a person means: an id with or without `arXiv:`, version and categories, a link to arXiv or to a site that
 * shows its papers, or an arXiv DOI. `undefined` when it names none.
 */
export function parsePaperId(text: string): PaperId | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const typed = unwrapLink(toPlainText(text).trim());
  return fromId(typed) ?? fromLink(typed);
}

/** `2401.01234v2 [cs.CL] 3 Jan 2024` after `arXiv:` and a space: an id never has more words. */
const MAX_WORDS = 6;

/** The longest beginning of a line that names a paper: an id may be followed by its categories. */
export function findPaperAtStart(line: string): string | undefined {
  const words = [...line.slice(0, MAX_LENGTH).matchAll(/\S+/g)].slice(0, MAX_WORDS);
  return words
    .map(({ index, 0: word }) => line.slice(0, index + word.length))
    .findLast((beginning) => parsePaperId(beginning) !== undefined);
}

/** Without what surrounds it: Slack's `<url|label>`, Markdown's `[label](url)`, quotes, brackets, a full stop. */
function unwrapLink(typed: string): string {
  return typed
    .replace(/^<([^|>]*)(?:\|[^>]*)?>$/, '$1')
    .replace(/^\[[^\]]*\]\(([^()\s]*)\)$/, '$1')
    .replace(/^\[([^[\]]*)\]$/, '$1')
    .replace(/^["'`(<]+|(?<!["'`)>.,;])["'`)>.,;]+$/g, '');
}

/** What arXiv's listings add after an id: `[cs.CL]`, and the day. */
const CATEGORIES = /(?<!\s)\s+\[[a-z][a-z.,; -]{1,80}\](?:\s+\d{1,2} [a-z]{3,9} \d{4})?$/i;

function fromId(typed: string): PaperId | undefined {
  const bare = typed
    .replace(CATEGORIES, '')
    .replace(/^(?:doi:\s*)?10\.48550\/(?=arxiv\.)/i, '')
    .replace(/^arxiv(?:[:.]\s*|\s+)/i, '');
  const modern = NEW_STYLE.exec(bare);
  if (modern) {
    const [, year, month, number] = modern;
    return isMonth(month) ? `${year}${month}.${number}` : undefined;
  }
  const old = OLD_STYLE.exec(bare);
  if (old) {
    const [, name = '', year, month, number] = old;
    const archive = name.toLowerCase();
    return isMonth(month) && ARCHIVES.has(archive) ? `${archive}/${year}${month}${number}` : undefined;
  }
  return LOCAL.test(typed) ? typed : undefined;
}

function fromLink(typed: string): PaperId | undefined {
  const url = URL.parse(/^https?:\/\//i.test(typed) ? typed : `https://${typed}`);
  if (!url) return undefined;
  // A search for one id names the paper as well.
  if (url.hostname === 'scholar.google.com') return fromId(url.searchParams.get('q')?.trim() ?? '');
  for (const [host, path] of LINK_PATHS) {
    // Some programs copy an address in capitals.
    const [start] = (host.test(url.hostname) && path.exec(url.pathname.toLowerCase())) || [];
    if (start === undefined) continue;
    const rest = url.pathname.slice(start.length).replace(/(?:\.pdf|\.md)?\/?$/i, '');
    return fromId(rest.replace(/%2f/gi, '/'));
  }
  return undefined;
}

function isMonth(month: string | undefined): boolean {
  return Number(month) >= 1 && Number(month) <= 12;
}
