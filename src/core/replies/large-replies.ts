/** This much of any reply may be read at any time: all but the longest lists and papers are smaller. */
const LARGE_FROM = 1024 * 1024;

/**
 * Lets only one reply at a time become large. Each reply is bounded, but a server may answer all of its requests at once, which
 * would use that bound once per connection. Shared by the replies of one server, so that a reply that
 * stalls in the middle blocks no other server's.
 */
export class LargeReplyMutex {
  /** From this many bytes on, a reply needs the turn. */
  readonly from: number;
  #last: Promise<unknown> = Promise.resolve();

  constructor(from: number = LARGE_FROM) {
    this.from = from;
  }

  /** Resolves with the function that ends the turn, in the order of the calls. */
  async take(): Promise<() => void> {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = before.then(() => promise);
    await before;
    return resolve;
  }
}
