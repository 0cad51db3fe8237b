import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { aFreePort } from '../../test/support/free-port.ts';
import { NEWEST } from './database.ts';

export interface Served {
  readonly url: string;
  /** Milliseconds of processor time that it has taken so far, on all threads; absent where the system does not say. */
  readCpuMs(): number | undefined;
  stop(): Promise<void>;
}

type Environment = Readonly<Record<string, string>>;

const MAIN = join(import.meta.dirname, '../../src/main.ts');
const START_MS = 120_000;

/** Runs a command of the bot on a folder; resolves when it has ended. */
export async function runCommand(
  folder: string,
  args: readonly string[],
  env: Environment = {},
): Promise<void> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    ...{ cwd: folder, env: { ...settings(), ...env } },
    stdio: 'inherit',
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`);
}

/** The real process, with its pages, once it answers a search. Nothing upstream answers, and no platform is connected. */
export async function startBot(folder: string, env: Environment = {}): Promise<Served> {
  const port = await aFreePort();
  const web = { WEB_URL: 'https://papers.example.org', WEB_PORT: String(port) };
  const child = spawn(process.execPath, [MAIN, 'start'], {
    ...{ cwd: folder, env: { ...settings(), ...web, ...env } },
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  const end = performance.now() + START_MS;
  while (!(await isServed(`${url}/search?q=attention`))) {
    if (performance.now() > end || child.exitCode !== null) throw new Error('the bot serves no pages');
    await sleep(250);
  }
  return { url, readCpuMs: () => readCpuMs(child.pid), stop: () => stopChild(child) };
}

/** A server that only says hello. */
export async function startHello(kind: 'node' | 'hono'): Promise<Served> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'hello-child.ts'), kind], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise<string>((resolve) =>
    child.stdout.once('data', (said: Buffer) => resolve(said.toString().split(' ')[1]?.trim() ?? '')),
  );
  return {
    url: `http://127.0.0.1:${port}`,
    readCpuMs: () => readCpuMs(child.pid),
    stop: () => stopChild(child),
  };
}

/** Linux counts in hundredths of a second: good for a hundred requests, and not for one. */
function readCpuMs(pid: number | undefined): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return 10 * (Number(fields[11]) + Number(fields[12]));
  } catch {
    return undefined;
  }
}

function settings(): Record<string, string> {
  const nobody = 'http://127.0.0.1:9';
  return {
    ...{ PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', DATABASE_URL: 'file:papers.sqlite' },
    ...{ HF_BASE_URL: nobody, ARXIV_BASE_URL: nobody, LOG_LEVEL: 'fatal' },
    PAPERBOY_CLOCK: `${NEWEST}T12:00:00Z`,
  };
}

async function isServed(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).status === 200;
  } catch {
    // It does not listen yet.
    return false;
  }
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}
