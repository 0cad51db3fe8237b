import { aLog } from '../../support/builders.ts';
import { IN_PROCESS } from '../../support/in-process.ts';

const log = aLog();
const clock = { now: () => Date.now() };

const [endpoint = '', url = ''] = process.argv.slice(2);
/** Only a reply that never ends runs into it: on a busy machine the others need seconds to be read as far as they are. */
const timeoutMs = url.includes('slow-drip') ? 2_000 : 20_000;

/** Asks one endpoint as the bot does. Each loads its client alone, so that memory is the reply's. */
const ASK: Readonly<Record<string, (url: string) => Promise<unknown>>> = {
  async model(baseUrl) {
    const { createModel } = await import('../../../src/summary/model/model.ts');
    const model = createModel({ baseUrl, model: 'fake-1', timeoutMs });
    return model.complete([{ role: 'user', content: 'x' }], {}, 10, new AbortController().signal);
  },
  async embeddings(baseUrl) {
    const { createEmbedder } = await import('../../../src/search/index/embeddings-endpoint.ts');
    const embedder = createEmbedder({ baseUrl, model: 'small', timeoutMs });
    return embedder.embed(['a'], new AbortController().signal);
  },
  async source(url) {
    const { createHttp } = await import('../../../src/sources/http/client.ts');
    const { createHuggingFaceApi } = await import('../../../src/sources/hugging-face/api.ts');
    const { origin } = new URL(url);
    const http = createHttp({
      origins: [{ url: origin, concurrency: 1 }],
      ...{ userAgent: 'test', clock, log, timeoutMs, backoffMs: 1 },
      // The server decides by the path what to do.
      fetch: (_input, init) => fetch(url, init),
    });
    return createHuggingFaceApi({ http, baseUrl: origin, parsers: IN_PROCESS }).list({
      kind: 'day',
      day: '2026-04-30',
    });
  },
  async slack(apiUrl) {
    const { CHANNEL_RATE, RATES } = await import('../../../adapters/slack/api/rates.ts');
    const { createRateLimiter } = await import('../../../adapters/slack/api/rate-limiter.ts');
    const { createFixedClient, createWeb } = await import('../../../adapters/slack/api/web.ts');
    const limiter = createRateLimiter(RATES, CHANNEL_RATE);
    const web = createWeb({
      getClient: createFixedClient('xoxb-1', { apiUrl, timeoutMs, log }),
      limiter,
    });
    return web.call('chat.postMessage', (client) => client.chat.postMessage({ channel: 'C1', text: 'x' }));
  },
  async discord(url) {
    const { REST } = await import('discord.js');
    const { createSend, buildRestOptions: restOptions } = await import(
      '../../../adapters/discord/api/rest.ts'
    );
    const rest = new REST(restOptions(url.slice(0, -1), clock, { timeoutMs })).setToken('x');
    const request = { method: 'POST', route: '/channels/1/messages', operation: 'create_message' } as const;
    return createSend(rest, log, { backoffMs: 1 })({ ...request, body: {}, once: true });
  },
};

const outcome = await ASK[endpoint]?.(url).then(
  (value) => ({ resolved: JSON.stringify(value).slice(0, 100) }),
  ({ code, message }: { code?: string; message: string }) => ({ code, message }),
);
const maxRssMb = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ ...outcome, maxRssMb }));
process.exit();
