import { constants, getPriority, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { CLOSE, type WorkerRequest, type WorkerResponse } from './worker-messages.ts';

const THIS_THREAD = 0;
/** Added to the nice value: the event loop gets three times as much of a processor that both want. */
const BACKGROUND = 5;

/**
 * Lets the event loop go first where threads compete for the processors: for a worker whose answers no command waits for.
 * Elsewhere than on Linux the call would be about the whole process, so nothing is done.
 */
export function giveWayToEventLoop(): void {
  if (process.platform === 'linux')
    setPriority(THIS_THREAD, Math.min(getPriority() + BACKGROUND, constants.priority.PRIORITY_LOW));
}

/** Answers the calls of `linkWorker` with the methods of an object, one after the other. To be called in a worker alone. */
export function serveWorker(target: object): void {
  const port = parentPort;
  if (!port) throw new Error('This file is a worker');
  const methods = listMethods(target);
  port.on('message', async (request: WorkerRequest | typeof CLOSE) => {
    if (request === CLOSE) {
      port.close();
      return;
    }
    const { id, method, args } = request;
    let response: WorkerResponse;
    try {
      const run = methods.get(method);
      if (!run) throw new Error(`No method ${method}`);
      response = { id, value: await run(...args) };
    } catch (error) {
      const { code } = (error ?? {}) as NodeJS.ErrnoException;
      response = { id, error: error instanceof Error ? `${error.message}\n${error.stack}` : String(error) };
      if (typeof code === 'string') response = { ...response, code };
    }
    port.postMessage(response);
  });
}

/** The methods that an object or its class has of its own. */
function listMethods(target: object): Map<string, (...args: readonly unknown[]) => unknown> {
  const names = [target, Object.getPrototypeOf(target)].flatMap((owner) => Object.getOwnPropertyNames(owner));
  const found = new Map<string, (...args: readonly unknown[]) => unknown>();
  for (const name of names) {
    const method: unknown = Reflect.get(target, name);
    if (typeof method === 'function' && name !== 'constructor') found.set(name, method.bind(target));
  }
  return found;
}
