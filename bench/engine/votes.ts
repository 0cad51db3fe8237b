import { setTimeout as sleep } from 'node:timers/promises';
import { createTallies } from '../../src/jobs/votes/tallies.ts';
import { openStore } from '../../src/store/open-store.ts';
import { aWorld, HOUR } from '../../test/jobs/world.ts';
import { aLog } from '../../test/support/builders.ts';
import { personId, tenantId } from '../../test/support/ids.ts';
import { DEBOUNCE_MS } from './engine.ts';

export interface Debounced {
  readonly runs: number;
  /** How long all changes took to come: each waits for the one before it. */
  readonly tookMs: number;
  /** From the last change until the run that saw it began. */
  readonly lastMs: number;
}

/** Our own edits, which an engine would do: votes on one paper, which its card and the overview above it show. */
export async function editOwn(url: string, changes: number, everyMs: number): Promise<Debounced> {
  const store = await openStore({ url, log: aLog() });
  const world = await aWorld({ store });
  world.clock.set('2026-04-30T09:00:10Z');
  await world.tick();
  const tallies = createTallies({
    ...world.deps,
    ...{ wallClock: world.clock, editEveryMs: DEBOUNCE_MS, editWithinMs: 7 * 24 * HOUR },
  });
  const runs: number[] = [];
  const { edit } = world.platform.editor;
  world.platform.editor.edit = async (sent, message) => {
    runs.push(performance.now());
    await edit(sent, message);
  };
  const from = performance.now();
  for (let n = 0; n < changes; n++) {
    await tallies.recordReaction({
      ...{ platform: 'discord', tenant: tenantId('discord:guild'), channel: 't-m1', messageId: 'm2' },
      ...{ person: personId(`discord:${n}`), ballot: { kind: 'up' } as const, added: true },
    });
    await sleep(everyMs);
  }
  const last = performance.now();
  await sleep(3 * DEBOUNCE_MS);
  await store.close();
  return { runs: runs.length, tookMs: last - from, lastMs: (runs.at(-1) ?? Number.NaN) - last };
}
