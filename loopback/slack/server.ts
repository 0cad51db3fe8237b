import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OnTraffic } from '../traffic.ts';
import { type Fault, Faults } from './faults.ts';
import { OAuthServer, type Workspace } from './oauth.ts';
import { People } from './people.ts';
import { RateCheck } from './rate-check.ts';
import { SocketHub } from './socket-hub.ts';
import { type SlackMessage, SlackState } from './state.ts';
import type { Violation } from './violations.ts';
import { type Args, runMethod, SlackRefusal } from './web-api.ts';

export interface SlackServerOptions {
  /** Holds the bot to Slack's pace: a call too many is answered 429. */
  readonly limits?: boolean;
  readonly ackMs?: number;
  /** The time that messages carry, where it is not the real one; their stamps rise all the same. */
  readonly dated?: () => number;
  /** Hears of every call that was answered, of every envelope and of its acknowledgment. */
  readonly onTraffic?: OnTraffic;
}

export interface Call {
  readonly method: string;
  /** The workspace of the token; absent for a call without one. */
  readonly team?: string;
  readonly args: Args;
  readonly at: number;
}

/**
 * A whole Slack in this process, on 127.0.0.1 and a free port: Web API, Socket Mode, response addresses and uploads over
 * one stateful workspace. Every payload is checked against Slack's limits.
 */
