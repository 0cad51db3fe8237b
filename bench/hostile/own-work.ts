/** So long a turn of the event loop is nothing that an answer is late by. */
const SHORT_MS = 20;

/**
 * How long this process has worked without looking at its sockets, in milliseconds of its own processor time: what arrives
 * meanwhile looks late by so much.
 */
export function watchOwnWork(): () => number {
  let total = 0;
  let before = workedMs();
  setInterval(() => {
    const now = workedMs();
    if (now - before > SHORT_MS) total += now - before;
    before = now;
  }, 5).unref();
  return () => total;
}

function workedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
