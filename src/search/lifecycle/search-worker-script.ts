/** Apart from the engine, so that the worker can be started before that is loaded. */
export const SEARCH_WORKER = new URL('../index/search-worker.ts', import.meta.url);
