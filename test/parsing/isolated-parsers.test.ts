import { describe, expect, it, onTestFinished } from 'vitest';
import { createIsolatedParsers, type IsolationOptions } from '../../src/parsing/isolated-parsers.ts';
import { createFullText } from '../../src/sources/full-text/full-text.ts';
import { createSources } from '../../src/sources/index.ts';
import { ARXIV, aClient, HF } from '../sources/http/client-options.ts';
import { aLog, aPaper, until } from '../support/builders.ts';

const HOSTILE = new URL('./hostile-parser-child.ts', import.meta.url);

function parsersWith(options: Partial<IsolationOptions> = {}) {
  const log = aLog();
  const parsers = createIsolatedParsers({ log, ...options });
  onTestFinished(() => parsers.close());
  // The hostile worker answers a text with a text.
  const read = (text: string): Promise<unknown> => parsers.call.parseMarkdown(text);
  return { ...parsers, log, read };
}

/** The most milliseconds that this thread worked between two turns of a timer; how long it waited for a core does not count. */
function watchEventLoop(): () => number {
  const worked = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1_000;
  };
  let most = 0;
  let before = worked();
  const look = (): void => {
    const now = worked();
    most = Math.max(most, now - before);
    before = now;
  };
  const timer = setInterval(look, 1);
  return () => {
    clearInterval(timer);
    look();
    return most;
  };
}

/** As a network gives it. */
function inChunks(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) controller.close();
      else controller.enqueue(bytes.slice(at, at + 65_536));
      at += 65_536;
    },
  });
}

const hostile = (options: Partial<IsolationOptions> = {}) => parsersWith({ script: HOSTILE, ...options });

describe('a document that is read apart from the event loop', () => {
  it('and that never ends is given up at its deadline; the next one is read by a new worker', async () => {
    const { read, log } = hostile({ deadlineMs: 300 });
    expect(await read('a')).toBe('a 1');
    const [spin, next] = [read('spin'), read('b')];
    await expect(spin).rejects.toMatchObject({ name: 'SourceError', code: 'parse-timeout' });
    expect(await next).toBe('b 1');
    expect(log.lines).toMatchObject([
      { level: 'warn', facts: { task: 'parseMarkdown', characters: 4 }, message: 'A document is given up' },
    ]);
  });

  it('and that takes all memory is given up, and the process goes on', async () => {
    const { read } = hostile({
      deadlineMs: 20_000,
      resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 8 },
    });
    await expect(read('hog')).rejects.toMatchObject({ code: 'parse-memory' });
    expect(await read('b')).toBe('b 1');
  });

  it('and that overflows the stack costs itself', async () => {
    const { read } = hostile();
    await expect(read('recurse')).rejects.toMatchObject({ code: 'parse-failed' });
    expect(await read('b')).toBe('b 1');
  });

  it('passes on the refusal of a parser, with its fix, and keeps the worker', async () => {
    const { read, log } = hostile();
    await expect(read('refuse')).rejects.toMatchObject({
      name: 'SourceError',
      code: 'source-shape',
      message: 'arXiv did not answer with an Atom feed.',
    });
    // Of another version of the worker, say.
    await expect(read('refuse oddly')).rejects.toMatchObject({ code: 'parse-failed' });
    expect(await read('b')).toBe('b 3');
    expect(log.lines).toEqual([]);
  });

  it('is refused where too many wait already', async () => {
    const { read } = hostile({ mostWaiting: 2 });
    const all = await Promise.allSettled(['a', 'b', 'c', 'd', 'e'].map(read));
    expect(all.map(({ status }) => status)).toEqual([
      ...Array(3).fill('fulfilled'),
      ...Array(2).fill('rejected'),
    ]);
    expect(await read('f')).toBe('f 4');
  });

  it('is refused where those that wait are too long together, and never for its own length alone', async () => {
    const { read } = hostile({ mostCharacters: 1_000 });
    const all = await Promise.allSettled(
      ['a'.repeat(5_000), 'b'.repeat(600), 'c', 'd'.repeat(600)].map(read),
    );
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected']);
    expect(all[1]).toMatchObject({ reason: { code: 'parse-busy' } });
    const next = await Promise.allSettled(['e'.repeat(600), 'f'.repeat(300), 'g'.repeat(600)].map(read));
    expect(next.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  });

  it('is as long as all texts that are in it', async () => {
    const { call } = hostile({ mostCharacters: 1_000 });
    const sections = [{ heading: '1 Introduction', text: 'a'.repeat(900) }];
    const quote = () => call.quotePaper({ title: 'a', abstract: 'b' }, 'tldr', sections);
    const all = await Promise.allSettled([quote(), quote(), quote()]);
    expect(all.slice(1)).toMatchObject(Array(2).fill({ reason: { code: 'parse-busy' } }));
  });

  it('leaves a worker that ends when there was nothing to do for a while, and is started again', async () => {
    const { read } = hostile({ idleMs: 20 });
    expect(await read('a')).toBe('a 1');
    const isNew = async () => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return (await read('b')) === 'b 1';
    };
    await until(isNew, 'the worker is a new one', 5_000);
  });

  it('is released when the process stops, also in the middle', async () => {
    const { read, close } = hostile({ deadlineMs: 60_000 });
    await read('a');
    const [spin, waits] = [read('spin'), read('b')];
    const ends = Promise.allSettled([spin, waits]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await close();
    for (const end of await ends) expect(end).toMatchObject({ reason: { code: 'source-stopped' } });
    await expect(read('c')).rejects.toMatchObject({ code: 'source-stopped' });
  });
});

