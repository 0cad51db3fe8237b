import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHfServer } from '../../loopback/hugging-face/index.ts';
import { hfItems } from '../../loopback/hugging-face/items.ts';
import { until } from '../support/builders.ts';
import { type Running, startMain } from './run-main.ts';

/** By hand, a hundred (an hour): `ROUNDS=100 npx vitest run --reporter=verbose test/e2e/every-command.test.ts` prints each as it ends. */
const ROUNDS = Number(process.env.ROUNDS ?? 1);
const DAY = '2026-04-30';
/** A webhook is a platform, and where one has its settings the terminal gets no posts: only its own commands have the key. */
const WEBHOOK_KEY = 'k'.repeat(64);
const NOW = `${DAY}T12:00:00Z`;

/** What each command line ends with, in an order in which each works: `docs/operations.md` names the codes. */
const COMMANDS: ReadonlyArray<readonly [code: number, ...args: string[]]> = [
  [0, 'subscribe', 'terminal:local', '--count', '3'],
  [0, 'subscriptions'],
  [0, 'pause', 'terminal:local', 'summer', 'break'],
  [0, 'resume', 'terminal:local'],
  [0, 'preview', 'terminal:local'],
  [0, 'status', 'terminal:local'],
  [0, 'taste', 'terminal:local'],
  [0, 'taste', 'terminal:local', '--do', 'off'],
  [0, 'taste', 'terminal:local', '--do', 'on'],
  [0, 'summary', '2604.00001'],
  [0, 'similar', '2604.00001'],
  [0, 'search', 'paper'],
  [0, 'check'],
  [0, 'post', 'terminal:local', '--date', DAY],
  [0, 'post', 'terminal:local', '--date', DAY, '--dry-run'],
  [0, 'backfill', '--from', DAY, '--to', DAY],
  [0, 'import', 'more.jsonl'],
  [0, 'reindex'],
  [0, 'link', 'terminal:local', 'discord:12345678'],
  [0, 'unlink', 'discord:12345678'],
  [0, 'unsubscribe', 'terminal:local'],
  [0, 'person', 'discord:12345678'],
  [0, 'person', 'discord:12345678', '--forget'],
  [0, 'tenant', 'export', 'discord:12345678'],
  [0, 'tenant', 'delete', 'discord:12345678'],
  [0, 'webhook', 'add', 'here', 'https://93.184.215.14/papers'],
  [0, 'webhook', 'list'],
  [0, 'webhook', 'remove', 'here'],
  [0, 'site', '--out', 'pages', '--days', '2', '--url', 'https://papers.example.org'],
  [0, '--version'],
  [0, 'help'],
  [0, 'bounce'],
  [0, 'demo', '--no-browser'],
  [2, 'unsubscribe', 'terminal:local'],
  [2, 'resume', 'terminal:local'],
  [2, 'pause', 'terminal:here'],
  [2, 'unlink', 'discord:12345678'],
  [2, 'person', 'somebody'],
  [2, 'subscribe', 'terminal:local', '--at', 'late'],
  [2, 'summary', 'nonsense'],
  [2, 'webhook', 'remove', 'here'],
  [1, 'health'],
  [2, 'import', 'nowhere.jsonl'],
  [2, 'move', '--from', 'file:nowhere.sqlite'],
  [3, 'backfill', '--from', '2026-04-29', '--to', '2026-04-29'],
];

describe('beside a bot that runs', () => {
  let folder: string;
  let bot: Running;
  let hf: Awaited<ReturnType<typeof startHfServer>>;
  const env = () => ({
    ...{ HF_BASE_URL: hf.url, ARXIV_BASE_URL: hf.url, LOG_LEVEL: 'silent', PAPERBOY_CLOCK: NOW },
  });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'paperboy-commands-'));
    hf = await startHfServer({ today: DAY, days: { [DAY]: hfItems(40), '2026-04-29': ['no paper'] } });
    writeFileSync(join(folder, 'more.jsonl'), JSON.stringify({ id: 'mine', title: 'A paper of ours' }));
    bot = startMain(['start'], { cwd: folder, env: { ...env(), LOG_LEVEL: 'info' } });
    await until(() => bot.text().includes('edition refreshed'), 'the bot has the day’s papers', 30_000);
  }, 60_000);
  afterAll(async () => {
    bot.process.kill('SIGTERM');
    expect((await bot.done).code).toBe(0);
    await hf.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('every command of the help is among them', async () => {
    const { stdout } = await startMain(['help'], { cwd: folder, env: env(), input: '' }).done;
    const [, listed = ''] = /^Commands:\n((?: .*\n)+)/m.exec(stdout) ?? [];
    const names = [...listed.matchAll(/^ {2}([a-z]+)/gm)].map(([, name = '']) => name);
    const tried = new Set(['start', ...COMMANDS.map(([, name]) => name)]);
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name) => !tried.has(name))).toEqual([]);
  });

  for (let round = 1; round <= ROUNDS; round++)
    it.each(COMMANDS.map(([code, ...args]) => ({ code, args, line: args.join(' ') })))(
      `round ${round}: ends with $code: $line`,
      async ({ code, args }) => {
        const ended = await startMain(args, {
          cwd: folder,
          env: { ...env(), ...(args[0] === 'webhook' ? { WEBHOOK_KEY } : {}) },
          input: '',
        }).done;
        expect(ended.code, ended.stdout + ended.stderr).toBe(code);
        expect(ended.stderr).not.toMatch(/unsettled|Warning/);
      },
      60_000,
    );
});
