import { Bot, type BotOptions, type LoggedError } from './bot.ts';
import type { Sample } from './memory.ts';

export interface BotsOptions extends Omit<BotOptions, 'cwd' | 'env'> {
  /** The folder and the settings of each process. */
  readonly members: ReadonlyArray<Pick<BotOptions, 'cwd' | 'env'>>;
}

/** The processes of one bot: one, or several on one database. */
export class Bots {
  readonly #members: readonly Bot[];

  constructor({ members, ...options }: BotsOptions) {
    this.#members = members.map((member) => new Bot({ ...options, ...member }));
  }

  get errors(): LoggedError[] {
    return this.#members.flatMap(({ errors }) => errors).toSorted((a, b) => a.at - b.at);
  }

  /** Each warning, and how often it was logged. */
  get warnings(): ReadonlyMap<string, number> {
    const all = this.#members.flatMap(({ warnings }) => [...warnings]);
    const counts = [...Map.groupBy(all, ([msg]) => msg)];
    return new Map(counts.map(([msg, entries]) => [msg, entries.reduce((sum, [, n]) => sum + n, 0)]));
  }

  get stray(): string[] {
    return this.#members.flatMap(({ stray }) => stray);
  }

  /** Whether there is one that takes commands. */
  get isAnyUp(): boolean {
    return this.#members.some(({ isUp }) => isUp);
  }

  countSaid(message: string): number {
    return this.#members.reduce((sum, bot) => sum + bot.countSaid(message), 0);
  }

  readMemory(): Array<Omit<Sample, 'at'>> {
    return this.#members.flatMap((bot) => bot.readMemory() ?? []);
  }

  start(): void {
    for (const bot of this.#members) bot.start();
  }

  list(): readonly Bot[] {
    return this.#members;
  }

  /** Resolves with the exit codes. */
  async stop(): Promise<Array<number | null>> {
    return Promise.all(this.#members.map((bot) => bot.end('SIGTERM')));
  }
}
