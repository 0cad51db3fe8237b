import { spinner } from '@clack/prompts';

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
