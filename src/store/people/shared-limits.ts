import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Day } from '../../core/base/time.ts';
import type { PersonalLimit, SharedLimits, SpendLimits } from '../../core/store/shared-limits.ts';
import type { Spend } from '../../core/summary/summary.ts';
import { findOperations, transact } from '../dialect/dialect.ts';
import { NOW } from '../postgres/leases.ts';
import { beginsWith } from '../tables/prefix-end.ts';
import type { Schema } from '../tables/schema.ts';

/** Ends the transaction of a limit that is used up. */
class UsedUp extends Error {
  readonly waitMs: number;

  constructor(waitMs: number) {
    super('limit-used-up');
    this.waitMs = waitMs;
  }
}

/** Missing where one process serves alone: what it counts by itself is all there is. */
export function createSharedLimits(db: Kysely<Schema>): SharedLimits | undefined {
  if (!findOperations(db).locksRows) return undefined;
  return {
    async takeFromAll(limits, now) {
      // In one order, so that two processes never wait for each other.
      const ordered = limits.toSorted((a, b) => (a.key < b.key ? -1 : 1));
      try {
        await transact(db, 'none', async (tx) => {
          const waits: number[] = [];
          for (const one of ordered) {
            const { burst, refillMs } = one.limit;
            waits.push((await postpone(tx, one, now)) - burst * refillMs);
          }
          const waitMs = Math.ceil(Math.max(0, ...waits));
          if (waitMs > 0) throw new UsedUp(waitMs);
        });
        return 0;
      } catch (error) {
        if (error instanceof UsedUp) return error.waitMs;
        throw error;
      }
    },

    reserveSpend: (day, most, limits) => reserveSpend(db, { day, most, limits }),

    async reserveTurn(name, intervalMs) {
      // By one clock: those of two machines may be further apart than two turns.
      const now = sql<number>`${sql.raw(NOW)}`;
      const { ms } = await db
        .insertInto('short_lived')
        .values({
          key: `turn ${name}`,
          person: null,
          text: '',
          until: sql<number>`${now} + ${intervalMs}::bigint`,
        })
        .onConflict((on) =>
          on.column('key').doUpdateSet({
            until: sql<number>`greatest(short_lived.until, ${now}) + ${intervalMs}::bigint`,
          }),
        )
        .returning(sql<number>`short_lived.until - ${now}`.as('ms'))
        .executeTakeFirstOrThrow();
      return Math.max(0, ms - intervalMs);
    },
  };
}

interface SpendWish {
  readonly day: Day;
  readonly most: Spend;
  readonly limits: SpendLimits;
}

/** More than a call takes, with its retries. */
const RESERVED_MS = 10 * 60_000;

async function reserveSpend(db: Kysely<Schema>, { day, most, limits }: SpendWish) {
  const now = sql<number>`${sql.raw(NOW)}`;
  const reserved = `reserved-${day}`;
  const key = [reserved, randomUUID()].join(' ');
  const isReserved = await transact(db, 'none', async (tx) => {
    const turn = {
      key: `turn-${reserved}`,
      person: null,
      text: '',
      until: sql<number>`${now} + ${RESERVED_MS}`,
    };
    // A row that each has to change: of several at once each sees what the ones before it reserved.
    await tx
      .insertInto('short_lived')
      .values(turn)
      .onConflict((on) => on.column('key').doUpdateSet({ until: turn.until }))
      .execute();
    // Before what was spent: what is added and given back meanwhile counts twice, and never not at all.
    const others = await tx
      .selectFrom('short_lived')
      .select('text')
      .where(beginsWith('key', `${reserved} `))
      .where('until', '>', now)
      .execute();
    const spent = await tx.selectFrom('summary_spend').selectAll().where('day', '=', day).executeTakeFirst();
    const all = [
      most,
      ...others.map(({ text }) => JSON.parse(text) as Spend),
      {
        inputTokens: spent?.input_tokens ?? 0,
        outputTokens: spent?.output_tokens ?? 0,
        cost: spent?.cost ?? 0,
      },
    ];
    const tokens = all.reduce((sum, { inputTokens, outputTokens }) => sum + inputTokens + outputTokens, 0);
    const cost = all.reduce((sum, one) => sum + one.cost, 0);
    if (tokens > limits.tokens || cost > limits.cost) return false;
    await tx
      .insertInto('short_lived')
      .values({ ...turn, key, text: JSON.stringify(most) })
      .execute();
    return true;
  });
  if (!isReserved) return undefined;
  return async () => {
    await db.deleteFrom('short_lived').where('key', '=', key).execute();
  };
}

/**
 * Puts off by some milliseconds when a bucket is full again, from now at least; how far that is ahead then. So many tokens are missing in it as
 * refills fit in between: one number for each bucket, and one statement to take from it.
 */
async function postpone(
  db: Kysely<Schema>,
  { key, person, limit }: PersonalLimit,
  now: number,
): Promise<number> {
  const byMs = Math.round(limit.refillMs);
  const { until } = await db
    .insertInto('short_lived')
    .values({ key: `limit ${key}`, person, text: '', until: now + byMs })
    .onConflict((on) =>
      on.column('key').doUpdateSet({
        until: sql<number>`greatest(short_lived.until, ${now}::bigint) + ${byMs}::bigint`,
      }),
    )
    .returning('until')
    .executeTakeFirstOrThrow();
  return until - now;
}
