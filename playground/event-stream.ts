import type { ServerResponse } from 'node:http';
import type { TrafficEntry } from './protocol.ts';
import type { Stage } from './stage.ts';
import type { TrafficLog } from './traffic-log.ts';

/** Changes within this time are sent together. */
const TOGETHER_MS = 50;

/** Proxies and browsers give up a connection that is silent for long. */
const KEEP_ALIVE_MS = 20_000;

/** Bytes. */
const MAX_UNREAD = 16 * 1024 * 1024;

export interface EventStream {
  /** Sends everything to one more page, from now until it disconnects. */
  join(response: ServerResponse): void;
  close(): void;
}

/** Server-sent events: `state` whole after each change, `traffic` in batches; at most one of each in 50 ms. */
export function createEventStream(stage: Stage, traffic: TrafficLog): EventStream {
  const pages = new Set<ServerResponse>();
  let waiting: TrafficEntry[] = [];
  let timer: NodeJS.Timeout | undefined;
  let last = '';

  const send = (event: string, data: string): void => {
    for (const page of pages) {
      // A page that no longer reads must not fill the memory; it connects again when it resumes.
      if (page.writableLength > MAX_UNREAD) page.destroy();
      else page.write(`event: ${event}\ndata: ${data}\n\n`);
    }
  };

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (pages.size === 0) {
      waiting = [];
      last = '';
      return;
    }
    if (waiting.length > 0) send('traffic', JSON.stringify(waiting));
    waiting = [];
    const state = stage.state();
    // The clock goes on by itself: its hand alone is no change.
    const now = JSON.stringify({ ...state, clock: { ...state.clock, now: '' } });
    if (now !== last) send('state', JSON.stringify(state));
    last = now;
  }

  const soon = (): void => {
    timer ??= setTimeout(flush, TOGETHER_MS);
  };
  const ignoreStage = stage.listen(soon);
  const ignoreTraffic = traffic.listen((entry) => {
    waiting.push(entry);
    soon();
  });
  const beat = setInterval(() => {
    for (const page of pages) page.write(': still here\n\n');
  }, KEEP_ALIVE_MS);
  beat.unref();

  return {
    join(response) {
      response.write(`event: state\ndata: ${JSON.stringify(stage.state())}\n\n`);
      // What still waits is in the log as well: it must not be sent twice.
      if (waiting.length > 0) flush();
      response.write(`event: traffic\ndata: ${JSON.stringify(traffic.recent())}\n\n`);
      pages.add(response);
      response.on('close', () => pages.delete(response));
    },
    close() {
      ignoreStage();
      ignoreTraffic();
      clearInterval(beat);
      clearTimeout(timer);
      for (const page of pages) page.end();
    },
  };
}
