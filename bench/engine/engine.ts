import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Work on jobs from a PostgreSQL database: what an engine is asked for here. */
export interface Engine {
  readonly name: string;
  open(url: string): Promise<Opened>;
}

export interface Opened {
  /** Works in this process from now on: `handle` is called with the key of each job. */
  work(handle: (key: string) => Promise<void>): Promise<void>;
  /** A job that is due now. */
  add(key: string): Promise<void>;
  /** Something about this key has changed: within some seconds one job is to see all changes. Missing: what it does is tried elsewhere. */
  readonly debounce?: (key: string) => Promise<void>;
  close(): Promise<void>;
}

/** Edits of one post wait for so long, so that many votes are one edit. */
export const DEBOUNCE_MS = 3000;

/** The main module of a package that npm has installed into a folder of its own. */
export function toEntry(folder: string, name: string): string {
  return pathToFileURL(join(folder, name, 'node_modules', name, 'dist/index.js')).href;
}
