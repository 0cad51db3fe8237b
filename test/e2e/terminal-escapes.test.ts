import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMain } from './run-main.ts';
import { openShell, type Ran } from './shell.ts';
import { aWebServer } from './web-server.ts';

/** Sets a title, clears the screen, rings, turns the text around; the C1 forms do it without an escape character. */
const HOSTILE = '\u001b]0;owned\u0007\u001b[2J\u009b31m\u009d0;owned\u009c\u202eevil\u2066\u200f\r\b\u007f';
/** The same where a path or an argument of a process must hold it: no NUL, no slash. */
const TYPED = HOSTILE;
const STEERS = /[^\P{Cc}\n\t]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f]/u;

const DAY = '2026-04-30';
let folder: string;
const shell = openShell();
let gossip: Awaited<ReturnType<typeof aWebServer>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-escapes-'));
  gossip = await aWebServer((_request, response) => {
    response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' }).end(HOSTILE);
  });
});
afterAll(async () => {
  await gossip.close();
  rmSync(folder, { recursive: true, force: true });
});

function settings(more: Record<string, string> = {}) {
  const urls = { HF_BASE_URL: gossip.url, ARXIV_BASE_URL: gossip.url };
  return { cwd: folder, env: { ...urls, PAPERBOY_CLOCK: `${DAY}T12:00:00Z`, ...more } };
}

const run = (args: readonly string[], env?: Record<string, string>) => shell.run(args, settings(env));

/** In a process of its own, which reads this. */
const startWith = (args: readonly string[], input: string, env?: Record<string, string>) =>
  startMain(args, { ...settings(env), input }).done;

/** Nothing that was written can steer a terminal; what could is there to be seen. */
function expectVisible({ stdout, stderr }: Pick<Ran, 'stdout' | 'stderr'>, written = '\\u001b'): void {
  const text = stdout + stderr;
  expect(STEERS.exec(text)?.[0] ?? '', JSON.stringify(text.slice(0, 3000))).toBe('');
  expect(text).toContain(written);
}

describe('control, C1 and bidi characters reach no terminal', () => {
  it.each([
    ['a mistyped command', [`${TYPED}help`]],
    ['an unknown option', ['check', `--${TYPED}`]],
    ['a channel that is none', ['unsubscribe', `discord:${TYPED}`]],
    ['a day that is none', ['backfill', '--from', TYPED]],
    ['a port that is none', ['demo', '--port', TYPED]],
    ['a folder that is not there', ['demo', '--replay', TYPED]],
    ['a paper that is none', ['summary', TYPED]],
    ['a file that is not there', ['import', `${TYPED}.jsonl`]],
  ])('typed as %s', async (_what, args) => {
    expectVisible(await run(args));
  });

  it.each([['check'], ['backfill', '--from', DAY, '--to', DAY], ['post', 'terminal:local', '--dry-run']])(
    "in a server's answer: %s",
    async (...args) => {
      expectVisible(await run(args));
    },
  );

  it.each(['info', 'trace'])(
    "in a server's answer, in the log of a service at the level %s",
    async (level) => {
      const { stderr, stdout } = await run(['post', 'terminal:local'], { LOG_LEVEL: level });
      expectVisible({ stderr, stdout });
      const lines = stderr.trim().split('\n');
      expect(lines.length).toBeGreaterThan(0);
    },
  );

  it('in the names, fields and titles of an import, and in what a search finds of it', async () => {
    const file = `papers${TYPED}.jsonl`;
    const paper = {
      id: 'a',
      title: `Steering ${HOSTILE} terminals`,
      abstract: `Of ${HOSTILE}.`,
      authors: [HOSTILE],
    };
    writeFileSync(
      join(folder, file),
      [JSON.stringify({ ...paper, [HOSTILE]: 1 }), `{"id":"${'x'}"}`].join('\n'),
    );
    expectVisible(await run(['import', file]));
    expectVisible(await run(['search', 'steering']));
    expectVisible(await run(['search', 'steering', '--json']), '\\u202e');
    expectVisible(await run(['summary', 'local:a']));
  });

  it('in topics and in the reason of a pause', async () => {
    expectVisible(await run(['subscribe', 'terminal:local', '--topics', `robots${TYPED}`]), '');
    const typed = `pause layoffs ${HOSTILE}\nstatus\nhome\n`;
    expectVisible(await startWith(['start'], typed, { LOG_LEVEL: 'silent' }));
    expectVisible(await run(['subscriptions']));
  });

  it('in a recorded day that the demo replays, a file that it exports and a line typed at its prompt', async () => {
    const days = join(folder, 'days');
    mkdirSync(days);
    const item = {
      paper: {
        id: '2604.00001',
        title: `A paper ${HOSTILE} of ours`,
        summary: `It works ${HOSTILE}.`,
        authors: [{ name: `Ada ${HOSTILE}` }],
        publishedAt: `${DAY}T00:00:00Z`,
        upvotes: 3,
      },
      title: `A paper ${HOSTILE} of ours`,
    };
    writeFileSync(join(days, `${DAY}.json`), JSON.stringify([item]));
    const typed = [
      'today',
      'show 1',
      'summary 1',
      'save 1',
      'export format:csv',
      'export',
      `search ${HOSTILE}`,
      HOSTILE,
    ];
    expectVisible(await startWith(['demo', '--no-browser', '--replay', days], `${typed.join('\n')}\n`));
  });

  it('in code that cannot be loaded, and no token does', async () => {
    const token = ['xoxb', '111111111111', '222222222222', 'abcdefghijklmnopqrstuvwx'].join('-');
    const broken = `import { registerHooks } from 'node:module';
registerHooks({
  load(url, context, next) {
    if (url.includes('/kysely/')) throw new Error(${JSON.stringify(`cannot load: ${HOSTILE} ${token}`)});
    return next(url, context);
  },
});`;
    const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(broken)}`;
    const ended = await startWith(['check'], '', { NODE_OPTIONS });
    expectVisible(ended);
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot load') });
    expect(ended.stderr).not.toContain(token);
  });
});