describe('while a hostile document is read, the event loop', () => {
  /** A page of 7 MB that is all paragraphs takes seconds to make a tree of. */
  const HTML = `<html><body><article class="ltx_document"><section class="ltx_section"><h2 class="ltx_title">1 Introduction</h2>${'<div class="ltx_para"><p class="ltx_p">We show <math alttext="x"></math> this.</p></div>'.repeat(75_000)}</section></article></body></html>`;
  const ATOM = `<feed xmlns="http://www.w3.org/2005/Atom">${'<a>'.repeat(50_000)}</feed>`;
  const LIST = JSON.stringify(
    Array.from({ length: 700 }, (_, i) => ({
      paper: {
        id: `2604.${10_000 + i}`,
        title: 'x',
        summary: 'word '.repeat(2_000),
        authors: Array(100).fill({ name: 'A' }),
      },
    })),
  );

  it.each([
    ['HTML', '/html/', HTML],
    ['Atom', '/api/query', ATOM],
    ['a list', '/api/daily_papers', LIST],
  ])(
    'is held for less than 200 ms by %s',
    async (_, path, body) => {
      const parsers = parsersWith({ deadlineMs: 3_000 });
      // Loaded before: that is the machine's doing.
      await parsers.call.parseMarkdown('');
      const bytes = new TextEncoder().encode(body);
      const serve = (request: Request) =>
        request.url.includes(path) && !request.url.includes('p=1')
          ? { body: inChunks(bytes) }
          : { body: '[]' };
      const { http, log } = aClient(Array(10).fill(serve));
      const options = { http, huggingFaceUrl: HF, arxivUrl: ARXIV, log, parsers: parsers.call };
      const sources = createSources(options);
      const held = watchEventLoop();
      if (path === '/html/') await createFullText(options)(aPaper()).catch(() => undefined);
      else if (path === '/api/query') await sources.fetchLatest(['2604.00001']).catch(() => undefined);
      else await sources.list({ kind: 'week', week: '2026-W18' });
      // Copying seven megabytes from the worker took 136 ms on the slowest machine tried.
      expect(held()).toBeLessThan(200);
    },
    30_000,
  );
});
