import type { Log } from '../core/ports.ts';
import type { FullText, PaperSection } from '../core/summary.ts';
import type { Http } from './http.ts';
import { parseArxivHtml } from './paper-html.ts';
import { parseMarkdown } from './paper-markdown.ts';
import { isAbstract } from './paper-sections.ts';

export interface FullTextOptions {
  readonly http: Http;
  readonly huggingFaceUrl: string;
  /** Where arXiv shows papers as HTML: `https://arxiv.org`. */
  readonly arxivUrl: string;
  readonly log: Log;
}

/** Less than this is no paper: an error page, or a stub. */
const LEAST_CHARACTERS = 1_000;

/** Full texts from Hugging Face's Markdown, else from arXiv's HTML. */
export function createFullText({ http, huggingFaceUrl, arxivUrl, log }: FullTextOptions): FullText {
  return async (paper, signal) => {
    if (paper.id.startsWith('local:')) return undefined;
    signal?.throwIfAborted();
    const fromMarkdown = await untilAborted(
      fetchSections(new URL(`/papers/${paper.id}.md`, huggingFaceUrl), 'text/markdown', parseMarkdown).catch(
        (err: unknown) => {
          log.warn({ err, id: paper.id }, 'no full text from Hugging Face, arXiv is asked');
          return undefined;
        },
      ),
      signal,
    );
    const sections =
      fromMarkdown ??
      (await untilAborted(
        fetchSections(new URL(`/html/${paper.id}`, arxivUrl), 'text/html', parseArxivHtml),
        signal,
      ));
    return paper.abstract === '' ? sections : sections?.filter((section) => !isAbstract(section));
  };

  async function fetchSections(
    url: URL,
    accept: string,
    parse: (text: string) => PaperSection[],
  ): Promise<PaperSection[] | undefined> {
    const { status, text } = await http.get(url, accept);
    if (status === 404) return undefined;
    const sections = parse(text);
    const characters = sections.reduce((sum, section) => sum + section.text.length, 0);
    return characters < LEAST_CHARACTERS ? undefined : sections;
  }
}

/** The door is shared and has no signal for one request: who gives up leaves, and the answer is let go. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  let leave: (() => void) | undefined;
  const left = new Promise<never>((_, reject) => {
    leave = () => reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
    if (signal.aborted) leave();
  });
  try {
    return await Promise.race([work, left]);
  } finally {
    if (leave) signal.removeEventListener('abort', leave);
  }
}
