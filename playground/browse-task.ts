import type { Locator, Page } from 'playwright-core';
import { readState } from './demo-client.ts';
import { waitFor } from './do-task.ts';
import type { Step, Task } from './task-list.ts';

/** The two panes of the demo's page. */
export const PANES = ['Slack', 'Discord'] as const;
export type PaneName = (typeof PANES)[number];

/** What a person types on a platform: what concerns the channel is in a group of its own on Discord. */
export function toTyped(line: string, pane: PaneName, groups: ReadonlyMap<string, string>): string {
  const [name = '', ...words] = line.split(' ');
  const group = pane === 'Discord' ? groups.get(name) : undefined;
  return ['/papers', ...(group === undefined ? [] : [group]), name, ...words].join(' ');
}

/** The groups of the commands as they are registered with Discord, by the name of the command. */
export async function readGroups(url: string): Promise<Map<string, string>> {
  const { commands } = (await readState(url)).discord;
  const options = commands.flatMap(({ options: all = [] }) => all);
  return new Map(
    options.flatMap((option) =>
      'options' in option
        ? (option.options ?? []).flatMap((inner) =>
            'options' in inner || inner.type === SUBCOMMAND ? [[inner.name, option.name] as const] : [],
          )
        : [],
    ),
  );
}

/** Of `ApplicationCommandOptionType`. */
const SUBCOMMAND = 1;

/** Nobody does one thing right after the other: the bot would ask for a moment. */
const READING_MS = 4000;

/**
 * Does a task on the page as a person does, by keyboard and mouse, and waits until what it is done by can be read. How long that took
 * from the first step, in milliseconds. `idleSince` is when the one before was done in this pane, on the clock of `performance`.
 */
export async function browseTask(
  page: Page,
  name: PaneName,
  { steps, done, doneIn, after }: Task,
  groups: ReadonlyMap<string, string>,
  idleSince = performance.now(),
): Promise<number> {
  const person = createPerson(page, name, groups);
  await page.waitForTimeout(Math.max(0, idleSince + READING_MS - performance.now()));
  const before = await person.readLines();
  const from = performance.now();
  const read = doneIn?.[name] ?? done;
  for (const step of steps) await person.take(step);
  await waitFor(`“${read}” is read on ${name}`, async () =>
    findNews(before, await person.readLines()).some((line) => line.includes(read)),
  );
  const ms = performance.now() - from;
  if (after !== undefined) await person.take({ type: after });
  return ms;
}

/** What a person does in one pane, in the channel with the daily posts. */
export function createPerson(page: Page, name: PaneName, groups: ReadonlyMap<string, string>) {
  const pane = page.getByRole('region', { name, exact: true });
  const log = pane.getByRole('log', { name: `Messages in papers on ${name}` });
  const answers = log.locator('.message.ephemeral');
  let answered = 0;

  /** The answer to what was typed last. */
  async function findAnswer(): Promise<Locator> {
    await waitFor('an answer comes', async () => (await answers.count()) > answered);
    return answers.last();
  }

  async function type(line: string): Promise<void> {
    answered = await answers.count();
    const field = pane.getByRole('combobox', { name: `Message #papers on ${name}` });
    await field.fill(toTyped(line, name, groups));
    const send = pane.locator('.composer.command .send');
    // Discord opens the options of a command that has some.
    if ((await send.count()) === 0) await field.press('Enter');
    if ((await send.count()) > 0) await send.click();
  }

  async function choose(label: string, where: Locator): Promise<void> {
    const select = where.locator('select', { has: page.locator(`option:text-matches("^${label}")`) });
    await select.first().waitFor();
    const option = select.first().locator(`option:text-matches("^${label}")`).first();
    await select.first().selectOption(await option.getAttribute('value'));
  }

  async function submit(values: Readonly<Record<string, string>>): Promise<void> {
    const form = page.getByRole('dialog');
    for (const [field, value] of Object.entries(values)) {
      const control = form.locator(`[name="${field}"]`).first();
      const isSelect = (await control.evaluate((element) => element.tagName)) === 'SELECT';
      await (isSelect ? control.selectOption(value) : control.fill(value));
    }
    await form.locator('button[type="submit"]').click();
  }

  return {
    findAnswer,
    async take(step: Step): Promise<void> {
      if ('type' in step) return type(step.type);
      if ('react' in step)
        return log
          .getByRole('button', { name: /^1️⃣ \d/ })
          .first()
          .click();
      if ('submit' in step) return submit(step.submit);
      if ('press' in step)
        return (await findAnswer()).getByRole('button', { name: step.press, exact: true }).click();
      return choose(step.choose, step.under === 'post' ? log.locator('article').first() : await findAnswer());
    },
    async readLines(): Promise<string[]> {
      return (await pane.innerText()).split('\n');
    },
  };
}

/** The lines that were not there, or not as often. */
function findNews(before: readonly string[], now: readonly string[]): string[] {
  const known = Map.groupBy(before, (line) => line);
  return [...Map.groupBy(now, (line) => line)].flatMap(([line, all]) =>
    all.length > (known.get(line)?.length ?? 0) ? [line] : [],
  );
}
