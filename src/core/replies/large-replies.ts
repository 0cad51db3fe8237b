/** So much of any reply may be read at any time: all but the longest lists and papers are smaller. */
const LARGE_FROM = 1024 * 1024;

/**
 * Lets one reply at a time grow large. Each reply is bounded, and a server may answer everything that it is asked at once: it
 * would hold the bound as many times as it has connections. To be shared by the replies of one server, so that one that
 * stalls in the middle holds up no other server's.
 */
export class TurnsOfLargeReplies {
  /** A reply needs the turn from so many bytes on. */
  readonly from: number;
  #last: Promise<unknown> = Promise.resolve();

  constructor(from: number = LARGE_FROM) {
    this.from = from;
  }

  /** Resolves with what ends the turn when it has come; in the order of the calls. */
  async take(): Promise<() => void> {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = before.then(() => promise);
    await before;
    return resolve;
  }
}
