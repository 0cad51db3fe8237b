import { expect, it } from 'vitest';
import { manyRound } from '../../bench/kill/many-round.ts';
import { randomFrom } from '../../bench/shared/random.ts';
import { describeOnPostgres } from './processes.ts';

const SEED = Number(process.env.KILL_SEED ?? Date.now() % 1_000_000);
const DATABASE = 'bot';

describeOnPostgres(`three processes on one PostgreSQL database (seed ${SEED})`, DATABASE, (server) => {
  it('post each digest once, mail it once and count each vote, while two are killed, and PostgreSQL, and every connection is cut', async () => {
    const round = await manyRound(randomFrom(SEED), { server, database: DATABASE });
    expect(round.faults).toEqual([]);
    expect(round.violations).toBe(0);
    expect(round.unsent).toEqual([]);
    expect(round.parts).toBe(round.planned - (round.mails.unknown - round.mails.arrived));
    expect(round.votes).toBeGreaterThan(0);
    // How soon is measured by `npm run bench:kill`: the rest of the suite is on the same processors.
    expect(round.commands.asked).toBeGreaterThan(20);
    expect(round.commands.maxMs).toBeLessThan(Number.POSITIVE_INFINITY);
    expect(Math.max(...round.takeovers)).toBeLessThan(30_000);
  }, 600_000);
});
