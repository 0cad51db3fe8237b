/** Runs work one at a time. Whoever asks while it runs gets one more run, however many ask. */
export function createOneMore(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  function begin(): Promise<void> {
    running = work().finally(() => {
      running = undefined;
    });
    return running;
  }

  async function beginAfter(before: Promise<void>): Promise<void> {
    // Its failure belongs to who began it.
    await before.catch(() => undefined);
    next = undefined;
    await begin();
  }

  return () => {
    if (running === undefined) return next ?? begin();
    next ??= beginAfter(running);
    return next;
  };
}
