/** So long the event loop is held at once: meanwhile others wait for their pages, and for answers in chats. */
const HOLD_MS = 10;

/** Works on one after the other, and lets others in between. */
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
