import type { Clock } from '../../src/core/base/clock.ts';
import type { Log } from '../../src/core/base/log.ts';
import type { Paper } from '../../src/core/paper/paper.ts';
import type { Platform } from '../../src/core/platform/platform.ts';
import type { Store } from '../../src/core/store/store.ts';
import { createDeliver } from '../../src/jobs/delivery/deliver.ts';
import { enqueueDue } from '../../src/jobs/timing/enqueue.ts';
import { askSource, HOUR } from './world.ts';

interface Rig {
  readonly store: Store;
  readonly clock: Clock & { set(to: string): void };
  readonly log: Log;
  readonly platform: Platform;
}

/** The real ledger before one platform: what a tick at a time of 2026-04-30 sends. `deps` may be changed between ticks. */
export function deliveryTicks({ store, clock, log, platform }: Rig, concurrency: number) {
  const findCardSummary = (paper: Paper) => ({ text: paper.abstract, by: 'abstract' });
  const deps = {
    ...{ store, clock, log, findCardSummary, platforms: new Map([[platform.name, platform]]) },
    ...{ owner: 'one', maxLatenessMs: 6 * HOUR, concurrency, sourceName: 'Hugging Face' },
  };
  return {
    deps,
    async tick(time: string) {
      clock.set(`2026-04-30T${time}Z`);
      await askSource(store, clock.now());
      await enqueueDue({ store, clock, log });
      await createDeliver(deps).run();
    },
  };
}
