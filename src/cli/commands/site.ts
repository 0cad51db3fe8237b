import { InputError } from '../../core/base/errors.ts';
import { type App, EXIT } from '../base/app.ts';
import { drawBar, startProgress } from '../base/progress.ts';
import { problems, texts } from '../base/texts.ts';

export interface SiteOptions {
  readonly out: string;
  readonly days: string;
  readonly url?: string;
}

type SiteApp = Pick<App, 'exportSite' | 'isTerminal' | 'print' | 'stopping'>;

const MAX_DAYS = 10_000;

/** Writes the web pages as files. Broken off it can be begun again: what is written already stays. */
export async function runSite(app: SiteApp, { out, days, url }: SiteOptions): Promise<number> {
  const { isTerminal, print, stopping } = app;
  const wish = { out, days: readDays(days), ...(url === undefined ? {} : { url }) };
  const bar = startProgress(isTerminal, print, texts.siteTitle({ out }));
  let isBegun = false;
  try {
    const { pages, written, removed } = await app.exportSite({
      ...wish,
      signal: stopping,
      onProgress(done, total) {
        isBegun = true;
        const way = isTerminal ? `${drawBar(done / total)} · ` : '';
        bar.report(texts.siteProgress({ way, done, total }), done === total);
      },
    });
    bar.end(texts.siteEnd({ out, pages, written, removed }));
    return EXIT.ok;
  } catch (error) {
    bar.end(isBegun ? texts.siteNotFinished({ out }) : '');
    throw error;
  }
}

function readDays(typed: string): number {
  const days = Number(typed);
  if (Number.isInteger(days) && days >= 1 && days <= MAX_DAYS) return days;
  throw new InputError(problems.daysInvalid({ typed, most: MAX_DAYS }));
}
