import { request } from 'node:http';
import { type City, startCity } from '../../playground/city.ts';
import type { Act, PlaygroundState, TrafficEntry } from '../../playground/protocol.ts';
import { startServer } from '../../playground/server.ts';
import { createStage, type StageTime } from '../../playground/stage.ts';
import { aLog } from '../support/builders.ts';

/** Speaks to a playground as its page does. */
export function aPage(url: string) {
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as { ok?: boolean; error?: string } };
  };
  return {
    post,
    state: async () => (await (await fetch(`${url}/state`)).json()) as PlaygroundState,
    act: (act: Act) => post('/act', act),
    /** Sends headers that `fetch` does not let one choose; resolves with the status. */
    raw(path: string, headers: Record<string, string>): Promise<number> {
      return new Promise((resolve, reject) => {
        const asked = request(url + path, { headers }, (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        });
        asked.on('error', reject);
        asked.end();
      });
    },
    /** Listens to the events; `close` ends it. */
    listen() {
      const states: PlaygroundState[] = [];
      const traffic: TrafficEntry[][] = [];
      const stop = new AbortController();
      const done = (async () => {
        const response = await fetch(`${url}/events`, { signal: stop.signal });
        let text = '';
        for await (const chunk of response.body ?? []) {
          text += Buffer.from(chunk).toString('utf8');
          const parts = text.split('\n\n');
          text = parts.pop() ?? '';
          for (const part of parts) {
            const [, event, data] = /^event: (\w+)\ndata: (.*)$/.exec(part) ?? [];
            if (event === 'state') states.push(JSON.parse(data ?? ''));
            if (event === 'traffic') traffic.push(JSON.parse(data ?? ''));
          }
        }
      })().catch((error: Error) => {
        if (error.name !== 'AbortError') throw error;
      });
      return {
        states,
        traffic,
        async close() {
          stop.abort();
          await done;
        },
      };
    },
  };
}

/** A playground without a bot: both servers, a clock that is stopped, and the HTTP side. */
export async function aPlayground(options: { page?: string; port?: number } = {}) {
  const city: City = await startCity();
  const days: string[] = [];
  const speeds: number[] = [];
  const time: StageTime = {
    view: () => ({ now: '2026-04-30T12:00:00.000Z', speed: 1, days: ['2026-04-30'], day: undefined }),
    postRecap: async () => undefined,
    setDay: async (day) => {
      days.push(day);
    },
    setSpeed: (speed) => {
      speeds.push(speed);
    },
  };
  const log = aLog();
  const server = await startServer({
    stage: createStage(city, time),
    traffic: city.traffic,
    page: async () => options.page ?? import.meta.dirname,
    port: options.port ?? 0,
    log,
  });
  return {
    ...{ city, server, log, days, speeds },
    page: aPage(server.url),
    async close() {
      await server.close();
      await city.close();
    },
  };
}
