import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { TASKS } from '../../playground/task-list.ts';
import { checkOptions, splitLine } from '../../src/core/command/arguments.ts';
import type { Command } from '../../src/core/command/command.ts';
import { readNumber } from '../../src/core/command/paper-numbers.ts';

const TEXT = readFileSync(join(import.meta.dirname, '../../docs/tasks.md'), 'utf8');
const MOST_STEPS = 3;

const tasks = TEXT.split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| task '))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, task = '', steps = '', person = '', ...times]) => ({
    task,
    steps,
    person,
    times: times.filter(Boolean),
  }));

/** The lines of a task: all of them ways to do the same, or one after the other; on Discord some are in the group `channel`. */
const linesOf = (steps: string) =>
  [...steps.matchAll(/`\/papers (?:channel )?([^`]+)`/g)].map(([, line = '']) => line);

/** `, or …` and ` and ` before a line are other ways and other places; what is between commas is a step. */
const stepsOf = (steps: string) => steps.split(/,? or |, | and (?=press\b)/).filter((step) => step !== '');

/** A number is that of a paper on the asker's screen, which becomes its ID before options are checked. */
function check(command: Command, text: string): void {
  const { paper, ...given } = splitLine(command, text);
  const isNumber = readNumber(paper) !== undefined;
  checkOptions(command, paper === undefined ? given : { ...given, paper: isNumber ? '2604.00001' : paper });
}

describe('docs/tasks.md', () => {
  it('has the twenty tasks that are done in the demo, each with its time; `npm run tasks` writes it', () => {
    expect(tasks.map(({ task }) => task)).toEqual(TASKS.map(({ task }) => task));
    expect(TASKS).toHaveLength(20);
    for (const { person, times } of tasks)
      expect([person, ...times].join(' ')).toMatch(/^\d+ s \d+\.\d s \d+\.\d s$/);
  });

  const typed = tasks.filter(({ steps }) => linesOf(steps).length > 0);
  it.each(typed)('$task: its lines are commands, with options that they have', ({ steps }) => {
    for (const line of linesOf(steps)) {
      const [name = '', ...rest] = line.split(' ');
      const command = commands.find((one) => one.name === name);
      expect(command, line).toBeDefined();
      if (command) expect(() => check(command, rest.join(' ')), line).not.toThrow();
    }
  });

  it.each(tasks)('$task: takes at most three steps', ({ steps }) => {
    for (const onOne of steps.split('; on Discord ')) {
      expect(stepsOf(onOne).length).toBeGreaterThan(0);
      expect(stepsOf(onOne).length).toBeLessThanOrEqual(MOST_STEPS);
    }
  });
});
