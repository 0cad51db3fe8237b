import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browseTask, PANES, type PaneName, readGroups } from '../../playground/browse-task.ts';
import { doTask, readPapers } from '../../playground/do-task.ts';
import { TASKS } from '../../playground/task-list.ts';
import { type Running, startMain } from '../e2e/run-main.ts';
import { until } from '../support/builders.ts';
import { aBrowsedDemo, BROWSER } from './browser.ts';

const MOST_STEPS = 3;

it.each(TASKS)('takes at most three steps: $task', ({ steps }) => {
  expect(steps.length).toBeLessThanOrEqual(MOST_STEPS);
});

describe.skipIf(!BROWSER)(
  `on the demo’s page, in a browser${BROWSER ? '' : ' (skipped without Chromium)'}`,
  () => {
    let demo: Awaited<ReturnType<typeof aBrowsedDemo>>;
    let visit: Awaited<ReturnType<typeof demo.visit>>;
    let groups: Map<string, string>;
    /** When the last task was done in each pane: who is done in one reads while the next is done in the other. */
    const idleSince = new Map<PaneName, number>();

    beforeAll(async () => {
      demo = await aBrowsedDemo();
      visit = await demo.visit();
      groups = await readGroups(demo.url);
    }, 150_000);
    afterAll(() => demo.close(), 60_000);

    // One after the other, on one page; the second pane is one task behind, so that a vote is on both before the next person votes.
    const turns = [...TASKS, undefined].flatMap((_, i) =>
      PANES.flatMap((name, behind) =>
        TASKS.slice(i - behind, i - behind + 1).map((task) => ({ name, ...task })),
      ),
    );
    it.each(turns)('a person on $name can: $task', { timeout: 120_000 }, async ({ name, ...task }) => {
      await browseTask(visit.page, name, task, groups, idleSince.get(name));
      idleSince.set(name, performance.now());
      expect(visit.faults()).toEqual([]);
    });
  },
);

describe.skipIf(BROWSER)('in the demo’s pane of Slack, where there is no browser', () => {
  let running: Running;
  let folder: string;
  let url: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'paperboy-tasks-'));
    const line = ['demo', '--page', '--port', '0', '--no-open'];
    running = startMain(line, { cwd: folder, env: { CI: '1', TZ: 'UTC' }, input: '' });
    await until(() => /http:\/\/127\.0\.0\.1:\d+/.test(running.text()), 'the address is printed', 60_000);
    url = /http:\/\/127\.0\.0\.1:\d+/.exec(running.text())?.[0] ?? '';
    await until(async () => (await readPapers(url)).messages.length > 5, 'the thread is posted', 60_000);
  }, 150_000);
  afterAll(async () => {
    running.process.kill('SIGINT');
    await running.done;
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  // One after the other, in one demo.
  it.each(TASKS)('a person can: $task', { timeout: 120_000 }, (task) => doTask(url, task));
});
