import { drawBar, startProgress } from '../base/progress.ts';
import { texts } from '../base/texts.ts';

export interface MoveOptions {
  readonly from: string;
  /** Where it is not what DATABASE_URL says. */
  readonly to?: string;
}

export interface MoveDeps {
  /** Copies the database; resolves with the number of rows. */
  moveStore(options: MoveOptions, onProgress: (done: number, total: number) => void): Promise<number>;
  readonly isTerminal: boolean;
  readonly print: (line: string) => void;
}

/** Copies a database to a server. Broken off it can be begun again, and goes on where it stopped. */
export async function runMove(
  { moveStore, isTerminal, print }: MoveDeps,
  options: MoveOptions,
): Promise<void> {
  const bar = startProgress(isTerminal, print, texts.moveTitle());
  try {
    const rows = await moveStore(options, (done, total) => {
      const way = isTerminal ? `${drawBar(done / total)} · ` : '';
      bar.report(texts.moveProgress({ way, done, total }), done === total);
    });
    bar.end(texts.moveEnd({ rows }));
  } catch (error) {
    bar.end(texts.moveNotFinished());
    throw error;
  }
}
