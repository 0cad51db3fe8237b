import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRawMailServer } from '../adapters/email/raw-mail-server.ts';
import { aFreePort } from '../support/free-port.ts';
import { startMain } from './run-main.ts';
import { openShell, type Ran } from './shell.ts';
import { aWebServer } from './web-server.ts';

/** One for each setting that is a secret, each with characters that every encoding spells differently. */
const SECRETS = {
  DISCORD_TOKEN: 'marker-discord.to.ken-0123456789',
  SLACK_BOT_TOKEN: 'xoxb-1"+/=&-marker-bot',
  SLACK_APP_TOKEN: 'xapp-1"+/=&-marker-app',
  HF_TOKEN: 'hf_"+/=&\\marker-hf',
  LLM_API_KEY: 'k"+/=&\\marker-llm',
  EMBEDDINGS_API_KEY: 'k"+/=&\\marker-embeddings',
  MAIL_KEY: 'k"+/=&\\marker-mail-0123456789abcdef',
  WEBHOOK_KEY: 'k"+/=&\\marker-webhooks-0123456789abcdef',
} as const;
/** Slack’s app-level token is sent once the bot token has been taken, which it never is here; the keys encrypt and sign. */
const NEVER_SENT: readonly string[] = ['SLACK_APP_TOKEN', 'MAIL_KEY', 'WEBHOOK_KEY'];
const MAIL_PASSWORD = 'p"+/=&\\marker-of-the-mail-server';
const IN_WEBHOOK = 'marker-in-the-address-of-a-webhook';
const SIGNING = 'markersigningsecret0123';
/** The addresses that are settings; each carries a key of its own. */
const ADDRESSES = [
  'DISCORD_API_URL',
  'SLACK_API_URL',
  'HF_BASE_URL',
  'ARXIV_BASE_URL',
  'LLM_BASE_URL',
  'EMBEDDINGS_BASE_URL',
];
const keyIn = (name: string) => `marker-in-${name.toLowerCase()}+/=`;

const ALL: string[] = [
  ...Object.values(SECRETS),
  ...[MAIL_PASSWORD, IN_WEBHOOK, SIGNING],
  ...ADDRESSES.map(keyIn),
];

/** How the server answers by and by: refusals, failures, and answers that are none. */
const STATUSES = [401, 400, 403, 500, 200, 404];

