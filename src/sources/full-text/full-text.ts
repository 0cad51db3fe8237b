import { raceAbort } from '../../core/async/race-abort.ts';
import type { Remote } from '../../core/async/remote.ts';
import { SourceError } from '../../core/base/errors.ts';
import type { Log } from '../../core/base/log.ts';
import type { Paper } from '../../core/paper/paper.ts';
import type { FullText, PaperSection } from '../../core/summary/summary.ts';
import type { Http } from '../http/client.ts';
import { problems } from '../shared/texts.ts';
import type { parseArxivHtml } from './html.ts';
import type { parseMarkdown } from './markdown.ts';
import { isAbstract } from './sections.ts';

export interface FullTextOptions {
  readonly http: Http;
  readonly huggingFaceUrl: string;
  /** `ARXIV_BASE_URL`, by default `https://export.arxiv.org`, the mirror that arXiv has for programs: the one arXiv host we may ask. */
  readonly arxivUrl: string;
  readonly log: Log;
  /** For both sources together; somebody is waiting for a summary, which the abstract can give, too. */
  readonly timeoutMs?: number;
  readonly parsers: Remote<{ parseMarkdown: typeof parseMarkdown; parseArxivHtml: typeof parseArxivHtml }>;
}

const TIMEOUT_MS = 20_000;

/** Less than this is no paper: an error page, or a stub. */
const MIN_CHARACTERS = 1_000;

/**
 * Full texts from Hugging Face's Markdown, else from arXiv's HTML. They throw the reason of their signal once that is
 * aborted, and a `SourceError` when arXiv fails or the time is up.
 */
export function createFullText(options: FullTextOptions): FullText {
  const { http, huggingFaceUrl, arxivUrl, log, timeoutMs = TIMEOUT_MS, parsers } = options;

  return async (paper, signal) => {
    if (paper.id.startsWith('local:')) return undefined;
    signal?.throwIfAborted();
    const deadline = AbortSignal.timeout(timeoutMs);
    // The HTTP client shares requests and takes no signal for one of them: a caller that gives up stops waiting, and the answer is dropped.
    const stop = AbortSignal.any([deadline, ...(signal ? [signal] : [])]);
    try {
      const sections = (await fromHuggingFace(paper, stop)) ?? (await fromArxiv(paper, stop));
      return paper.abstract === '' ? sections : sections?.filter((section) => !isAbstract(section));
    } catch (error) {
      signal?.throwIfAborted();
      if (!deadline.aborted) throw error;
      throw new SourceError(problems.fullTextLate({ seconds: timeoutMs / 1000 }));
    }
  };

  async function fromHuggingFace({ id }: Paper, stop: AbortSignal): Promise<PaperSection[] | undefined> {
    const url = new URL(`/papers/${id}.md`, huggingFaceUrl);
    try {
      return await raceAbort(fetchSections(url, 'text/markdown', parsers.parseMarkdown), stop);
    } catch (err) {
      stop.throwIfAborted();
      // Not a failure yet: when arXiv also fails, the caller reports it.
      log.info({ err, id }, 'no full text from Hugging Face, arXiv is asked');
      return undefined;
    }
  }

  function fromArxiv({ id }: Paper, stop: AbortSignal): Promise<PaperSection[] | undefined> {
    return raceAbort(
      fetchSections(new URL(`/html/${id}`, arxivUrl), 'text/html', parsers.parseArxivHtml),
      stop,
    );
  }

  async function fetchSections(
    url: URL,
    accept: string,
    parse: (text: string) => Promise<PaperSection[]>,
  ): Promise<PaperSection[] | undefined> {
    const { status, text } = await http.get(url, accept);
    if (status === 404) return undefined;
    const sections = await parse(text);
    const characters = sections.reduce((sum, section) => sum + section.text.length, 0);
    return characters < MIN_CHARACTERS ? undefined : sections;
  }
}
