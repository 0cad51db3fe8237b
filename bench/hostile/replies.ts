import type { ServerResponse } from 'node:http';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Random } from '../shared/random.ts';
import { mutate } from './mutate.ts';
import { hostileText } from './texts.ts';

/** One request to whom the papers, the texts, the summaries or the vectors come from. */
export interface Asked {
  readonly response: ServerResponse;
  readonly random: Random;
  /** What a good server would answer. */
  readonly good: { readonly type: string; readonly body: unknown };
}

type Reply = (asked: Asked) => void;

const MB = 1024 * 1024;

/** Unpacks to a gigabyte: gzip may have many members. */
const GZIP_BOMB = Buffer.concat(Array.from({ length: 64 }, () => gzipSync(Buffer.alloc(16 * MB, ' '))));

/** A JSON list of one endless string, 64 MB when unpacked. */
const BROTLI_BOMB = brotliCompressSync(Buffer.alloc(64 * MB, '['), {
  params: { [constants.BROTLI_PARAM_QUALITY]: 4 },
});

const CHUNK = 64 * 1024;

/** Writes for as long as somebody reads. */
function pour(response: ServerResponse, type: string, chunk: string): void {
  response.writeHead(200, { 'content-type': type });
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
}

function send(response: ServerResponse, type: string, body: string | Buffer, headers: object = {}): void {
  response.writeHead(200, { 'content-type': type, ...headers }).end(body);
}

function text(body: unknown): string {
  return typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
}

/** A byte a second, for a minute at most. */
function drip({ response, good: { type, body } }: Asked): void {
  response.writeHead(200, { 'content-type': type });
  const bytes = text(body);
  let at = 0;
  const timer = setInterval(() => {
    if (response.destroyed || at >= 60) clearInterval(timer);
    else response.write(bytes[at++] ?? ' ');
  }, 1000);
}

const SHORT_WAITS = ['1', '0', '-1', '0.5', 'soon', '9'.repeat(300), 'Thu, 01 Jan 1970 00:00:00 GMT'];

/** Ways in which any server may answer, whatever it was asked. */
const ANYWHERE: Readonly<Record<string, Reply>> = {
  'endless spaces': ({ response, good }) => pour(response, good.type, ' '.repeat(CHUNK)),
  'endless brackets': ({ response, good }) => pour(response, good.type, '['.repeat(CHUNK)),
  'endless tags': ({ response, good }) => pour(response, good.type, '<section>'.repeat(CHUNK / 9)),
  'endless text': ({ response, good }) => pour(response, good.type, '"a \\u0301#'.repeat(CHUNK / 10)),
  'a gzip bomb': ({ response, good }) => send(response, good.type, GZIP_BOMB, { 'content-encoding': 'gzip' }),
  'a brotli bomb': ({ response, good }) =>
    send(response, good.type, BROTLI_BOMB, { 'content-encoding': 'br' }),
  'gzip that is none': ({ response, good }) =>
    send(response, good.type, 'not gzip', { 'content-encoding': 'gzip' }),
  'random bytes': ({ response, random, good }) =>
    send(response, good.type, Buffer.from(Array.from({ length: 20_000 }, () => random.whole(0, 255)))),
  'an empty body': ({ response, good }) => send(response, good.type, ''),
  null: ({ response, good }) => send(response, good.type, 'null'),
  'a deep list': ({ response, good }) => send(response, good.type, '['.repeat(100_000)),
  'a deep list that closes': ({ response, good }) =>
    send(response, good.type, '['.repeat(100_000) + ']'.repeat(100_000)),
  'a deep object': ({ response, good }) =>
    send(response, good.type, `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`),
  'a long string': ({ response, good }) => send(response, good.type, `["${'a'.repeat(15 * MB)}"]`),
  'a long number': ({ response, good }) => send(response, good.type, `[${'9'.repeat(MB)}]`),
  'a million values': ({ response, good }) => send(response, good.type, `[${'1,'.repeat(1_000_000)}1]`),
  'a page that says it is back soon': ({ response }) =>
    send(response, 'text/html', '<html><body>Back soon</body></html>'),
  'a refusal with hostile words': ({ response, random }) => {
    response.writeHead(random.pick([400, 401, 403, 451]), { 'content-type': 'text/plain' });
    response.end(hostileText(random.pick([200, 100_000]), random).text);
  },
  'an error with a hostile wait': ({ response, random }) => {
    // A wait that is respected leaves the rest untried for minutes.
    const isLong = random.chance(0.02);
    const isRead = random.chance(0.8);
    const wait = random.pick(
      isLong ? ['1e9', '999999', 'Thu, 01 Jan 2999 00:00:00 GMT'] : isRead ? ['0', '1'] : SHORT_WAITS,
    );
    response.writeHead(random.pick([429, 500, 503]), { 'retry-after': wait }).end('{"error":"no"}');
  },
  'a redirect elsewhere': ({ response, random }) => {
    const location = random.pick([
      'http://169.254.169.254/latest/meta-data',
      'http://127.0.0.1:1/',
      'file:///etc/passwd',
      '/again',
      '//',
      `/${'a'.repeat(8_000)}`,
    ]);
    response.writeHead(302, { location }).end();
  },
  'many headers': ({ response, good }) => {
    const headers = Object.fromEntries(Array.from({ length: 90 }, (_, i) => [`x-${i}`, 'a'.repeat(100)]));
    send(response, good.type, text(good.body), headers);
  },
  'half, then nothing more': ({ response, good }) => {
    const body = text(good.body);
    response.writeHead(200, { 'content-type': good.type, 'content-length': String(body.length + 5_000) });
    response.write(body.slice(0, body.length / 2));
  },
  'half, then a broken connection': ({ response, good }) => {
    response.writeHead(200, { 'content-type': good.type, 'content-length': '5000' });
    response.write('[{"paper":', () => response.socket?.destroy());
  },
  'a broken connection': ({ response }) => response.socket?.destroy(),
  'a byte a second': drip,
};

/** A stalled reply holds one of few connections for twenty seconds: more of it would leave the rest untried. */
const STILL: ReadonlySet<string> = new Set(['half, then nothing more', 'a byte a second']);

/** Any of the ways above, or the good answer with some places changed. Returns the family. */
export function replyBadly(asked: Asked): string {
  const { random, good, response } = asked;
  if (typeof good.body !== 'string' && random.chance(0.35)) {
    const { value, done } = mutate(good.body, random);
    send(response, good.type, text(value));
    return `changed: ${done[0]}`;
  }
  const names = Object.keys(ANYWHERE).filter((name) => !STILL.has(name) || random.chance(0.3));
  const name = random.pick(names);
  ANYWHERE[name]?.(asked);
  return name;
}
