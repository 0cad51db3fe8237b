import { setTimeout as sleep } from 'node:timers/promises';
import type { Instant } from '../../src/core/base/time.ts';
import { type Outage, recordOutage } from '../shared/outage.ts';
import type { Random } from '../shared/random.ts';
import { RoleTable } from '../shared/role-table.ts';
import type { Bot } from './bot.ts';
import type { Bots } from './bots.ts';
import type { Injection } from './injections.ts';
import type { Sharing } from './sharing.ts';
import type { Stage } from './stage.ts';

/** What ends a process, the database or the way between them. */
export type RestartKind = 'clean restart' | 'kill' | 'database kill' | 'connections cut';

export interface RestartsDeps {
  readonly bots: Bots;
  readonly stage: Stage;
  readonly random: Random;
  readonly sharing: Sharing | undefined;
  readonly now: () => Instant;
  readonly note: (injection: Injection) => void;
}

/** Whose process is killed or restarted; a role that nobody has, and the last of these, mean any. */
const VICTIMS = ['slack', 'discord', 'email', 'fetch', 'shard 0', 'any'];

/** PostgreSQL is down for so long at most, in real time. */
const MAX_DOWN_MS = 1000;

/** Ends and starts what the bot consists of, and keeps count. */
export class Restarts {
  /** When a process was killed, or stopped before it was up, the database was down, or its connections were cut. */
  readonly outages: Outage[] = [];
  /** With which codes those ended that were asked to. */
  readonly codes: Array<number | null> = [];
  readonly #deps: RestartsDeps;
  readonly #counts: Record<RestartKind, number> = {
    ...{ 'clean restart': 0, kill: 0, 'database kill': 0, 'connections cut': 0 },
  };

  constructor(deps: RestartsDeps) {
    this.#deps = deps;
  }

  get counts(): Readonly<Record<RestartKind, number>> {
    return this.#counts;
  }

  async happen(kind: RestartKind): Promise<void> {
    const { note, now, sharing } = this.#deps;
    this.#counts[kind] += 1;
    if (kind === 'clean restart' || kind === 'kill') await this.#restart(kind);
    else if (sharing === undefined) throw new Error(`there is no server for a ${kind}`);
    else {
      note({ at: now(), victim: 'database', what: kind });
      await recordOutage(this.outages, () =>
        kind === 'database kill' ? this.#killDatabase(sharing) : openRoles(sharing).cutConnections(),
      );
    }
  }

  async #restart(kind: 'clean restart' | 'kill'): Promise<void> {
    const { stage, sharing, note, now } = this.#deps;
    const bot = await this.#pickVictim();
    note({ at: now(), victim: 'process', what: kind });
    // Two restarts may come so close together that the process is not up: the signal then ends it without ceremony.
    const isOrdered = kind === 'clean restart' && bot.isUp;
    const end = () => bot.end(kind === 'kill' ? 'SIGKILL' : 'SIGTERM');
    if (isOrdered) this.codes.push(await end());
    else await recordOutage(this.outages, end);
    // The sessions of others go on.
    if (sharing === undefined) stage.discord.gateway.forget();
    bot.start();
  }

  async #pickVictim(): Promise<Bot> {
    const { bots, random, sharing } = this.#deps;
    const all = bots.list();
    const any = all.length === 1 ? 0 : random.whole(0, all.length - 1);
    const holder = sharing && (await openRoles(sharing).findHolder(random.pick(VICTIMS)));
    return all.find((bot) => holder !== undefined && bot.holder === holder) ?? (all[any] as Bot);
  }

  async #killDatabase({ server }: Sharing): Promise<void> {
    await server.kill();
    await sleep(this.#deps.random.whole(0, MAX_DOWN_MS));
    await server.restart();
  }
}

function openRoles({ server, database }: Sharing): RoleTable {
  return new RoleTable(server.url(database));
}
