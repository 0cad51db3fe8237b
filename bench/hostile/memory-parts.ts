import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What the resident memory consists of, in MB, by name. */
export type MemoryParts = Readonly<Record<string, number>>;

/** What a thread wrote earlier than this is of a thread that has ended. */
const OLD_MS = 10_000;

/** The heaps of the threads as they wrote them down themselves, and what the system knows of the rest. */
export function readMemoryParts(pid: number | undefined, folder: string): MemoryParts {
  const threads = readdirSync(folder)
    .filter((file) => file.startsWith('thread-'))
    .map((file) => join(folder, file))
    .filter((file) => Date.now() - statSync(file).mtimeMs < OLD_MS)
    .flatMap((file) => {
      const thread = parseOrNothing(readFileSync(file, 'utf8'));
      if (!thread) return [];
      const { name, heapMb, outsideMb } = thread;
      return [[`${name}, heap`, heapMb] as const, [`${name}, outside it`, outsideMb] as const];
    });
  return { ...Object.fromEntries(threads), ...readSystemParts(pid) };
}

function parseOrNothing(text: string) {
  try {
    return JSON.parse(text) as { name: string; heapMb: number; outsideMb: number };
  } catch (error) {
    // It is being written.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** On Linux alone. */
function readSystemParts(pid: number | undefined): MemoryParts {
  const parts = { 'small blocks of malloc': 0, 'files (Node itself)': 0, 'all else, the heaps included': 0 };
  let part: keyof typeof parts = 'all else, the heaps included';
  for (const line of readFileSync(`/proc/${pid}/smaps`, 'utf8').split('\n')) {
    if (/^[\da-f]+-[\da-f]+ /.test(line)) {
      const path = line.split(/\s+/)[5] ?? '';
      if (path === '[heap]') part = 'small blocks of malloc';
      else part = path.startsWith('/') ? 'files (Node itself)' : 'all else, the heaps included';
    } else if (line.startsWith('Rss:')) parts[part] += Number(line.split(/\s+/)[1]) / 1024;
  }
  return parts;
}
