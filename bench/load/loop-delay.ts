// Loaded before the bot (`node --import`): measures how long its event loop was held, and writes that down at its end.
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 1;
/** Starting up (loading code, opening the database) is not what a person waits for. */
const STARTED_MS = 5000;

const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
histogram.enable();
setTimeout(() => histogram.reset(), STARTED_MS).unref();
process.on('exit', () => {
  const milliseconds = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
  const [p50, p99] = [50, 99].map((share) => milliseconds(histogram.percentile(share)));
  const file = process.env.LOOP_DELAY_FILE;
  if (file) writeFileSync(file, JSON.stringify({ p50, p99, max: milliseconds(histogram.max) }));
});
