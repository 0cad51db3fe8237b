import type { Outage } from '../shared/outage.ts';
import type { Stage } from './stage.ts';

const PLATFORMS = ['discord', 'slack'] as const;
type Name = (typeof PLATFORMS)[number];

/** The times in which a platform had nobody to pass a command on to, as far as somebody sees who looks again and again. */
export class Gaps {
  readonly #stage: Pick<Stage, 'discord' | 'slack'>;
  readonly #gaps: Readonly<Record<Name, Outage[]>> = { discord: [], slack: [] };
  #lookedAt = performance.now();

  constructor(stage: Pick<Stage, 'discord' | 'slack'>) {
    this.#stage = stage;
  }

  /** What is not there now was perhaps not there since the last look. */
  look(): void {
    const { discord, slack } = this.#stage;
    const { gateway } = discord;
    const isThere = {
      discord: new Set(gateway.listShards()).size >= gateway.shards,
      slack: slack.socket.openConnections > 0,
    };
    const now = performance.now();
    for (const name of PLATFORMS)
      if (!isThere[name]) this.#gaps[name].push({ from: this.#lookedAt, until: now });
    this.#lookedAt = now;
  }

  list(name: Name): readonly Outage[] {
    return this.#gaps[name];
  }
}
