import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

interface Room {
  /** Files of the room, by the start of their path; the longest match counts. */
  readonly path: string;
  /** Path starts inside the project that it may import, besides itself. */
  readonly inside: readonly string[];
  readonly packages: readonly string[];
  /** Whether `node:` modules are allowed. */
  readonly node: boolean;
}

// Default-deny: what is not written here fails.
const ROOMS: readonly Room[] = [
  {
    path: 'src/core/',
    inside: [],
    packages: ['csv-stringify', 'intl-messageformat', 'lru-cache', 'p-queue'],
    node: false,
  },
  {
    path: 'src/sources/',
    inside: ['src/core/'],
    packages: ['ky', 'cheerio', 'htmlparser2', 'lru-cache', 'zod', 'p-queue'],
    node: true,
  },
  {
    path: 'src/search/',
    inside: ['src/core/', 'src/rpc/', 'src/private-files.ts'],
    packages: ['stemmer', 'openai', 'word-list'],
    node: true,
  },
  { path: 'src/summary/', inside: ['src/core/'], packages: ['openai', 'zod'], node: true },
  // Calls to a worker thread, and what answers them there.
  { path: 'src/rpc/', inside: ['src/core/'], packages: [], node: true },
  // What is read apart from the event loop: the parsers of both rooms, in one worker.
  {
    path: 'src/parsing/',
    inside: ['src/core/', 'src/rpc/', 'src/sources/', 'src/summary/'],
    packages: [],
    node: true,
  },
  // Pages and feeds.
  { path: 'src/web/', inside: ['src/core/'], packages: ['hono', '@hono/node-server'], node: true },
  // Keys for addresses and links, and what a mail that came back says.
  { path: 'src/mail/', inside: ['src/core/'], packages: [], node: true },
  { path: 'src/store/', inside: ['src/core/', 'src/private-files.ts'], packages: ['kysely'], node: true },
  { path: 'src/jobs/', inside: ['src/core/'], packages: ['croner'], node: false },
  {
    path: 'src/jobs/timing/schedule.ts',
    inside: ['src/core/', 'src/jobs/'],
    packages: ['node-cron'],
    node: false,
  },
  {
    path: 'src/cli/',
    inside: ['src/core/', 'src/jobs/'],
    packages: ['commander'],
    node: true,
  },
  { path: 'src/demo/', inside: ['src/core/'], packages: [], node: true },
  {
    path: 'src/config/',
    inside: ['src/core/', 'src/redact.ts'],
    packages: ['zod'],
    node: true,
  },
  {
    path: 'src/log.ts',
    inside: ['src/core/', 'src/redact.ts'],
    packages: ['pino', 'pino-pretty'],
    node: true,
  },
  // Modes of files: the database's, and the index's.
  { path: 'src/private-files.ts', inside: ['src/core/'], packages: [], node: true },
  { path: 'src/last-guard.ts', inside: ['src/core/', 'src/last-guard-texts.ts'], packages: [], node: false },
  { path: 'src/last-guard-texts.ts', inside: ['src/core/'], packages: [], node: false },
  { path: 'src/redact.ts', inside: [], packages: [], node: false },
  { path: 'src/output.ts', inside: ['src/core/', 'src/redact.ts'], packages: [], node: true },
  { path: 'src/clock.ts', inside: ['src/core/'], packages: [], node: false },
  // Puts everything together.
  { path: 'src/app/', inside: ['src/', 'commands/', 'adapters/', 'playground/'], packages: [], node: true },
  {
    path: 'src/main.ts',
    inside: ['src/app/run.ts', 'src/config/lean-process.ts'],
    packages: [],
    node: false,
  },
  { path: 'commands/', inside: ['src/core/'], packages: [], node: false },
  { path: 'adapters/shared/', inside: ['src/core/'], packages: [], node: false },
  {
    path: 'adapters/terminal/',
    inside: ['src/core/', 'adapters/shared/'],
    packages: ['wrap-ansi'],
    node: true,
  },
  {
    path: 'adapters/discord/',
    inside: ['src/core/', 'adapters/shared/'],
    packages: ['discord.js', 'lru-cache', 'zod'],
    node: true,
  },
  {
    path: 'adapters/slack/',
    inside: ['src/core/', 'adapters/shared/'],
    packages: ['@slack/bolt', 'lru-cache', 'p-queue', 'zod'],
    node: true,
  },
  {
    path: 'adapters/email/',
    inside: ['src/core/', 'adapters/shared/'],
    packages: ['nodemailer'],
    node: true,
  },
  {
    path: 'loopback/discord/',
    inside: ['loopback/traffic.ts'],
    packages: ['discord.js', 'discord-api-spec', 'ws', 'zod'],
    node: true,
  },
  {
    path: 'loopback/slack/',
    // Nothing of the adapter: its limits and scopes would be wrong on both sides, and every test would pass.
    inside: ['loopback/traffic.ts'],
    packages: ['ws', 'zod'],
    node: true,
  },
  { path: 'loopback/hugging-face/', inside: [], packages: [], node: true },
  { path: 'loopback/mail-server.ts', inside: [], packages: ['mailparser', 'smtp-server'], node: true },
  { path: 'loopback/traffic.ts', inside: [], packages: [], node: false },
  {
    path: 'playground/',
    inside: ['src/core/', 'loopback/'],
    packages: ['discord.js', 'open', 'zod'],
    node: true,
  },
  {
    path: 'playground/page/',
    inside: ['playground/protocol.ts'],
    packages: ['discord-markdown-parser', 'discord.js', 'react', 'react-dom', 'slack-blocks-to-jsx'],
    node: false,
  },
  { path: 'playground/screenshots.ts', inside: ['playground/'], packages: ['playwright-core'], node: true },
  { path: 'playground/page/build.ts', inside: [], packages: ['rolldown'], node: true },
  { path: 'loopback/model-server.ts', inside: [], packages: [], node: true },
];

