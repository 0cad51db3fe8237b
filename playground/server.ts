import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { z } from 'zod';
import type { Log } from '../src/core/base/log.ts';
import { actSchema, completeSchema } from './act-schema.ts';
import { createEventStream } from './event-stream.ts';
import { complaintAbout, HEADERS, MAIL_POLICY } from './guard.ts';
import { readJsonBody } from './json-body.ts';
import { Refusal } from './refusal.ts';
import type { Stage } from './stage.ts';
import { readStatic } from './static-files.ts';
import { texts } from './texts.ts';
import type { TrafficLog } from './traffic-log.ts';

/** So many ports above the wanted one are tried. */
const TRIES = 20;

const MAIL_PATH = '/mail/';

export interface PlaygroundServerOptions {
  readonly stage: Stage;
  readonly traffic: TrafficLog;
  /** The folder of the built page; asked for once, at the first visit. */
  readonly page: () => Promise<string>;
  /** The first port to try; 0 takes any. */
  readonly port: number;
  readonly log: Log;
}

export interface PlaygroundServer {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** The playground over HTTP, on 127.0.0.1 alone: the page, its events, and what people do on it. */
export async function startServer(options: PlaygroundServerOptions): Promise<PlaygroundServer> {
  const { stage, traffic, page, log } = options;
  const events = createEventStream(stage, traffic);
  let folder: Promise<string> | undefined;
  let port = 0;

  const http = createServer((request, response) => {
    answer(request, response).catch((err: unknown) => {
      log.error({ err, path: request.url }, 'the playground could not answer');
      if (!response.headersSent) sendJson(response, 500, refused(texts.wentWrong()));
      else response.destroy();
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    const complaint = complaintAbout(request, port);
    if (complaint) return sendJson(response, 403, refused(complaint));
    const { pathname } = new URL(request.url ?? '/', 'http://playground');
    switch (`${request.method} ${pathname}`) {
      case 'GET /events':
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        return events.join(response);
      case 'GET /state':
        return sendJson(response, 200, stage.state());
      case 'POST /act':
        return take(request, response, actSchema, async (act) => {
          await stage.act(act);
          return { ok: true };
        });
      case 'POST /complete':
        return take(request, response, completeSchema, async (typed) => ({
          choices: await stage.complete(typed),
        }));
      default:
        return give(request, response, pathname);
    }
  }

  async function give(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return sendJson(response, 405, refused(texts.onlyGet()));
    if (path.startsWith(MAIL_PATH)) {
      giveMail(response, Number(path.slice(MAIL_PATH.length)));
      return;
    }
    folder ??= page();
    const file = await readStatic(await folder, path);
    if (!file) return sendJson(response, 404, refused(texts.nothingHere()));
    response.writeHead(200, { 'content-type': file.type, 'content-length': file.bytes.length });
    response.end(request.method === 'HEAD' ? undefined : file.bytes);
  }

  function giveMail(response: ServerResponse, id: number): void {
    const html = stage.readMail(id);
    if (html === undefined) {
      sendJson(response, 404, refused(texts.noSuchMail()));
      return;
    }
    response.setHeader('content-security-policy', MAIL_POLICY);
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(html);
  }

  port = await listen(http, options.port);
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    async close() {
      events.close();
      http.closeAllConnections();
      await new Promise<void>((resolve) => http.close(() => resolve()));
    },
  };
}

/** Reads the body, holds it against its schema, and answers what came of it. What people cannot do is no error of the server. */
async function take<T>(
  request: IncomingMessage,
  response: ServerResponse,
  schema: z.ZodType<T>,
  run: (body: T) => Promise<object>,
): Promise<void> {
  const read = await readJsonBody(request);
  if ('status' in read) return sendJson(response, read.status, refused(read.reason));
  const parsed = schema.safeParse(read.body);
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    return sendJson(response, 400, refused(`${first?.path.join('.') || 'The act'}: ${first?.message}`));
  }
  try {
    sendJson(response, 200, await run(parsed.data));
  } catch (error) {
    // The loopback servers refuse by throwing plain errors in words for who acts.
    const reason = error instanceof Error ? error.message : String(error);
    sendJson(response, error instanceof Refusal ? 409 : 400, refused(reason));
  }
}

const refused = (error: string) => ({ ok: false, error });

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

function portError(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code !== 'EACCES') return error;
  return new Refusal(texts.portForbidden({ port: String(port) }));
}

/** Listens at the wanted port, or at the next that is free. */
async function listen(http: Server, wanted: number): Promise<number> {
  for (let port = wanted; port <= wanted + TRIES; port++) {
    const taken = await new Promise<boolean>((resolve, reject) => {
      http.once('error', (error: NodeJS.ErrnoException) =>
        error.code === 'EADDRINUSE' ? resolve(true) : reject(portError(error, port)),
      );
      http.listen(port, '127.0.0.1', () => resolve(false));
    });
    http.removeAllListeners('error');
    if (!taken) return (http.address() as AddressInfo).port;
  }
  throw new Refusal(texts.noFreePort({ from: String(wanted), to: String(wanted + TRIES) }));
}
