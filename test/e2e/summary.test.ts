import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limitContext, type ModelServer, startModelServer } from '../../loopback/model-server.ts';
import { until } from '../support/builders.ts';
import { aCity } from './city.ts';
import { openShell } from './shell.ts';

const TIMEOUT = 90_000;
const KEY = 'sk-a-key-that-nobody-sees';
/** In the sample edition; the abstract there has these words. */
const PAPER = '2604.24764';
const GOOD = {
  quote: 'The results are much steadier in 3D at the same picture quality.',
  sentences: ['World-R1 makes videos steadier in 3D by reinforcement learning, at the same picture quality.'],
};

let model: ModelServer;
let city: Awaited<ReturnType<typeof aCity>>;

beforeEach(async () => {
  model = await startModelServer();
  city = await aCity({
    LLM_BASE_URL: model.baseUrl,
    LLM_MODEL: 'fake-1',
    LLM_API_KEY: KEY,
    LLM_PRICE_INPUT: '1',
    LLM_PRICE_OUTPUT: '1',
    LLM_DAILY_COST: '0.02',
  });
});
afterEach(async () => {
  await city.close();
  await model.close();
});

const shell = openShell();
const run = (...args: string[]) => shell.run(...city.line('2026-04-30T09:00:20Z', ...args));

async function aRunningBot() {
  const bot = city.start('2026-04-30T09:00:20Z', 'start');
  await until(() => bot.text().includes('edition refreshed'), `the papers are in:\n${bot.text()}`, 30_000);
  return bot;
}

const askOnSlack = (line: string) => city.slack.people.slash('U0ADA', 'C0OPEN', line);
const onSlack = () => JSON.stringify(city.slack.state.channels.get('C0OPEN')?.ephemerals ?? []);
const askOnDiscord = (options: Record<string, string>) =>
  city.discord.slash(city.discord.user('ann').id, city.discord.general.id, 'papers', 'summary', options);

