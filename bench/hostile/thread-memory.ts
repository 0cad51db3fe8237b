// Loaded in each thread of the bot before its code (`node --import`): writes down how large the thread's heap and buffers are.
import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { threadId } from 'node:worker_threads';

const EVERY_MS = 250;
const MB = 1024 * 1024;
const folder = process.env.THREAD_MEMORY_FOLDER;

if (folder) {
  const name = threadId === 0 ? 'main thread' : basename(process.argv[1] ?? 'worker', '.ts');
  const write = () => {
    const { heapTotal, external } = process.memoryUsage();
    const parts = { name, heapMb: heapTotal / MB, outsideMb: external / MB };
    writeFileSync(join(folder, `thread-${threadId}.json`), JSON.stringify(parts));
  };
  setInterval(write, EVERY_MS).unref();
}
