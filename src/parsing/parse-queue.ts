import { withTimeout } from '../core/async/with-timeout.ts';
import { receiveProblem } from '../core/base/catalog.ts';
import { SourceError } from '../core/base/errors.ts';
import type { Log } from '../core/base/log.ts';
import type { LazyWorker } from './lazy-worker.ts';
import { PARSE_PROBLEMS } from './parse-problems.ts';
import { problems } from './texts.ts';

interface ParseQueueOptions {
  readonly worker: LazyWorker;
  readonly log: Log;
  /** For one document, from when the worker begins with it. */
  readonly deadlineMs: number;
  /** Documents that wait while another is read; one more is refused. */
  readonly mostWaiting: number;
  /** Of all that wait and the one that is read, together. */
  readonly mostCharacters: number;
}

/** A machine that is busy loads the parsers in seconds. */
const START_MS = 30_000;

/** Hands documents to the worker one after the other, and gives up those that take too long or break it. */
export class ParseQueue {
  readonly #options: ParseQueueOptions;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #characters = 0;
  #isClosed = false;

  constructor(options: ParseQueueOptions) {
    this.#options = options;
  }

  parse(task: string, args: readonly unknown[]): Promise<unknown> {
    if (this.#isClosed) return Promise.reject(createStoppingError());
    const characters = countCharacters(args);
    if (!this.#hasRoomFor(characters)) return Promise.reject(new SourceError(problems.parseBusy()));
    this.#waiting += 1;
    this.#characters += characters;
    const answer = this.#last
      .then(() => this.#run(task, args))
      .finally(() => {
        this.#waiting -= 1;
        this.#characters -= characters;
      });
    // The next document is read whatever became of this one; its caller gets the error.
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  /** Calls that still wait are rejected, as the process is stopping. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#options.worker.close();
  }

  #hasRoomFor(characters: number): boolean {
    const { mostWaiting, mostCharacters } = this.#options;
    if (this.#waiting > mostWaiting) return false;
    return this.#waiting === 0 || this.#characters + characters <= mostCharacters;
  }

  async #run(task: string, args: readonly unknown[]): Promise<unknown> {
    if (this.#isClosed) throw createStoppingError();
    const { worker, deadlineMs } = this.#options;
    try {
      const { call } = await worker.use((started) =>
        withTimeout(started.call.load(), START_MS, () => throwTimeout(START_MS)),
      );
      const outcome = await withTimeout(call.run(task, args), deadlineMs, () => throwTimeout(deadlineMs));
      if ('value' in outcome) return outcome.value;
      throw new SourceError(receiveProblem(PARSE_PROBLEMS, outcome.failure) ?? problems.parseFailed());
    } catch (error) {
      throw this.#toSourceError(error, task, args);
    } finally {
      if (this.#waiting === 1 && !this.#isClosed) worker.endSoon();
    }
  }

  /** What the document is refused with; the worker goes on only where a parser itself refused. */
  #toSourceError(error: unknown, task: string, args: readonly unknown[]): SourceError {
    if (error instanceof SourceError && error.code !== 'parse-timeout') return error;
    if (this.#isClosed) return createStoppingError();
    const { worker, log } = this.#options;
    const given = toFailure(error);
    // What took too long is still running, and what broke may have left anything behind.
    worker.end();
    const characters = countCharacters(args);
    log.warn({ err: given, task, characters }, 'A document is given up');
    return given;
  }
}

function toFailure(error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  const isMemory = (error as NodeJS.ErrnoException | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return new SourceError(isMemory ? problems.parseMemory() : problems.parseFailed(), { cause: error });
}

function throwTimeout(ms: number): never {
  throw new SourceError(problems.parseTimeout({ seconds: ms / 1000 }));
}

function createStoppingError(): SourceError {
  return new SourceError(problems.sourceStopped());
}

/** Also those inside lists and objects: a full text is a list of sections. */
function countCharacters(arg: unknown): number {
  if (typeof arg === 'string') return arg.length;
  if (typeof arg !== 'object' || arg === null) return 0;
  return Object.values(arg).reduce((sum: number, one) => sum + countCharacters(one), 0);
}
