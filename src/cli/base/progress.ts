import { truncate } from '../../core/paper/format.ts';
import { toPrintable } from '../../core/text/printable.ts';
import { texts } from './texts.ts';

export interface Progress {
  /** `isLast`: what is shown now may stay for long, so it is shown at once. */
  report(text: string, isLast?: boolean): void;
  /** Ends with a text, or with none where it is said elsewhere. */
  end(text: string): void;
}

/** In place on a terminal so often, a line elsewhere. */
const EVERY_MS = { terminal: 50, elsewhere: 2000 } as const;
const BAR = 30;

/**
 * What is going on: in place on a terminal, a line every two seconds elsewhere. Drawn by ourselves, because the spinners
 * of packages take Ctrl-C for theirs and end the process as if all were done.
 */
export function startProgress(isTerminal: boolean, print: (line: string) => void, title: string): Progress {
  const everyMs = isTerminal ? EVERY_MS.terminal : EVERY_MS.elsewhere;
  const writeInLine = (text: string): void => {
    process.stdout.write(`\r\u001b[K${truncate(toPrintable(text), (process.stdout.columns || 80) - 1)}`);
  };
  if (isTerminal) writeInLine(title);
  let last = performance.now();
  let printed = '';
  return {
    report(text, isLast = false) {
      if (!(isLast && isTerminal) && performance.now() - last < everyMs) return;
      last = performance.now();
      if (isTerminal) writeInLine(text);
      else {
        print(text);
        printed = text;
      }
    },
    end(text) {
      if (isTerminal) writeInLine('');
      if (text !== printed) print(text);
    },
  };
}

/** A bar, filled to `share`, and the share in words. */
export function drawBar(share: number): string {
  const filled = Math.floor(share * BAR);
  return `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${Math.floor(share * 100)} %`;
}

/** The same with a bar, for work of a size that becomes known as it goes. */
export function startBar(isTerminal: boolean, print: (line: string) => void, title: string) {
  const { report, end } = startProgress(isTerminal, print, title);
  return {
    end,
    report(done: number, total: number): void {
      const bar = drawBar(Math.min(1, done / Math.max(total, 1)));
      // What comes after the last paper is read takes its time, too.
      const text =
        done < total ? texts.barProgress({ title, done, total }) : texts.barWriting({ title, total });
      report(isTerminal ? `${bar}  ${text}` : text, done >= total);
    },
  };
}
