import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server does with one request. */
export type Behavior =
  /** Says this: an object as JSON, a text as it is. */
  | {
      readonly kind: 'says';
      readonly content: unknown;
      readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number } | null;
      /** Waits for it first. */
      readonly after?: Promise<unknown>;
    }
  /** Answers with this message, as servers differ in: content as a list of parts, a refusal. */
  | {
      readonly kind: 'message';
      readonly message: Readonly<Record<string, unknown>>;
      readonly finishReason?: string;
    }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly message?: string;
      /** More fields of the error. */
      readonly error?: Readonly<Record<string, unknown>>;
    }
  /** Answers 200 with another body than a chat completion. */
  | { readonly kind: 'body'; readonly body: string }
  | { readonly kind: 'hangs' }
  | { readonly kind: 'breaks-off' };

export interface Asked {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: {
    readonly model: string;
    readonly messages: ReadonlyArray<{ readonly role: string; readonly content: string }>;
    readonly [field: string]: unknown;
  };
}

export interface ModelServer {
  readonly baseUrl: string;
  /** Every request, in order. */
  readonly asked: Asked[];
  /** Requests whose caller went away before the answer. */
  readonly givenUp: () => number;
  /** The next behaviors, one per request; the last one stays. A function may look at the request. */
  will(...behaviors: ReadonlyArray<Behavior | ((asked: Asked) => Behavior)>): void;
  close(): Promise<void>;
}

/** Refuses, in the words of llama.cpp or vLLM, what is longer than its context; otherwise follows its instructions. */
export function limitContext(
  tokens: number,
  server: 'llama.cpp' | 'vllm' | 'silent',
  then: Behavior | ((asked: Asked) => Behavior),
): (asked: Asked) => Behavior {
  return (asked) => {
    const { messages, max_tokens, max_completion_tokens } = asked.body;
    const read = Math.ceil(messages.map(({ content }) => content).join('').length / 4);
    const wanted = Number(max_tokens ?? max_completion_tokens ?? 0);
    if (read + wanted <= tokens) return typeof then === 'function' ? then(asked) : then;
    const refused = { kind: 'status', status: 400 } as const;
    if (server === 'silent') return { ...refused, message: 'the prompt is too long' };
    if (server === 'llama.cpp')
      return {
        ...refused,
        message: `request (${read + wanted} tokens) exceeds the available context size (${tokens} tokens), try increasing it`,
        error: { type: 'exceed_context_size_error', n_prompt_tokens: read, n_ctx: tokens },
      };
    const field = max_tokens === undefined ? 'max_completion_tokens' : 'max_tokens';
    return {
      ...refused,
      message: `'max_tokens' or 'max_completion_tokens' is too large: ${wanted}. This model's maximum context length is ${tokens} tokens and your request has ${read} input tokens (${wanted} > ${tokens} - ${read}).`,
      error: { param: field },
    };
  };
}

/** An OpenAI-compatible chat server on loopback, as good and as bad as the test wants. */
export async function startModelServer(): Promise<ModelServer> {
  const asked: Asked[] = [];
  let script: Array<Behavior | ((asked: Asked) => Behavior)> = [{ kind: 'status', status: 500 }];
  let givenUp = 0;

  const server = createServer(async (request, response) => {
    const body = await readText(request);
    const one: Asked = {
      path: request.url ?? '',
      authorization: request.headers.authorization,
      body: JSON.parse(body),
    };
    asked.push(one);
    response.on('close', () => {
      if (!response.writableFinished) givenUp += 1;
    });
    const next = script.length > 1 ? script.shift() : script[0];
    if (next) await behave(typeof next === 'function' ? next(one) : next, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    givenUp: () => givenUp,
    will: (...behaviors) => {
      script = [...behaviors];
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function behave(behavior: Behavior, response: ServerResponse): Promise<void> {
  const send = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): void => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
  };
  switch (behavior.kind) {
    case 'says': {
      await behavior.after;
      const { content, usage } = behavior;
      const text = typeof content === 'string' ? content : JSON.stringify(content);
      send(200, buildCompletion({ content: text }, 'stop', usage));
      return;
    }
    case 'message':
      send(200, buildCompletion(behavior.message, behavior.finishReason ?? 'stop'));
      return;
    case 'status': {
      const error = {
        ...{ message: behavior.message ?? 'no', type: 'error', code: null, param: null },
        ...behavior.error,
      };
      send(behavior.status, JSON.stringify({ error }), behavior.headers);
      return;
    }
    case 'body':
      send(200, behavior.body);
      return;
    case 'breaks-off':
      response.destroy();
      return;
    case 'hangs':
  }
}

type Usage = Extract<Behavior, { kind: 'says' }>['usage'];

function buildCompletion(
  message: Readonly<Record<string, unknown>>,
  finishReason: string,
  usage: Usage = { prompt_tokens: 1_000, completion_tokens: 100 },
): string {
  return JSON.stringify({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 0,
    model: 'fake',
    choices: [{ index: 0, finish_reason: finishReason, message: { role: 'assistant', ...message } }],
    ...(usage ? { usage } : {}),
  });
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}
