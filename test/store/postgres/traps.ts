import { describe, expect, it } from 'vitest';
import { toMailWish } from '../../../src/core/mail/mail-wish.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { papers } from '../../support/builders.ts';
import { channelId, personId, tenantId } from '../../support/ids.ts';
import { NOON } from '../ledger.ts';
import { startChild } from '../run-child.ts';
import { aStore, usedDatabase } from '../temp-store.ts';

/** What is right on a database with one writer at a time, and was wrong with several. */
export function testTraps(): void {
  describe('four processes on one server', () => {
    it('claim each of 400 deliveries once, a channel’s one at a time and oldest first', async () => {
      const location = usedDatabase().createLocation();
      const store = await aStore(location);
      // 100 channels with four slots each.
      for (let n = 0; n < 400; n++)
        await store.deliveries.enqueue({ channel: channelId(`discord:${n % 100}`), slot: n }, n);
      const url = usedDatabase().url(location);
      const children = await Promise.all([1, 2, 3, 4].map((n) => startChild(url, 'work', n)));
      for (const child of children) child.begin();
      const ends = await Promise.all(children.map((child) => child.end()));
      expect(ends.map(({ errors }) => errors)).toEqual(['', '', '', '']);
      const claims = ends.flatMap(({ lines }) => lines.map(readClaim)).sort((a, b) => a.from - b.from);
      expect(claims.map(({ slot }) => slot).sort((a, b) => a - b)).toEqual(
        Array.from({ length: 400 }, (_, n) => n),
      );
      for (const own of Map.groupBy(claims, ({ slot }) => slot % 100).values())
        for (const [i, { slot, from }] of own.entries()) {
          const before = own[i - 1];
          if (!before) continue;
          expect(slot).toBeGreaterThan(before.slot);
          expect(from).toBeGreaterThanOrEqual(before.until);
        }
    }, 60_000);
  });

  describe('papers that two pools save at the same time', () => {
    it('are all saved, and none escapes who follows the changes', async () => {
      const location = usedDatabase().createLocation();
      const stores = [await aStore(location), await aStore(location)];
      const [reader] = stores;
      if (!reader) throw new Error('there is no store');
      const seen = new Set<string>();
      let cursor = 0;
      const follow = async () => {
        const changes = await reader.papers.listChangedSince(cursor, 1000);
        for (const { paper, changedAt } of changes) {
          seen.add(paper.id);
          cursor = Math.max(cursor, changedAt);
        }
      };
      const saves = Promise.all(
        Array.from({ length: 40 }, (_, i) => {
          const own = papers(10).map((paper) => ({ ...paper, id: `${paper.id}.${i}` }));
          return stores[i % 2]?.papers.save(own, NOON);
        }),
      );
      let isDone = false;
      void saves.finally(() => {
        isDone = true;
      });
      while (!isDone) await follow();
      await saves;
      await follow();
      expect(seen.size).toBe(400);
    });
  });

  describe('two pools that change the same rows', () => {
    it('keep every paper of a day that both list', async () => {
      const [one, two] = await aPair();
      await one.papers.save(papers(40), NOON);
      const ids = papers(40).map(({ id }) => id);
      await Promise.all(
        ids.map((id, i) =>
          (i % 2 ? one : two).editions.save({
            day: '2026-04-30',
            state: 'closed',
            paperIds: [id],
            fetchedAt: i,
          }),
        ),
      );
      expect((await one.editions.find('2026-04-30'))?.paperIds.toSorted()).toEqual(ids.toSorted());
    });

    it('take no more requests for an address than its limit', async () => {
      const [one, two] = await aPair();
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, n) => askForMail(n % 2 ? one : two, n)),
      );
      expect(outcomes.filter((outcome) => outcome === 'asked')).toHaveLength(3);
    });
  });

  async function aPair(): Promise<[Store, Store]> {
    const location = usedDatabase().createLocation();
    return [await aStore(location), await aStore(location)];
  }
}

interface ClaimMade {
  readonly slot: number;
  /** When the claim was there, and when the delivery was about to be settled. */
  readonly from: number;
  readonly until: number;
}

function readClaim(line: string): ClaimMade {
  const [slot = 0, from = 0, until = 0] = line.split(' ').map(Number);
  return { slot, from, until };
}

function askForMail(store: Store, n: number): Promise<string> {
  const wish = toMailWish({ kind: 'day' }, { cron: '0 9 * * *', zone: 'UTC' }, false);
  return store.mailboxes.ask(
    {
      ...{
        channel: channelId(`email:${n}`),
        wish,
        state: 'asked',
        sealed: 'sealed',
        checksum: 'one address',
      },
      ...{ tenant: tenantId('slack:T1'), askedBy: personId('slack:T1/U1'), askedAt: NOON },
    },
    'asker',
    { perAskerAnHour: 100, perAddressADay: 3, perHour: 100 },
  );
}
