import { DEFAULT_SUBSCRIPTION } from '../core/subscription.ts';
import { nextDue } from '../jobs/next-due.ts';
import { type App, EXIT } from './app.ts';

const CHANNEL = 'terminal:local';

/** Posts the bundled edition to this terminal and answers at a prompt until the person leaves. */
export async function demo(app: App, left: Promise<void>): Promise<number> {
  const { store, clock, refresh, deliver, tallies, print } = app;
  const terminal = app.platforms.get('terminal');
  if (!terminal) return EXIT.failed;
  const now = clock.now();
  const schedule = { ...DEFAULT_SUBSCRIPTION, zone: Intl.DateTimeFormat().resolvedOptions().timeZone };
  const subscription = {
    ...schedule,
    channel: CHANNEL,
    space: 'terminal:local',
    createdAt: now,
    nextDueAt: nextDue(schedule, now),
  };
  await store.subscriptions.put(subscription);
  const { lastError } = await refresh.run();
  if (lastError !== undefined) {
    print(`The sample edition could not be read: ${lastError}`);
    return EXIT.failed;
  }
  await store.deliveries.enqueue({ channel: CHANNEL, slot: now }, now);
  await deliver.run();
  print('Vote with +1 3, -1 2 or 0 3: the number is that of a paper.');
  print('Or type: search WORDS, summary PAPER, today, help, quit.');
  await terminal.start(app.inbound);
  await left;
  await tallies.flush();
  await terminal.stop();
  return EXIT.ok;
}