const shell = openShell();
let folder: string;
let gossip: Awaited<ReturnType<typeof aWebServer>>;
let mailServer: Awaited<ReturnType<typeof openRawMailServer>>;
let webPort: number;
const heard = new Set<string>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-secrets-'));
  const paper = { id: '2604.00001', title: 'A paper of ours', abstract: 'It works. It works well.' };
  writeFileSync(join(folder, 'papers.jsonl'), JSON.stringify(paper));
  let asked = 0;
  gossip = await aWebServer((request, response) => {
    const { authorization = '' } = request.headers;
    for (const secret of ALL)
      if (decodeURIComponent(`${authorization} ${request.url}`).includes(secret)) heard.add(secret);
    const said = echoes(`${authorization} ${request.url} ${decodeURIComponent(request.url ?? '')}`);
    const status = STATUSES[asked++ % STATUSES.length] ?? 401;
    response.writeHead(status, { 'content-type': 'application/json', 'x-said': encodeURIComponent(said) });
    response.end(
      JSON.stringify({ ok: false, error: { message: said, code: said }, message: said, retry_after: 0 }),
    );
  });
});
beforeAll(async () => {
  webPort = await aFreePort();
  mailServer = await openRawMailServer((line) => {
    if (line.startsWith('EHLO')) return '250-mx.example.com\r\n250 AUTH PLAIN LOGIN';
    const [command, , given = ''] = line.split(' ');
    if (command !== 'AUTH') return undefined;
    const [, , password = ''] = Buffer.from(given, 'base64').toString().split('\0');
    if (password === MAIL_PASSWORD) heard.add(password);
    return `535 5.7.8 ${given} ${echoes(password)}`;
  });
  const address = `${gossip.url}/hooks/${IN_WEBHOOK}?a=1`;
  const added = await shell.run(['webhook', 'add', 'papers', address], { cwd: folder, env: env() });
  // It is shown once, to whoever adds the webhook.
  const [secret] = /whsec_\S+/.exec(added.stdout) ?? [];
  if (secret === undefined) throw new Error(added.stderr);
  ALL.push(secret);
}, 60_000);
afterAll(async () => {
  await mailServer.close();
  await gossip.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What it was sent, in every form in which a server repeats it. */
function echoes(text: string): string {
  const words = text.split(' ');
  return words
    .flatMap((word) => [
      word,
      encodeURIComponent(word),
      encodeURIComponent(encodeURIComponent(word)),
      JSON.stringify(word),
      Buffer.from(word).toString('base64'),
      Buffer.from(`me:${word}`).toString('base64url'),
    ])
    .join(' ');
}

/** The text as it is, and as it reads once what is encoded in it is decoded. */
function readings(text: string): string[] {
  const plain = (one: string) =>
    one
      .replace(/\\+u00([0-9a-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
      .replaceAll('\\', '');
  const decoded = (one: string) =>
    one.replace(/%([0-9a-fA-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  const urls = [text, decoded(text), decoded(decoded(text))].map(plain);
  const runs = urls.flatMap((one) => one.match(/[\w+/-]{12,}/g) ?? []);
  const base64 = [...new Set(runs)].flatMap((run) =>
    [0, 1, 2, 3].map((from) => plain(Buffer.from(run.slice(from), 'base64').toString('latin1'))),
  );
  return [text, ...urls, base64.join('\n')];
}

function expectNone({ stdout, stderr }: Pick<Ran, 'stdout' | 'stderr'>): void {
  const read = readings(`${stdout}\n${stderr}`);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
  const found = ALL.filter((secret) => {
    const forms = [secret, secret.replaceAll('\\', '')];
    return [...read, ...files].some((text) => forms.some((form) => text.includes(form)));
  });
  expect(found).toEqual([]);
}

function env(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const addresses = ADDRESSES.map((name) => {
    const path = name === 'SLACK_API_URL' ? '/api/' : name === 'DISCORD_API_URL' ? '/api' : '/v1';
    return [name, `${gossip.url}${path}?api-key=${encodeURIComponent(keyIn(name))}`];
  });
  return {
    ...{ ...SECRETS, ...Object.fromEntries(addresses), LLM_MODEL: 'm', LLM_TIMEOUT: '5' },
    SMTP_URL: `smtp://me:${encodeURIComponent(MAIL_PASSWORD)}@127.0.0.1:${mailServer.port}`,
    ...{ MAIL_FROM: 'Papers <papers@example.org>', WEB_URL: `http://127.0.0.1:${webPort}` },
    ...{ WEB_PORT: String(webPort), WEBHOOK_PRIVATE_NETWORKS: 'true' },
    ...{ PAPERBOY_CLOCK: '2026-04-30T12:00:00Z', ...more },
  };
}

describe('no secret of any setting comes out', () => {
  it.each([
    ['trace', 'check'],
    ['', 'check'],
    ['trace', 'backfill', '--from', '2026-04-30', '--to', '2026-04-30'],
    ['', 'post', 'terminal:local'],
    ['trace', 'post', 'discord:123456789012345678'],
    ['trace', 'import', 'papers.jsonl'],
    ['trace', 'summary', '2604.00001'],
    ['', 'summary', '2604.00001'],
    ['trace', 'search', 'ours'],
    ['trace', 'subscribe', 'slack:T0LOOP/C0123456789'],
    ['trace', 'subscriptions'],
    ['trace', 'webhook', 'list'],
    ['trace', 'check', 'webhook:papers'],
    ['trace', 'subscribe', 'webhook:papers', '--at', '09:00', '--zone', 'UTC'],
    ['trace', 'post', 'webhook:papers'],
  ])(
    'with servers that repeat what they are sent, logged as "%s": %s',
    async (level, ...args) => {
      expectNone(await shell.run(args, { cwd: folder, env: env({ LOG_LEVEL: level }) }));
    },
    60_000,
  );

  it.each([
    ['a socket', {}],
    ['signed calls', { SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: SIGNING, SLACK_HTTP_PORT: '18979' }],
  ])(
    'of a bot that serves with %s',
    async (_how, more) => {
      const bot = startMain(['start'], { cwd: folder, env: env({ LOG_LEVEL: 'trace', ...more }) });
      const timer = setTimeout(() => bot.process.kill('SIGTERM'), 15_000);
      expectNone(await bot.done);
      clearTimeout(timer);
    },
    120_000,
  );

  it('and each was really sent to a server that repeated it', () => {
    const tokens = Object.entries(SECRETS).flatMap(([name, secret]) =>
      NEVER_SENT.includes(name) ? [] : [secret],
    );
    expect([...tokens, MAIL_PASSWORD].filter((secret) => !heard.has(secret))).toEqual([]);
  });

  it('of settings that are all wrong', async () => {
    const wrong = Object.fromEntries(
      [
        ...Object.keys(SECRETS),
        ...ADDRESSES,
        'SLACK_SIGNING_SECRET',
        'SMTP_URL',
        'DATABASE_URL',
        'CONTACT',
        'LLM_MODEL',
        'LLM_TIMEOUT',
        'LOG_LEVEL',
        'REFRESH_MINUTES',
        'DISCORD_GUILD_ID',
      ].map((name) => [name, `postgres://me:${SECRETS.LLM_API_KEY}@db.example/ ${SECRETS.SLACK_BOT_TOKEN}`]),
    );
    const ended = await shell.run(['check'], { cwd: folder, env: wrong });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('DATABASE_URL');
    // What is shown to copy is no secret, and stays.
    expect(ended.stderr).toContain('Example: SLACK_BOT_TOKEN=xoxb-…');
    expectNone(ended);
  });
});
