import { setTimeout as sleep } from 'node:timers/promises';
import type { Deed, People } from '../../loopback/slack/people.ts';
import type { Outage } from './outage.ts';

/** A command that somebody asked while processes were killed. Times are those of `performance.now()`. */
export interface AskedCommand {
  readonly askedAt: number;
  /** When the first thing was shown; `undefined` where nothing was. */
  shownAt: number | undefined;
}

export interface CommandTimes {
  readonly asked: number;
  /** Something was shown so long after the command, in milliseconds: the median and the longest of those that nothing excuses. */
  readonly p50Ms: number;
  readonly maxMs: number;
  /** Shown too late or never, though nothing died meanwhile. */
  readonly late: number;
  /** The same, of those that were open when a process was killed, or asked while the database was down. */
  readonly excused: number;
}

interface Asked {
  readonly command: AskedCommand;
  readonly deed: Deed;
}

const EVERY_MS = 400;
const LOOK_EVERY_MS = 10;
/** Slack shows a person an error after so long. */
const LIMIT_MS = 3000;

/** Asks commands of several processes, one after the other whether or not they are answered, until it is stopped. */
export class CommandAsker {
  readonly #people: Pick<People, 'slash'>;
  readonly #who: readonly string[];
  readonly #channels: readonly string[];
  readonly #asked: Asked[] = [];
  readonly #stopped = new AbortController();
  readonly #work: ReadonlyArray<Promise<void>>;

  constructor(people: Pick<People, 'slash'>, who: readonly string[], channels: readonly string[]) {
    this.#people = people;
    this.#who = who;
    this.#channels = channels;
    this.#work = [this.#ask(), this.#look()];
  }

  /** Waits for what is open, as long as a person would. */
  async stop(): Promise<readonly AskedCommand[]> {
    this.#stopped.abort();
    await Promise.all(this.#work);
    return this.#asked.map(({ command }) => command);
  }

  async #ask(): Promise<void> {
    for (let n = 0; !this.#stopped.signal.aborted; n++) {
      const [person = '', channel = ''] = [this.#who, this.#channels].map((all) => all[n % all.length]);
      const deed = this.#people.slash(person, channel, `search paper ${n}`);
      // Nobody may be there to acknowledge it.
      deed.acked.catch(() => undefined);
      this.#asked.push({ command: { askedAt: performance.now(), shownAt: undefined }, deed });
      await sleep(EVERY_MS);
    }
  }

  async #look(): Promise<void> {
    const isOpen = ({ command }: Asked) =>
      command.shownAt === undefined && performance.now() - command.askedAt < 2 * LIMIT_MS;
    while (!this.#stopped.signal.aborted || this.#asked.some(isOpen)) {
      for (const { command, deed } of this.#asked)
        if (deed.answers.length > 0) command.shownAt ??= performance.now();
      await sleep(LOOK_EVERY_MS);
    }
  }
}

/** What the people who asked saw of it. */
export function judgeCommands(commands: readonly AskedCommand[], outages: readonly Outage[]): CommandTimes {
  const timed = commands.map(({ askedAt, shownAt = Number.POSITIVE_INFINITY }) => {
    // What died after the three seconds does not excuse that nothing was shown within them.
    const end = Math.min(shownAt, askedAt + LIMIT_MS);
    const isExcused = outages.some(({ from, until }) => askedAt <= until && end >= from);
    return { tookMs: shownAt - askedAt, isExcused };
  });
  const isLate = ({ tookMs }: { readonly tookMs: number }) => tookMs > LIMIT_MS;
  const times = timed
    .filter(({ isExcused }) => !isExcused)
    .map(({ tookMs }) => tookMs)
    .toSorted((a, b) => a - b);
  return {
    asked: commands.length,
    p50Ms: times[Math.floor(times.length / 2)] ?? 0,
    maxMs: times.at(-1) ?? 0,
    late: timed.filter((one) => isLate(one) && !one.isExcused).length,
    excused: timed.filter((one) => isLate(one) && one.isExcused).length,
  };
}
