import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { aFolder } from '../store/temp-store.ts';
import { aLog } from '../support/builders.ts';
import { saveWeek } from '../support/week.ts';
import { startMain } from './run-main.ts';

const NOW = '2026-04-30T12:00:00Z';
const MATCH = '2 of the 8 papers of the last week match.';

describe('a filter on the command line', () => {
  it('is shown with how many papers match, and saved without asking where nobody can answer', async () => {
    const folder = aFolder();
    const env = { PAPERBOY_CLOCK: NOW, DATABASE_URL: `file:${folder}/p.db`, LOG_LEVEL: 'silent' };
    const store = await openStore({ url: env.DATABASE_URL, log: aLog() });
    await saveWeek(store, Date.parse(NOW));
    await store.close();
    const subscribe = (...args: string[]) =>
      startMain(['subscribe', 'terminal:local', ...args], { cwd: folder, env }).done;
    const topics = ['--topics', 'world models, video generation'];
    const { stdout, code } = await subscribe(...topics);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Done without asking, because nobody can answer here\n/);
    expect(stdout.match(/Topics: /g)).toHaveLength(1);
    expect(stdout).toContain('For example: • Agentic World Modeling: Foundations and Laws');
    expect(stdout.indexOf(MATCH)).toBeLessThan(stdout.indexOf('This channel is subscribed'));
    const json = await subscribe(...topics, '--json', '--yes');
    expect(JSON.parse(json.stdout)).toMatchObject({ title: 'Saved', passing: 2, papers: 8 });
    expect(json.stderr).toContain(MATCH);
    const none = await subscribe('--topics', 'astrology');
    expect(none.stdout).toContain(
      'npx node src/main.ts subscribe terminal:local --topics none`, which 8 papers match',
    );
  }, 60_000);
});
