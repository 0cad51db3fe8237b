import { PARSE_TASKS } from '../../src/parsing/parse-tasks.ts';
import type { ParseWorker } from '../../src/parsing/parse-worker.ts';
import { serveWorker } from '../../src/rpc/serve-worker.ts';

const tasks = new Map<string, (...args: never[]) => unknown>(Object.entries(PARSE_TASKS));

/** The real parsers, of which Markdown's and the judge of answers never end where the text says so. */
const worker: ParseWorker = {
  load: () => true,
  run(name, args) {
    const isAsked = name === 'parseMarkdown' || name === 'judgeAnswer';
    if (isAsked && JSON.stringify(args).includes('never ends')) for (;;) args.at(0);
    return { value: tasks.get(name)?.(...(args as never[])) };
  },
};

serveWorker(worker);
