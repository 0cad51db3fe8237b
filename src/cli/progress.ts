import { progress, spinner } from '@clack/prompts';

export interface Progress {
  tell(text: string): void;
  end(text: string): void;
}

const EVERY_MS = 2000;

/** What is going on, for work of unknown length: in place on a terminal, a line every two seconds elsewhere. */
export function startProgress(isTerminal: boolean, print: (line: string) => void, title: string): Progress {
  if (isTerminal) {
    const wheel = spinner();
    wheel.start(title);
    return { tell: (text) => wheel.message(text), end: (text) => wheel.stop(text) };
  }
  let last = performance.now();
  return {
    tell(text) {
      if (performance.now() - last < EVERY_MS) return;
      last = performance.now();
      print(text);
    },
    end: print,
  };
}

/** A bar for work whose size is told as it goes; elsewhere than on a terminal a line every two seconds. */
export function startBar(isTerminal: boolean, print: (line: string) => void, title: string) {
  const told = (done: number, total: number): [percent: number, text: string] => [
    Math.floor((100 * done) / Math.max(total, 1)),
    // What comes after the last one is read takes its time, too.
    done < total ? `${title}: ${done} of ${total} papers` : `${title}: ${total} papers, writing`,
  ];
  if (!isTerminal) {
    const lines = startProgress(false, print, title);
    return { tell: (done: number, total: number) => lines.tell(told(done, total)[1]), end: lines.end };
  }
  const bar = progress({ max: 100 });
  bar.start(title);
  let shown = 0;
  return {
    tell(done: number, total: number): void {
      const [percent, text] = told(done, total);
      bar.advance(percent - shown, text);
      shown = percent;
    },
    end: (text: string) => bar.stop(text),
  };
}
