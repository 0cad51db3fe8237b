/** Waits until all of them have ended, and rejects with the first failure: until then whoever waits believes that some go on. */
export async function settleAll(works: readonly Promise<unknown>[]): Promise<void> {
  await Promise.allSettled(works);
  await Promise.all(works);
}
