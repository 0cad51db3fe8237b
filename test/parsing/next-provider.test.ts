import { expect, it, onTestFinished } from 'vitest';
import { startModelServer } from '../../loopback/model-server.ts';
import { createIsolatedParsers } from '../../src/parsing/isolated-parsers.ts';
import { createFullText } from '../../src/sources/full-text/full-text.ts';
import { createSummarizer } from '../../src/summary/fallback-chain.ts';
import { createModel } from '../../src/summary/model/model.ts';
import { ARXIV, aClient, HF } from '../sources/http/client-options.ts';
import { memoryStore } from '../summary/memory-store.ts';
import { aClock, aLog, aPaper } from '../support/builders.ts';

const SPINNING = new URL('./spinning-parser-child.ts', import.meta.url);

function aSpinningWorker() {
  const log = aLog();
  const parsers = createIsolatedParsers({ log, script: SPINNING, deadlineMs: 400 });
  onTestFinished(() => parsers.close());
  return { log, parsers };
}

it('where the Markdown of a paper cannot be read in time, arXiv’s page is, and the log says so', async () => {
  const { log, parsers } = aSpinningWorker();
  const html = `<article class="ltx_document"><section class="ltx_section"><h2 class="ltx_title">1 Introduction</h2><p class="ltx_p">${'It reads large papers. '.repeat(100)}</p></section></article>`;
  const { http } = aClient([{ body: '# never ends' }, { body: html }]);
  const options = { http, huggingFaceUrl: HF, arxivUrl: ARXIV, log, parsers: parsers.call };
  const sections = await createFullText(options)(aPaper());
  expect(sections?.map(({ heading }) => heading)).toEqual(['1 Introduction']);
  expect(log.lines.map(({ message }) => message)).toEqual([
    'A document is given up',
    'no full text from Hugging Face, arXiv is asked',
  ]);
});

it('where a model’s answer cannot be read in time, the next provider serves, and the answer and the log say so', async () => {
  const { log, parsers } = aSpinningWorker();
  const server = await startModelServer();
  onTestFinished(() => server.close());
  server.will({ kind: 'says', content: 'It never ends.' });
  const summarizer = createSummarizer({
    model: createModel({ baseUrl: server.baseUrl, model: 'fake-1' }),
    ...{ store: memoryStore(), budget: {}, clock: aClock(), log, readers: parsers.call },
  });
  const { by, points, notes } = await summarizer.summarize(aPaper(), 'tldr', 'en');
  expect(by).toBe('from the abstract');
  expect(points).toHaveLength(1);
  expect(notes).toEqual(['No model wrote this: a document could not be read within 0.4 s.']);
  expect(log.lines.map(({ message }) => message)).toEqual([
    'A document is given up',
    'The next provider summarizes',
  ]);
});
