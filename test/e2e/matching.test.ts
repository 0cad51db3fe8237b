import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { aFolder } from '../store/temp-store.ts';
import { aLog } from '../support/builders.ts';
import { saveWeek } from '../support/week.ts';
import { startMain } from './run-main.ts';

const NOW = '2026-04-30T12:00:00Z';

describe('topics on the command line', () => {
  it('are answered with how many of the last week’s papers pass, and stored as typed', async () => {
    const folder = aFolder();
    const env = { PAPERBOY_CLOCK: NOW, DATABASE_URL: `file:${folder}/p.db`, LOG_LEVEL: 'silent' };
    const subscribe = async (topics: string) => {
      const args = ['subscribe', 'terminal:local', '--topics', topics];
      const { stdout, stderr } = await startMain(args, { cwd: folder, env }).done;
      return stdout + stderr;
    };
    const first = await subscribe('agents');
    expect(first).toContain('No papers have been fetched yet');
    expect(first).toContain('There are no papers yet. `backfill` fetches past days');
    const store = await openStore({ url: env.DATABASE_URL, log: aLog() });
    await saveWeek(store, Date.parse(NOW));
    await store.close();
    expect(await subscribe('world models, video generation')).toContain(
      '2 of the 8 papers of the last week match.',
    );
    const loose = await subscribe('match:any world models, "video generation"');
    expect(loose).toContain('Topics: match:any, world models, "video generation"');
    expect(loose).toContain('5 of the 8 papers of the last week match.');
    expect(await subscribe('none')).not.toContain('of the last week');
  }, 60_000);
});
