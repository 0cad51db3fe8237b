/** Runs one piece of work at a time: a caller that asks while it runs shares that run and its outcome. */
export class SingleFlight<T> {
  #running: Promise<T> | undefined;

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  run(work: () => Promise<T>): Promise<T> {
    this.#running ??= work().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Resolves when nothing is running, whether the run succeeded or failed. */
  async waitUntilIdle(): Promise<void> {
    await this.#running?.then(ignoreOutcome, ignoreOutcome);
  }
}

/** The caller that started the run receives its outcome. */
function ignoreOutcome(): void {}
