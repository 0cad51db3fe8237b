import { expect, it } from 'vitest';
import { EventsMissedNotifier } from '../../../adapters/shared/events-missed.ts';
import { TaskTracker } from '../../../adapters/shared/task-tracker.ts';
import { aLog } from '../../support/builders.ts';

it('reads back once at a time, with one that waits however often a connection ends', async () => {
  const log = aLog();
  const tasks = new TaskTracker(() => undefined);
  const begun = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let rounds = 0;
  const notifier = new EventsMissedNotifier(tasks, () => begun[rounds++]?.promise ?? Promise.resolve(), log);
  notifier.notify();
  await new Promise((resolve) => setImmediate(resolve));
  for (let i = 0; i < 100; i++) notifier.notify();
  expect(rounds).toBe(1);
  begun[0]?.reject(new Error('the platform is away'));
  begun[1]?.resolve();
  expect(await tasks.settle(1000)).toBe(0);
  expect(rounds).toBe(2);
  expect(log.lines.map(({ message }) => message)).toEqual(['votes could not be read back']);
});
