/** The longest time without a turn for others, who wait for pages and for answers in chats. */
const HOLD_MS = 10;

/** Processes the items one after the other, and yields to the event loop in between. */
export async function inTurns<T, R>(items: readonly T[], work: (item: T) => R | Promise<R>): Promise<R[]> {
  const done: R[] = [];
  let since = performance.now();
  for (const item of items) {
    done.push(await work(item));
    if (performance.now() - since < HOLD_MS) continue;
    await new Promise((resolve) => setImmediate(resolve));
    since = performance.now();
  }
  return done;
}
