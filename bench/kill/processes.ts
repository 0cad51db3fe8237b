import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { aCity } from '../../test/e2e/city.ts';
import { type Running, startMain } from '../../test/e2e/run-main.ts';
import { aFreePort } from '../../test/support/free-port.ts';
import { RoleTable } from '../shared/role-table.ts';

type City = Awaited<ReturnType<typeof aCity>>;

interface Member {
  readonly running: Running;
  readonly port: number;
}

export interface ProcessesOptions {
  readonly city: City;
  readonly databaseUrl: string;
  /** When the rehearsal begins, and how many times as fast as real time it goes on. */
  readonly from: number;
  readonly speed: number;
  readonly signingSecret: string;
}

/** The real process several times on one database, each with a port for Slack and a search index of its own. */
export class Processes {
  readonly roles: RoleTable;
  readonly #options: ProcessesOptions;
  readonly #members: Member[] = [];
  readonly #began = Date.now();
  #count = 0;

  constructor(options: ProcessesOptions) {
    this.#options = options;
    this.roles = new RoleTable(options.databaseUrl);
  }

  async start(): Promise<Running> {
    const { city, databaseUrl, from, speed, signingSecret } = this.#options;
    this.#count += 1;
    const cwd = join(city.folder, `process-${this.#count}`);
    mkdirSync(cwd);
    const port = await aFreePort();
    const env = {
      ...city.env,
      ...{ DATABASE_URL: databaseUrl, SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: signingSecret },
      ...{ SLACK_HTTP_PORT: String(port), PAPERBOY_CLOCK_SPEED: String(speed) },
      ...('WEB_URL' in city.env ? { WEB_PORT: String(await aFreePort()) } : {}),
      // The clocks of all begin together.
      PAPERBOY_CLOCK: new Date(from + (Date.now() - this.#began) * speed).toISOString(),
    };
    const running = startMain(['start'], { cwd, env });
    this.#members.push({ running, port });
    return running;
  }

  /** Of those that live. */
  listPorts(): number[] {
    return this.#listLiving().map(({ port }) => port);
  }

  readTexts(): string {
    return this.#members
      .map(({ running }, i) => `--- process ${i + 1}\n${running.text().slice(-6000)}`)
      .join('\n');
  }

  /** Kills one with `kill -9`, by the id that its log and its roles name; resolves when it is dead. */
  async kill(holder: string | undefined): Promise<void> {
    const member = this.#findMember(holder);
    member.running.process.kill('SIGKILL');
    await member.running.done;
  }

  /** Asks one to end, as who updates it does. */
  async end(holder: string | undefined): Promise<void> {
    const member = this.#findMember(holder);
    member.running.process.kill('SIGTERM');
    await member.running.done;
  }

  async stop(): Promise<Array<number | null>> {
    const living = this.#listLiving();
    for (const { running } of living) running.process.kill('SIGTERM');
    return Promise.all(living.map(async ({ running }) => (await running.done).code));
  }

  async killAll(): Promise<void> {
    for (const { running } of this.#listLiving()) {
      running.process.kill('SIGKILL');
      await running.done;
    }
  }

  #findMember(holder: string | undefined): Member {
    const member = this.#listLiving().find(({ running }) => holder && running.text().includes(holder));
    if (!member) throw new Error(`no process is ${holder}`);
    return member;
  }

  #listLiving(): Member[] {
    return this.#members.filter(
      ({ running: { process } }) => process.exitCode === null && process.signalCode === null,
    );
  }
}
