/** Runs one piece of work at a time: who asks while it runs shares that run, and its outcome. */
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

  /** Resolves when nothing runs, however it ended. */
  async idle(): Promise<void> {
    await this.#running?.then(ignoreOutcome, ignoreOutcome);
  }
}

/** Who started the run hears how it ended. */
function ignoreOutcome(): void {}
