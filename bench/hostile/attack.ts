import { monitorEventLoopDelay } from 'node:perf_hooks';
import { randomFrom } from '../shared/random.ts';
import { attackProcess, type Part, type SessionOptions } from './session.ts';
import { openStage, type SlackWay } from './stage.ts';
import { createTally, type Tally } from './tally.ts';
import { startUpstreamThread } from './upstream-thread.ts';

export interface AttackOptions extends SessionOptions {
  readonly seed: number;
  /** How Slack reaches the bot; with both, each for half of the time, and the bot is started again in between. */
  readonly ways: readonly SlackWay[];
}

export interface Attack {
  readonly parts: readonly Part[];
  readonly tally: Tally;
  /** Bodies that the platforms would have refused. */
  readonly violations: readonly unknown[];
  /** The longest that this process itself was blocked, in milliseconds: answers look late by so much. */
  readonly ownDelayMs: number;
}

const MIN_S = 2;

/** Everything hostile at once, against the real process, with people who ask it something every second. */
export async function attack(options: AttackOptions): Promise<Attack> {
  const random = randomFrom(options.seed);
  const tally = createTally();
  const own = monitorEventLoopDelay({ resolution: 10 });
  own.enable();
  const upstream = await startUpstreamThread(options.seed, tally);
  const stage = await openStage(upstream.env);
  const deps = { stage, random, tally, writeFile: upstream.writeFile };
  try {
    const parts: Part[] = [];
    for (const way of options.ways) {
      let left = options.seconds / options.ways.length;
      // A bot that ended is started again: so other crashes show, too.
      while (left > MIN_S) {
        const part = await attackProcess(way, { ...options, seconds: left }, deps);
        parts.push(part);
        left -= part.seconds;
      }
    }
    const violations = [...stage.discord.violations, ...stage.slack.violations];
    return { parts, tally, violations, ownDelayMs: own.max / 1e6 };
  } finally {
    await stage.close();
    await upstream.close();
  }
}
