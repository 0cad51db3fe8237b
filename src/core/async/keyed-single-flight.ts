import { raceAbort } from './race-abort.ts';

export type Progress = (status: string) => void;

interface Call<T> {
  readonly result: Promise<T>;
  readonly controller: AbortController;
  readonly listeners: Set<Progress>;
  waiting: number;
  status?: string;
}

/**
 * Calls with the same key that run at the same time share one run of the work, in this process: one bot serves a database.
 * A caller who aborts leaves with the reason of their signal; the work is aborted when no caller waits for it any more.
 */
export class KeyedSingleFlight<T> {
  readonly #calls = new Map<string, Call<T>>();

  async run(
    key: string,
    work: (signal: AbortSignal, progress: Progress) => Promise<T>,
    signal?: AbortSignal,
    listener?: Progress,
  ): Promise<T> {
    signal?.throwIfAborted();
    const call = this.#calls.get(key) ?? this.#start(key, work);
    call.waiting += 1;
    if (listener) {
      call.listeners.add(listener);
      if (call.status !== undefined) listener(call.status);
    }
    try {
      return await (signal ? raceAbort(call.result, signal) : call.result);
    } finally {
      call.waiting -= 1;
      if (listener) call.listeners.delete(listener);
      if (call.waiting === 0) {
        // Whoever asks from now on must not join work that is being given up.
        if (this.#calls.get(key) === call) this.#calls.delete(key);
        call.controller.abort(signal?.reason);
      }
    }
  }

  #start(key: string, work: (signal: AbortSignal, progress: Progress) => Promise<T>): Call<T> {
    const controller = new AbortController();
    const listeners = new Set<Progress>();
    const call: Call<T> = {
      result: work(controller.signal, (status) => {
        call.status = status;
        for (const listener of listeners) listener(status);
      }).finally(() => {
        if (this.#calls.get(key) === call) this.#calls.delete(key);
      }),
      controller,
      listeners,
      waiting: 0,
    };
    this.#calls.set(key, call);
    return call;
  }
}
