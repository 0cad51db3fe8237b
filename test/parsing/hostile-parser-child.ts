import type { ParseWorker } from '../../src/parsing/parse-worker.ts';
import { serveWorker } from '../../src/rpc/serve-worker.ts';

let documents = 0;

/** A worker whose parsers are as bad as the document says: it goes on forever, takes all memory, or breaks. */
const worker: ParseWorker = {
  load: () => true,
  run(_task, [text]) {
    documents += 1;
    if (text === 'spin') for (;;) documents += 0;
    if (text === 'hog') {
      const filler: string[][] = [];
      for (;;) filler.push(Array.from({ length: 10_000 }, (_, i) => `${i} ${filler.length}`));
    }
    if (text === 'recurse') return worker.run(_task, [text]);
    if (text === 'refuse')
      return { failure: { code: 'source-shape', key: 'noFeed', values: { source: 'arXiv' } } };
    if (text === 'refuse oddly') return { failure: { code: 'of-nobody', key: 'noFeed', values: {} } };
    return { value: `${String(text)} ${documents}` };
  },
};

serveWorker(worker);
