import { expect, it, onTestFinished } from 'vitest';
import { readText } from '../../loopback/discord/index.ts';
import { awaitAnswer } from '../adapters/discord/harness.ts';
import { answerTo, textOfBlocks } from '../adapters/slack/harness.ts';
import { until } from '../support/builders.ts';
import { aCity } from './city.ts';

const AT = '2026-04-30T09:00:20Z';
const TIMEOUT = 120_000;

/** From the moment that a file is beside the bot, SQLite finds no room for another page, as on a full disk. */
const FILLING = `import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
const { prepare } = DatabaseSync.prototype;
DatabaseSync.prototype.prepare = function (sql) {
  if (existsSync('disk-is-full')) this.exec('pragma max_page_count = 1');
  return prepare.call(this, sql);
};`;

it(
  'a disk that is full is named to people as such, without a path of the server, and with the path to the operator',
  async () => {
    const city = await aCity({
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(FILLING)}`,
    });
    onTestFinished(() => city.close());
    const { discord, slack, folder } = city;
    const bot = city.start(AT, 'start');
    await until(() => bot.text().includes('edition refreshed'), `it runs:\n${bot.text()}`, TIMEOUT / 3);
    await until(() => discord.world.commands.size > 0, 'commands are registered', TIMEOUT / 3);
    await until(() => bot.text().includes('connected to Slack'), `it connects:\n${bot.text()}`, TIMEOUT / 3);
    await city.write('disk-is-full', '');

    const answers: string[] = [];
    const newest = () => slack.state.channels.get('C0OPEN')?.ephemerals.at(-1);
    const isShown = (from: number) =>
      answers.slice(from).some((answer) => /disk of this bot is full/.test(answer));
    // What has room in the pages that there are is still saved.
    for (let n = 0; n < 60 && !isShown(0); n++) {
      const person = discord.user(`reader${n}`).id;
      const options = { what: 'query', text: `a long query number ${n} ${'words and words '.repeat(7)}` };
      const asked = await awaitAnswer(discord.slash(person, discord.general.id, 'papers', 'follow', options));
      const question = readText(asked);
      const { followUps } = discord.pressButton(person, asked, 'Follow');
      await until(() => readText(asked) !== question || followUps.length > 0, 'the press is answered');
      answers.push(readText(followUps.at(-1)?.message ?? asked) ?? '');
    }
    expect(isShown(0), answers.slice(-3).join('\n')).toBe(true);
    const onDiscord = answers.length;
    for (let n = 0; n < 60 && !isShown(onDiscord); n++) {
      const line = `follow query a long query number ${n} ${'words and words '.repeat(7)}`;
      const question = await answerTo(slack.people.slash('U0ADA', 'C0OPEN', line));
      const on = newest();
      if (!on) throw new Error('nothing was asked');
      slack.people.press('U0ADA', { channel: 'C0OPEN', on }, 'Follow');
      await until(() => textOfBlocks(newest()?.blocks) !== question, 'the press is answered');
      answers.push(textOfBlocks(newest()?.blocks));
    }
    expect(isShown(onDiscord)).toBe(true);
    for (const answer of answers) expect(answer).not.toMatch(/sqlite|paperboy-e2e|[/\\]\w+[/\\]/i);
    expect(bot.text()).toContain(folder);

    bot.process.kill('SIGTERM');
    await bot.done;
  },
  TIMEOUT,
);

it(
  'a start on a full disk says that it is full, and where',
  async () => {
    const city = await aCity({
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(FILLING)}`,
    });
    onTestFinished(() => city.close());
    await city.write('disk-is-full', '');
    const { code, stderr } = await city.start(AT, 'start').done;
    expect(stderr).toMatch(/The database \S+ cannot grow because the disk is full/);
    expect(stderr).toContain('Make room on the disk');
    expect(stderr).not.toMatch(/SQLITE_FULL|^ {4}at /m);
    expect(code).not.toBe(0);
  },
  TIMEOUT,
);
