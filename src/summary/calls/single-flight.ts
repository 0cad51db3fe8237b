import { raceAbort } from '../../core/async/race-abort.ts';

export type Progress = (doing: string) => void;

interface Flight<T> {
  readonly result: Promise<T>;
  readonly controller: AbortController;
  readonly listeners: Set<Progress>;
  waiting: number;
  doing?: string;
}

/**
 * Makes one piece of work of what several ask for at once, in this process: one bot serves a database. Who aborts leaves
 * alone with the reason of their signal; the work itself is aborted when nobody waits for it any more.
 */
export class SingleFlights<T> {
  readonly #flying = new Map<string, Flight<T>>();

  async join(
    key: string,
    work: (signal: AbortSignal, progress: Progress) => Promise<T>,
    signal?: AbortSignal,
    listener?: Progress,
  ): Promise<T> {
    signal?.throwIfAborted();
    const flight = this.#flying.get(key) ?? this.#start(key, work);
    flight.waiting += 1;
    if (listener) {
      flight.listeners.add(listener);
      if (flight.doing !== undefined) listener(flight.doing);
    }
    try {
      return await (signal ? raceAbort(flight.result, signal) : flight.result);
    } finally {
      flight.waiting -= 1;
      if (listener) flight.listeners.delete(listener);
      if (flight.waiting === 0) {
        // Whoever asks from now on must not join work that is being given up.
        if (this.#flying.get(key) === flight) this.#flying.delete(key);
        flight.controller.abort(signal?.reason);
      }
    }
  }

  #start(key: string, work: (signal: AbortSignal, progress: Progress) => Promise<T>): Flight<T> {
    const controller = new AbortController();
    const listeners = new Set<Progress>();
    const flight: Flight<T> = {
      result: work(controller.signal, (doing) => {
        flight.doing = doing;
        for (const listener of listeners) listener(doing);
      }).finally(() => {
        if (this.#flying.get(key) === flight) this.#flying.delete(key);
      }),
      controller,
      listeners,
      waiting: 0,
    };
    this.#flying.set(key, flight);
    return flight;
  }
}
