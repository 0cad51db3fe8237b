import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Random } from '../shared/random.ts';
import { hostileAtom, hostileHtml, hostileMarkdown } from './markup.ts';
import { makeAnswer, makeVectors } from './model-replies.ts';
import { hostileId, hostilePaper, ORDINARY_IDS, ordinaryPaper } from './papers.ts';
import { replyBadly } from './replies.ts';
import type { Tally } from './tally.ts';

const JSON_TYPE = 'application/json; charset=utf-8';
const PAPERS_A_DAY = 30;

/** Of a hundred replies so many are broken as a whole; the others are well made, with hostile papers in them. */
const BROKEN = 0.5;

/**
 * Hugging Face, arXiv, a model and an embeddings endpoint on three loopback ports, none of them well-meaning. The very
 * first list of a day is well made, so that there are papers to ask for.
 */
export async function startUpstream(random: Random, tally: Pick<Tally, 'count'>) {
  const listed = new Set<string>();
  let offset = 0;

  function list(part: string, query: URLSearchParams) {
    if (query.get('p') !== null && query.get('p') !== '0' && random.chance(0.5)) return [];
    offset += 7;
    const hostile = Array.from({ length: PAPERS_A_DAY }, (_, i) =>
      hostilePaper(hostileId(offset + i), random, (family) =>
        tally.count(`upstream ${part}, fields`, family),
      ),
    );
    return [...ORDINARY_IDS.map(ordinaryPaper), ...hostile];
  }

  /** What a good server would say, and what it is counted as. */
  function good(path: string, query: URLSearchParams, body: string) {
    if (path.endsWith('/chat/completions')) return { part: 'model', type: JSON_TYPE, ...makeAnswer(random) };
    if (path.endsWith('/embeddings'))
      return { part: 'embeddings', type: JSON_TYPE, ...makeVectors(body, random) };
    if (path.startsWith('/api/query'))
      return { part: 'arXiv feed', type: 'application/atom+xml', ...hostileAtom(random) };
    if (path.startsWith('/html/')) return { part: 'arXiv HTML', type: 'text/html', ...hostileHtml(random) };
    if (path.endsWith('.md')) return { part: 'Markdown', type: 'text/markdown', ...hostileMarkdown(random) };
    const family = 'well made';
    if (path.startsWith('/papers')) return { part: 'page', type: 'text/html', ...hostileHtml(random) };
    if (/^\/api\/papers\/\d/.test(path)) {
      const id = path.slice('/api/papers/'.length);
      const { paper } = hostilePaper(id, random, (field) => tally.count('upstream paper, fields', field));
      return { part: 'paper', type: JSON_TYPE, body: paper, family };
    }
    const part = path.startsWith('/api/papers/search') ? 'beyond search' : 'list';
    return { part, type: JSON_TYPE, body: list(part, query), family };
  }

  function serve(request: IncomingMessage, response: ServerResponse, sent: string): void {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://loopback');
    const { part, type, body, family } = good(pathname, searchParams, sent);
    const day = searchParams.get('date');
    const isFirst = day !== null && !listed.has(day);
    if (day !== null) listed.add(day);
    if (!isFirst && random.chance(BROKEN)) {
      tally.count(`upstream ${part}`, replyBadly({ response, random, good: { type, body } }));
      return;
    }
    tally.count(`upstream ${part}`, family);
    response.writeHead(200, { 'content-type': type });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  }

  const servers = await Promise.all(['papers', 'arxiv', 'model'].map(() => listen(serve)));
  const [papers, arxiv, model] = servers.map(
    (server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  );
  return {
    env: {
      HF_BASE_URL: papers ?? '',
      ARXIV_BASE_URL: arxiv ?? '',
      LLM_BASE_URL: `${model}/v1`,
      LLM_MODEL: 'hostile',
      LLM_TIMEOUT: '10',
      EMBEDDINGS_BASE_URL: `${model}/v1`,
    },
    async close(): Promise<void> {
      for (const server of servers) server.closeAllConnections();
      await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
    },
  };
}

type Serve = (request: IncomingMessage, response: ServerResponse, sent: string) => void;

async function listen(serve: Serve) {
  const server = createServer((request, response) => {
    // Whoever reads goes away whenever they have enough.
    response.on('error', () => undefined);
    let sent = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      sent += chunk;
    });
    request.on('error', () => undefined).on('end', () => serve(request, response, sent));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