// The formatter puts every import and re-export at the start of a line.
const SPECIFIER =
  /^(?:import|export)\s(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;

function filesIn(folder: string): string[] {
  const path = join(ROOT, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => `${folder}/${file}`);
}

function roomOf(file: string): Room | undefined {
  return ROOMS.filter(({ path }) => file.startsWith(path)).toSorted(
    (a, b) => b.path.length - a.path.length,
  )[0];
}

function complaint(file: string, specifier: string): string | undefined {
  const room = roomOf(file);
  if (!room) return `${file} stands in no room`;
  if (specifier.startsWith('node:')) return room.node ? undefined : `${file} may not use ${specifier}`;
  if (specifier.startsWith('.')) {
    const target = relative(ROOT, resolve(ROOT, dirname(file), specifier));
    if (target === 'src/main.ts') return `${file} imports main.ts, which nobody may`;
    const isAssembly = target.startsWith('src/app/');
    const mayAssemble = /^src\/(?:app\/|main\.ts$)/.test(file);
    if (isAssembly && !mayAssemble) return `${file} imports what puts the parts together, which nobody may`;
    const allowed = [room.path, ...room.inside].some((path) => target.startsWith(path));
    return allowed ? undefined : `${file} may not import ${target}`;
  }
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  return room.packages.includes(name) ? undefined : `${file} may not import the package ${name}`;
}

describe('imports point one way', () => {
  const files = ['src', 'commands', 'adapters', 'loopback', 'playground'].flatMap(filesIn);

  it('finds the code', () => {
    expect(files.length).toBeGreaterThan(20);
  });

  it('in every file, and everything else is denied', () => {
    const complaints = files.flatMap((file) => {
      const text = readFileSync(join(ROOT, file), 'utf8');
      return [...text.matchAll(SPECIFIER)].flatMap(
        (match) => complaint(file, match[1] ?? match[2] ?? '') ?? [],
      );
    });
    expect(complaints).toEqual([]);
  });

  it('and the rules do bite', () => {
    expect(complaint('src/core/paper/paper.ts', 'node:fs')).toMatch(/may not use/);
    expect(complaint('src/core/paper/paper.ts', '../../store/open-store.ts')).toMatch(/may not import/);
    expect(complaint('adapters/slack/index.ts', '../discord/index.ts')).toMatch(/may not import/);
    expect(complaint('adapters/slack/index.ts', 'discord.js')).toMatch(/may not import the package/);
    expect(complaint('src/jobs/papers/refresh.ts', '../../main.ts')).toMatch(/nobody/);
    expect(complaint('src/cli/commands/start.ts', '../../app/platforms.ts')).toMatch(
      /puts the parts together/,
    );
    for (const platform of ['slack', 'discord'])
      expect(
        complaint(`loopback/${platform}/state.ts`, `../../adapters/${platform}/render/limits.ts`),
      ).toMatch(/may not import/);
    expect(complaint('src/other/new.ts', './x.ts')).toMatch(/no room/);
  });
});