export class SlackServer {
  readonly state: SlackState;
  readonly faults = new Faults();
  readonly socket: SocketHub;
  readonly people: People;
  readonly calls: Call[] = [];
  readonly violations: Array<Violation & { readonly method: string }> = [];
  rateLimited = 0;
  /** By the token of the bot. */
  readonly workspaces = new Map<string, Workspace>();
  readonly oauth: OAuthServer;
  readonly #options: SlackServerOptions;
  readonly #all: Workspace[] = [];
  readonly #onTraffic: OnTraffic;
  readonly #http = createServer((request, response) => void this.#serve(request, response));
  readonly #late: Array<() => void> = [];
  readonly #report = (method: string, violations: readonly Violation[]): void => {
    this.violations.push(...violations.map((violation) => ({ ...violation, method })));
  };
  #port = 0;

  private constructor(options: SlackServerOptions) {
    this.#options = options;
    this.#onTraffic = options.onTraffic ?? (() => undefined);
    this.socket = new SocketHub({ ackMs: options.ackMs ?? 3000, onTraffic: this.#onTraffic });
    const main = this.#createWorkspace();
    this.state = main.state;
    this.people = main.people;
    this.workspaces.set(main.state.botToken, main);
    this.oauth = new OAuthServer(this.workspaces);
    this.#http.on('upgrade', (request, socket, head) => this.socket.upgrade(request, socket, head));
  }

  static async start(options: SlackServerOptions = {}): Promise<SlackServer> {
    const server = new SlackServer(options);
    await new Promise<void>((resolve) => server.#http.listen(0, '127.0.0.1', resolve));
    server.#port = (server.#http.address() as AddressInfo).port;
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** For `SLACK_API_URL`. */
  get apiUrl(): string {
    return `${this.url}/api/`;
  }

  /** One more workspace, in which the app is not installed yet. */
  addWorkspace(team: string): Workspace {
    return this.#createWorkspace(team);
  }

  #createWorkspace(team?: string): Workspace {
    const state = new SlackState(this.#options.dated, team);
    const people = new People(state, this.socket, () => this.url, this.#report);
    const rates = this.#options.limits ? new RateCheck() : undefined;
    const workspace = { state, people, faults: new Faults(), rates };
    this.#all.push(workspace);
    return workspace;
  }

  /** Carries out what it has let hang with the fault `late`. */
  carryOutLate(): void {
    for (const carryOut of this.#late.splice(0)) carryOut();
  }

  listCalls(method: string): Call[] {
    return this.calls.filter((call) => call.method === method);
  }

  async close(): Promise<void> {
    this.socket.close();
    this.#http.closeAllConnections();
    await new Promise<void>((resolve) => {
      this.#http.close(() => resolve());
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, kind, name = ''] = new URL(request.url ?? '/', this.url).pathname.split('/');
    const body = await readBody(request);
    if (kind === 'api') return this.#api(name, request, body, response);
    if (kind === 'response') return this.#respond(name, body.toString(), response);
    if (kind === 'upload') return this.#upload(name, body.toString(), response);
    response.writeHead(404).end();
  }

  #api(method: string, request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const args = parseArgs(body.toString());
    const authorization = String(request.headers.authorization);
    const workspace = this.#findWorkspace(authorization);
    const team = workspace?.state.team.id;
    this.calls.push({ method, ...(team ? { team } : {}), args, at: Date.now() });
    const fault = this.faults.take(method) ?? workspace?.faults.take(method);
    const wait = fault?.kind === 'rate-limit' ? fault.retryAfter : workspace?.rates?.wait(method, args);
    if (wait !== undefined) {
      this.#tooMany(method, wait, response);
      return;
    }
    if (fault?.kind === 'late') {
      this.#late.push(() => this.#answer(method, authorization, args));
      return;
    }
    const done = !fault || ('done' in fault && fault.done === true);
    const answer = done ? this.#answer(method, authorization, args) : {};
    if (fault) spoil(fault, response);
    else {
      send(response, answer, (workspace ?? this).state.scopes);
      const payload = { sent: args, answered: answer };
      this.#onTraffic({ direction: 'from bot', what: method, status: 200, payload });
    }
  }

  #answer(method: string, authorization: string, args: Args): object {
    try {
      if (method === 'oauth.v2.access') return this.oauth.access(args);
      const workspace = this.#authorize(method, authorization);
      return { ok: true, ...runMethod(method, args, this.#world(workspace)) };
    } catch (error) {
      if (!(error instanceof SlackRefusal)) throw error;
      return { ok: false, error: error.code, ...error.extra };
    }
  }

  /** The workspace of the bot's token; the app's own token is for the socket alone. */
  #authorize(method: string, authorization: string): Workspace | undefined {
    const workspace = this.#findWorkspace(authorization);
    const { tokenFault } = (workspace ?? this).state;
    if (tokenFault) throw new SlackRefusal(tokenFault);
    const isApp = authorization === `Bearer ${this.state.appToken}`;
    if (!workspace && !isApp) throw new SlackRefusal(this.oauth.refusalOf(authorization));
    if ((method === 'apps.connections.open') !== isApp) throw new SlackRefusal('not_allowed_token_type');
    return workspace;
  }

  #findWorkspace(authorization: string): Workspace | undefined {
    return this.workspaces.get(authorization.replace(/^Bearer /, ''));
  }

  #world({ state, people }: Pick<Workspace, 'state' | 'people'> = this) {
    return {
      state,
      url: () => this.url,
      report: this.#report,
      reacted: (message: SlackMessage, user: string, name: string, added: boolean) =>
        people.sendReaction(message, user, name, added),
      ticket: () => this.socket.ticket(),
      useTrigger: (id: string) => people.useTrigger(id),
    };
  }

  #tooMany(method: string, retryAfter: number | string, response: ServerResponse): void {
    this.rateLimited += 1;
    response.writeHead(429, { 'retry-after': String(retryAfter), 'content-type': 'application/json' });
    response.end(JSON.stringify({ ok: false, error: 'ratelimited' }));
    this.#onTraffic({ direction: 'from bot', what: method, status: 429, payload: { retryAfter } });
  }

  #respond(id: string, body: string, response: ServerResponse): void {
    const { people } = this.#all.find(({ state }) => id.startsWith(state.team.id)) ?? this;
    const { status, said, violations } = people.respond(id, body);
    this.violations.push(...violations.map((violation) => ({ ...violation, method: 'response_url' })));
    response.writeHead(status, { 'content-type': 'application/json' }).end(said);
    const payload = { sent: readJson(body), answered: said };
    this.#onTraffic({ direction: 'from bot', what: 'response_url', status, payload });
  }

  #upload(id: string, body: string, response: ServerResponse): void {
    const file = this.#all.map(({ state }) => state.files.get(id)).find((one) => one !== undefined);
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    // One part of a multipart form: what is between its empty line and the closing boundary.
    const [, content = ''] = /\r\n\r\n([\s\S]*)\r\n--[^\r\n]+--\s*$/.exec(body) ?? [];
    file.content = content;
    response.writeHead(200).end(`OK - ${content.length}`);
    const payload = { file: id, name: file.name, bytes: Buffer.byteLength(content) };
    this.#onTraffic({ direction: 'from bot', what: 'upload', status: 200, payload });
  }
}

function spoil(fault: Fault, response: ServerResponse): void {
  switch (fault.kind) {
    case 'error':
      send(response, { ok: false, error: fault.code, ...fault.extra }, []);
      return;
    case 'status':
      response.writeHead(fault.status).end('upstream trouble');
      return;
    case 'drop':
      response.destroy();
      return;
    case 'hang':
    case 'late':
    case 'rate-limit':
      return;
  }
}

function send(response: ServerResponse, answer: object, scopes: readonly string[]): void {
  response.writeHead(200, { 'content-type': 'application/json', 'x-oauth-scopes': scopes.join(',') });
  response.end(JSON.stringify(answer));
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Slack's clients send forms in which lists and objects are JSON; a text may begin with a bracket, too. */
function parseArgs(body: string): Args {
  return Object.fromEntries(
    [...new URLSearchParams(body)].map(([name, value]) => [
      name,
      /^[[{]/.test(value) ? readJson(value) : value,
    ]),
  );
}
