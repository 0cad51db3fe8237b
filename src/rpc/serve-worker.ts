import { parentPort } from 'node:worker_threads';
import { CLOSE, type WorkerRequest, type WorkerResponse } from './worker-messages.ts';

/** Answers the calls of `linkWorker` with `methods`, one after the other. To be called in a worker alone. */
export function serveWorker(methods: object): void {
  const port = parentPort;
  if (!port) throw new Error('This file is a worker');
  const byName = new Map<string, unknown>(Object.entries(methods));
  port.on('message', async (request: WorkerRequest | typeof CLOSE) => {
    if (request === CLOSE) {
      port.close();
      return;
    }
    const { id, method, args } = request;
    let response: WorkerResponse;
    try {
      const run = byName.get(method);
      if (typeof run !== 'function') throw new Error(`No method ${method}`);
      response = { id, value: await run(...args) };
    } catch (error) {
      const { code } = (error ?? {}) as NodeJS.ErrnoException;
      response = { id, error: error instanceof Error ? `${error.message}\n${error.stack}` : String(error) };
      if (typeof code === 'string') response = { ...response, code };
    }
    port.postMessage(response);
  });
}
