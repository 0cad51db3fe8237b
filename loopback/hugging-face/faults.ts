import type { ServerResponse } from 'node:http';

/** What can be wrong with an answer. */
export type HfFault =
  | '500'
  /** With `Retry-After: 1`. */
  | '429'
  /** 503 with `Retry-After: 1`, as arXiv says it. */
  | '503'
  /** Takes the request and never answers. */
  | 'hang'
  | 'close'
  /** Half an answer, and then nothing more. */
  | 'stall'
  /** Half an answer, and then the connection breaks. */
  | 'reset'
  /** Not JSON, though it says so. */
  | 'garbage'
  /** Items without a paper in them. */
  | 'shape'
  /** Items that are strings. */
  | 'strings'
  /** A body without an end. */
  | 'endless'
  /** To a place that nobody configured. */
  | 'redirect';

/** Outside every configured origin; nothing listens there. */
export const ELSEWHERE = 'http://127.0.0.1:1/latest/meta-data';

const JSON_HEAD = { 'content-type': 'application/json; charset=utf-8' };

/** Spoils one answer. */
export function spoil(response: ServerResponse, fault: HfFault): void {
  switch (fault) {
    case '500':
      response.writeHead(500, JSON_HEAD).end('{"error":"Something broke on our side"}');
      return;
    case '429':
      response.writeHead(429, { ...JSON_HEAD, 'retry-after': '1' }).end('{"error":"Too many requests"}');
      return;
    case '503':
      response.writeHead(503, { 'retry-after': '1' }).end();
      return;
    case 'hang':
      return;
    case 'close':
      response.socket?.destroy();
      return;
    case 'stall':
    case 'reset':
      response.writeHead(200, { ...JSON_HEAD, 'content-length': '5000' });
      response.write('[{"paper":', () => {
        if (fault === 'reset') response.socket?.destroy();
      });
      return;
    case 'garbage':
      response.writeHead(200, JSON_HEAD).end('<html><body>Back soon</body></html>');
      return;
    case 'shape':
      response.writeHead(200, JSON_HEAD).end('[{"article":{"name":"no paper in here"}}]');
      return;
    case 'strings':
      response.writeHead(200, JSON_HEAD).end(`["{'paper': {'id': '2604.00001'}}"]`);
      return;
    case 'endless':
      response.writeHead(200, JSON_HEAD).write('[');
      pour(response);
      return;
    case 'redirect':
      response.writeHead(302, { location: ELSEWHERE }).end();
      return;
  }
}

/** Goes on for as long as somebody reads. */
function pour(response: ServerResponse): void {
  const chunk = ' '.repeat(64 * 1024);
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
}
