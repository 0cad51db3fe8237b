import { afterAll, describe, expect, it } from 'vitest';
import { manyRound } from '../../bench/kill/many-round.ts';
import { randomFrom } from '../../bench/soak/random.ts';
import { findPostgres, startPostgres } from '../support/postgres-server.ts';

const SEED = Number(process.env.KILL_SEED ?? Date.now() % 1_000_000);
const programs = findPostgres();

if (programs === undefined) it.skip('there is no PostgreSQL 15 or newer here (apt-get install postgresql)');
else
  describe(`three processes on one PostgreSQL database (seed ${SEED})`, async () => {
    const server = await startPostgres(programs, ['bot']);
    afterAll(() => server.stop());

    it('post each digest once, mail it once and count each vote, while two are killed, and PostgreSQL, and every connection is cut', async () => {
      const round = await manyRound(randomFrom(SEED), { server, database: 'bot' });
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
