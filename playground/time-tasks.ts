import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { chromium } from 'playwright-core';
import { browseTask, PANES, type PaneName, readGroups, toTyped } from './browse-task.ts';
import { browserArguments, browserPath } from './browser-path.ts';

import { startDemo } from './start-demo.ts';
import { type Step, TASKS } from './task-list.ts';

/** `npm run tasks` does every task on the demo's page, in both panes, and writes docs/tasks.md: its steps, and how long it takes. */
async function main([running]: readonly string[]): Promise<void> {
  const executablePath = browserPath();
  if (!executablePath)
    throw new Error('There is no Chromium here. Install one, or name it in CHROMIUM_PATH.');
  const demo = running ? { url: running, stop: () => undefined } : await startDemo();
  const browser = await chromium.launch({ executablePath, args: browserArguments() });
  try {
    const page = await browser.newPage({ locale: 'en-US', timezoneId: 'UTC' });
    await page.goto(demo.url);
    for (const name of PANES) {
      const thread = page.getByRole('region', { name, exact: true }).locator('.thread-link').first();
      await thread.waitFor({ state: 'attached', timeout: START_MS });
    }
    const groups = await readGroups(demo.url);
    const rows: string[] = [];
    for (const task of TASKS) {
      const seconds: string[] = [];
      for (const name of PANES) seconds.push(formatSeconds(await browseTask(page, name, task, groups)));
      const person = task.steps.reduce((sum, step) => sum + estimateSeconds(step), 0);
      const steps = PANES.map((name) => task.steps.map((step) => wordStep(step, name, groups)).join(', '));
      const [onSlack = '', onDiscord = ''] = steps;
      const both = onSlack === onDiscord ? onSlack : `${onSlack}; on Discord ${onDiscord}`;
      rows.push(`| ${[task.task, both, `${person.toFixed(0)} s`, ...seconds].join(' | ')} |`);
    }
    await writeFile(join(import.meta.dirname, '../docs/tasks.md'), `${HEAD}${rows.join('\n')}\n`);
  } finally {
    await browser.close();
    demo.stop();
  }
}

const HEAD = `# Twenty tasks, and the steps they take

What a person wants of the bot, and what they do for it: a line that is typed, a choice, or a press counts as a step. \`npm run tasks\` does each of
them on the demo’s page, in a browser, on Slack and then on Discord, one after the other, and writes this page; a test does them too
and fails where one cannot be done or takes more than three steps. Within a digest’s thread on Slack, \`@Paperboy\` takes the place of
\`/papers\`.

\`person\` is an estimate: five characters a second typed (sixty words a minute), one and a half seconds to find and press something. The other
times were measured, from the first step to what one reads on the page at the end, on a busy machine with two cores.

| task | steps | person | Slack | Discord |
|---|---|---|---|---|
`;

/** A machine that does much else is slow. */
const START_MS = 120_000;

const CHARACTERS_PER_SECOND = 5;
const PRESS_SECONDS = 1.5;

const formatSeconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

function estimateSeconds(step: Step): number {
  if ('type' in step) return `/papers ${step.type}`.length / CHARACTERS_PER_SECOND;
  // The field that is changed, and the button.
  return 'submit' in step ? 2 * PRESS_SECONDS + 1 : PRESS_SECONDS;
}

function wordStep(step: Step, name: PaneName, groups: ReadonlyMap<string, string>): string {
  if ('type' in step) return `\`${toTyped(step.type, name, groups)}\``;
  if ('react' in step) return 'press its number';
  if ('submit' in step) return 'change the number and send the form off';
  if ('press' in step) return `press ${step.press}`;
  return `choose “${step.choose} …” under ${step.under === 'post' ? 'the post' : 'the answer'}`;
}

await main(process.argv.slice(2));