describe('summaries by a model, in the whole bot', () => {
  it(
    'come with its name on both platforms for one call, and say that it is writing while that takes long',
    async () => {
      const bot = await aRunningBot();
      const written = Promise.withResolvers<void>();
      model.will({ kind: 'says', content: GOOD, after: written.promise });
      const asked = askOnDiscord({ paper: PAPER, style: 'tldr' });
      askOnSlack(`summary ${PAPER} tldr`);
      const shown = () => JSON.stringify(asked.original ?? '');
      await until(() => shown().includes('fake-1 is writing'), `Discord: ${shown()}\n${bot.text()}`, 20_000);
      // Slack shows one such word alone; on a busy machine it is the one that comes after two seconds, whatever is being done.
      await until(
        () => /Fetching the full text|is writing|Still working/.test(onSlack()),
        `Slack: ${onSlack()}`,
        20_000,
      );
      written.resolve();
      await until(() => shown().includes('steadier in 3D by reinforcement'), `Discord: ${shown()}`, 20_000);
      await until(() => onSlack().includes('steadier in 3D by reinforcement'), `Slack: ${onSlack()}`, 20_000);
      expect(shown()).toContain('fake-1, checked against');
      expect(shown()).not.toContain('is writing');
      expect(model.asked).toHaveLength(1);
      expect(model.asked[0]?.authorization).toBe(`Bearer ${KEY}`);
      expect(bot.text()).not.toContain(KEY);
      expect(city.discord.violations).toEqual([]);
      expect(city.slack.violations).toEqual([]);
    },
    TIMEOUT,
  );

  it(
    'give way to the next provider when the server fails or the budget of the day is used up, and say why',
    async () => {
      await aRunningBot();
      model.will({ kind: 'status', status: 400, message: 'no such model' });
      askOnSlack(`summary ${PAPER} tldr`);
      await until(() => onSlack().includes('No model wrote this'), `Slack: ${onSlack()}`, 20_000);
      expect(onSlack()).toContain('refused the request (400)');
      model.will({ kind: 'status', status: 500 });
      const failed = askOnDiscord({ paper: PAPER, style: 'tldr' });
      await until(() => JSON.stringify(failed.original ?? '').includes('failed (500)'), 'Discord', 20_000);
      model.will({
        kind: 'says',
        content: GOOD,
        usage: { prompt_tokens: 20_000, completion_tokens: 100 },
      });
      askOnSlack(`summary ${PAPER} tldr`);
      await until(() => onSlack().includes('fake-1, checked against'), `Slack: ${onSlack()}`, 20_000);
      askOnSlack(`summary ${PAPER} bullets`);
      await until(() => onSlack().includes('budget for the model is used up'), `Slack: ${onSlack()}`, 20_000);
    },
    TIMEOUT,
  );

  it(
    'are sent back once when they are broken, and the corrected one is shown',
    async () => {
      await aRunningBot();
      model.asked.length = 0;
      model.will({ kind: 'says', content: '{"quote": "The results are' }, { kind: 'says', content: GOOD });
      askOnSlack(`summary ${PAPER} tldr`);
      await until(() => onSlack().includes('steadier in 3D by reinforcement'), `Slack: ${onSlack()}`, 20_000);
      expect(onSlack()).toContain('fake-1, checked against');
      expect(model.asked.map(({ body }) => body.messages.length)).toEqual([2, 4]);
      expect(model.asked[1]?.body.messages.at(-1)?.content).toContain('no complete JSON object');
    },
    TIMEOUT,
  );

  it(
    'are given up when the process is asked to stop',
    async () => {
      const bot = await aRunningBot();
      model.will({ kind: 'hangs' });
      askOnSlack(`summary ${PAPER} tldr`);
      await until(() => model.asked.length === 1, `the model is asked:\n${bot.text()}`, 20_000);
      const began = performance.now();
      bot.process.kill('SIGTERM');
      const { code } = await bot.done;
      expect(code, bot.text()).toBe(0);
      expect(performance.now() - began).toBeLessThan(5_000);
      expect(model.givenUp()).toBe(1);
    },
    TIMEOUT,
  );

  it(
    'are written on the command line, too, where Ctrl-C gives them up',
    async () => {
      model.will({ kind: 'says', content: GOOD }, { kind: 'hangs' });
      const good = await run('summary', PAPER, '--style', 'tldr', '--json');
      expect(JSON.parse(good.stdout)).toMatchObject({
        id: PAPER,
        points: [{ text: GOOD.sentences[0] }],
        by: expect.stringContaining('fake-1, checked against'),
        notes: [],
      });
      const stopped = city.start('2026-04-30T09:00:20Z', 'summary', PAPER, '--style', 'short');
      await until(
        () => stopped.text().includes('fake-1 is writing…'),
        'it is shown what takes so long',
        20_000,
      );
      stopped.process.kill('SIGINT');
      const { code, stdout, stderr } = await stopped.done;
      expect(stdout).toBe('');
      expect(stderr).toContain('Stopped before it was done.');
      expect(code).toBe(130);
      expect(model.givenUp()).toBe(1);
    },
    TIMEOUT,
  );

  it(
    'are reported by check: a model that summarizes, and one that does not with the fix',
    async () => {
      const short = { kind: 'says', content: GOOD } as const;
      model.will(short);
      const good = await run('check');
      expect(good.stdout).toContain('ok  model: fake-1 answers');
      expect(good.stdout).toContain('ok  model: today 0 calls, 0 tokens read, 0 written, cost 0.0000');
      expect(model.asked[0]?.body.messages[0]?.content).toContain('You summarize research papers');
      model.will({ kind: 'says', content: 'I am ready.' });
      const prose = await run('check');
      expect(prose.stdout).toContain('NO  model: fake-1 answers, but not in the form it is asked for');
      expect(prose.stdout).toContain('ok  model: today 1 call, 1,000 tokens read');
      model.will({ kind: 'status', status: 401 });
      const bad = await run('check');
      expect(bad.stdout).toContain('NO  model: the server of fake-1 refused the request (401)');
      expect(bad.stdout).toContain('LLM_API_KEY');
      expect(good.stdout + bad.stdout + bad.stderr).not.toContain(KEY);
    },
    TIMEOUT,
  );

  it(
    'come from a server with 4,096 tokens of context, and check says how much of a paper it is shown',
    async () => {
      model.will(limitContext(4_096, 'llama.cpp', { kind: 'says', content: GOOD }));
      const checked = await run('check');
      expect(checked.stdout).toContain('ok  model: fake-1 answers, but its context is small');
      const args = ['summary', PAPER, '--style', 'tldr'];
      const { stdout, code } = await run(...args);
      expect(stdout).toContain('fake-1, checked against');
      expect(code).toBe(0);
    },
    TIMEOUT,
  );
});
