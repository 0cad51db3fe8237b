import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Paper } from '../../../src/core/paper/paper.ts';
import { aPaper, papers } from '../../support/builders.ts';
import { aStore, usedDatabase } from '../temp-store.ts';

const NOON = Date.parse('2026-04-30T12:00:00Z');
const HOUR = 3_600_000;

async function listIds(batches: AsyncIterable<Paper[]>): Promise<string[][]> {
  const ids: string[][] = [];
  for await (const batch of batches) ids.push(batch.map(({ id }) => id));
  return ids;
}

describe('papers', () => {
  it('come back as they were, whatever is in them', async () => {
    const store = await aStore();
    const full: Paper = {
      ...aPaper({ title: 'Quotes \' " and <b> @everyone \u0000 \ud83d\udcc4', abstract: '' }),
      listedAt: '2026-04-30T01:02:03.000Z',
      organization: 'A lab',
      stars: 0,
      codeUrl: 'https://example.org/code',
      keywords: ['attention'],
      categories: ['cs.CL', 'cs.AI'],
      authors: Array.from({ length: 664 }, (_, i) => `Author ${i}`),
    };
    await store.papers.save([full], NOON);
    expect(await store.papers.find(full.id)).toEqual(full);
    expect(await store.papers.find('2604.99999')).toBeUndefined();
  });

  it('survive closing and opening again', async () => {
    const location = usedDatabase().createLocation();
    const first = await usedDatabase().open(location);
    await first.papers.save(papers(3), NOON);
    await first.close();
    expect(await (await aStore(location)).papers.count()).toBe(3);
  });

  it('are distinguished as added, changed and the same', async () => {
    const { papers: store } = await aStore();
    const [one, two, three] = papers(3) as [Paper, Paper, Paper];
    expect(await store.save([one, two], NOON)).toEqual({ added: [one.id, two.id], changed: [] });
    expect(await store.save([one, { ...two, upvotes: 500 }, three], NOON)).toEqual({
      added: [three.id],
      changed: [two.id],
    });
    expect(await store.save([three, two, one], NOON)).toEqual({ added: [], changed: [two.id] });
    expect(await store.save([], NOON)).toEqual({ added: [], changed: [] });
  });

  it('named twice in one batch are merged and saved once', async () => {
    const { papers: store } = await aStore();
    const from = (fields: Partial<Paper>) => aPaper({ id: '2604.00001', ...fields });
    const batch = [from({ organization: 'A lab' }), from({ upvotes: 99, abstract: '' })];
    expect(await store.save(batch, NOON)).toEqual({ added: ['2604.00001'], changed: [] });
    expect(await store.find('2604.00001')).toEqual(from({ organization: 'A lab', upvotes: 99 }));
    expect(await store.count()).toBe(1);
  });

  it('come in the order asked for, without those unknown', async () => {
    const { papers: store } = await aStore();
    await store.save(papers(1200), NOON);
    const ids = papers(1200)
      .map(({ id }) => id)
      .reverse();
    const found = await store.findMany(['2604.99999', ...ids]);
    expect(found.map(({ id }) => id)).toEqual(ids);
    expect(await store.findMany([])).toEqual([]);
  });

  it('say their newest upvotes without being read, where they exist', async () => {
    const { papers: store } = await aStore();
    const [one, two, three] = papers(3) as [Paper, Paper, Paper];
    const { upvotes: _, comments: __, ...uncounted } = aPaper({ id: '2604.00004' });
    await store.save([one, two, three, uncounted], NOON);
    await store.save([{ ...one, upvotes: 7 }], NOON + HOUR);
    // A change of something else takes no snapshot, and a clock that was set back takes no older one.
    await store.save([{ ...two, title: 'Another title' }], NOON + HOUR);
    await store.save([{ ...three, upvotes: 3 }], NOON - HOUR);
    const upvotes = await store.readUpvotes([three.id, '2604.99999', two.id, one.id, uncounted.id]);
    expect([...upvotes].toSorted()).toEqual([
      [one.id, 7],
      [two.id, 99],
      [three.id, 3],
      [uncounted.id, 0],
    ]);
    expect(await store.readUpvotes([])).toEqual(new Map());
  });

  it('can be read in batches ordered by id, each once, while others are saved', async () => {
    const { papers: store } = await aStore();
    await store.save(papers(5).reverse(), NOON);
    expect(await listIds(store.readAll(2))).toEqual([
      ['2604.00001', '2604.00002'],
      ['2604.00003', '2604.00004'],
      ['2604.00005'],
    ]);
    const seen: string[] = [];
    for await (const batch of store.readAll(2)) {
      seen.push(...batch.map(({ id }) => id));
      await store.save([aPaper({ id: '2604.00002', title: 'changed' }), aPaper({ id: '2604.00009' })], NOON);
    }
    expect(seen).toEqual([
      '2604.00001',
      '2604.00002',
      '2604.00003',
      '2604.00004',
      '2604.00005',
      '2604.00009',
    ]);
  });

  it('never lose a field by merging, in whatever order sources come', async () => {
    const store = await usedDatabase().openEmpty();
    const text = fc.constantFrom('', 'a', 'b', '"\n\u0000');
    const fields = fc.record(
      {
        organization: text,
        upvotes: fc.nat(3),
        stars: fc.nat(3),
        codeUrl: text,
        keywords: fc.array(text, { maxLength: 2 }),
        doi: fc.constantFrom(undefined, 'x'),
      },
      { requiredKeys: [] },
    );
    const tellings = fc.array(fc.record({ title: text, abstract: text, fields }), {
      minLength: 1,
      maxLength: 6,
    });
    let n = 0;
    await fc.assert(
      fc.asyncProperty(tellings, async (answer) => {
        n += 1;
        const id = `2604.${String(n).padStart(5, '0')}`;
        const versions = answer.map(
          ({ title, abstract, fields }): Paper => ({
            ...{ id, title, abstract, authors: ['A'] },
            ...fields,
          }),
        );
        const expected: Record<string, unknown> = {};
        for (const version of versions) {
          await store.papers.save([version], NOON);
          for (const [name, value] of Object.entries(version)) {
            const empty = value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
            if (!empty) expected[name] = value;
          }
        }
        const stored = await store.papers.find(id);
        expect(stored).toMatchObject(expected);
      }),
      { numRuns: usedDatabase().runs(200) },
    );
    await store.close();
  });
});

describe('snapshots', () => {
  it('are taken only when a count changed', async () => {
    const { papers: store } = await aStore();
    const paper = aPaper({ upvotes: 1, comments: 0 });
    await store.save([paper], NOON);
    await store.save([paper], NOON + HOUR);
    await store.save([{ ...paper, organization: 'A lab' }], NOON + 2 * HOUR);
    await store.save([{ ...paper, upvotes: 5 }], NOON + 3 * HOUR);
    expect((await store.listSnapshots([paper.id], 0)).get(paper.id)).toEqual([
      { at: NOON, upvotes: 1, comments: 0 },
      { at: NOON + 3 * HOUR, upvotes: 5, comments: 0 },
    ]);
  });

  it('are not taken of a paper whose counts nobody knows', async () => {
    const { papers: store } = await aStore();
    const { upvotes: _, comments: __, ...uncounted } = aPaper();
    await store.save([uncounted], NOON);
    expect(await store.listSnapshots([uncounted.id], 0)).toEqual(new Map());
  });

  it('begin with the last one before the time asked for', async () => {
    const { papers: store } = await aStore();
    for (const hour of [0, 1, 2, 3]) {
      await store.save([aPaper({ upvotes: hour, comments: 0 })], NOON + hour * HOUR);
    }
    const at = async (since: number) =>
      ((await store.listSnapshots([aPaper().id], since)).get(aPaper().id) ?? []).map(
        ({ upvotes }) => upvotes,
      );
    expect(await at(NOON + 2.5 * HOUR)).toEqual([2, 3]);
    expect(await at(NOON + 2 * HOUR)).toEqual([1, 2, 3]);
    expect(await at(NOON)).toEqual([0, 1, 2, 3]);
    expect(await at(NOON + 9 * HOUR)).toEqual([3]);
  });

  it('keep the newest counts last when the clock goes back', async () => {
    const { papers: store } = await aStore();
    await store.save([aPaper({ upvotes: 1, comments: 0 })], NOON);
    await store.save([aPaper({ upvotes: 7, comments: 0 })], NOON - HOUR);
    expect((await store.listSnapshots([aPaper().id], 0)).get(aPaper().id)).toEqual([
      { at: NOON, upvotes: 7, comments: 0 },
    ]);
  });
});

describe('changes', () => {
  it('are listed in the order of saving, each with a time of its own', async () => {
    const { papers: store } = await aStore();
    expect(await store.readLastChange()).toBe(0);
    await store.save(papers(3), NOON);
    await store.save([aPaper({ id: '2604.00001', title: 'again' })], NOON);
    const changes = await store.listChangedSince(0, 10);
    expect(changes.map(({ paper: { id } }) => id)).toEqual(['2604.00002', '2604.00003', '2604.00001']);
    expect(new Set(changes.map(({ changedAt }) => changedAt)).size).toBe(3);
    expect(changes.at(-1)?.changedAt).toBe(await store.readLastChange());
    expect(await store.listChangedSince(await store.readLastChange(), 10)).toEqual([]);
  });

  it('are all seen by one who remembers the last, whatever the clock does', async () => {
    const ticks = fc.array(fc.record({ jump: fc.integer({ min: -5, max: 5 }), ids: fc.array(fc.nat(5)) }));
    await fc.assert(
      fc.asyncProperty(ticks, fc.integer({ min: 1, max: 4 }), async (saves, limit) => {
        const store = await usedDatabase().openEmpty();
        let now = NOON;
        let cursor = await store.papers.readLastChange();
        const followed = new Map<string, Paper>();
        let n = 0;
        for (const { jump, ids } of saves) {
          now += jump;
          const batch = ids.map((i) => aPaper({ id: `2604.0000${i}`, upvotes: ++n }));
          await store.papers.save(batch, now);
          for (;;) {
            const changes = await store.papers.listChangedSince(cursor, limit);
            for (const { paper } of changes) followed.set(paper.id, paper);
            cursor = changes.at(-1)?.changedAt ?? cursor;
            if (changes.length < limit) break;
          }
          const truth = await store.papers.findMany([0, 1, 2, 3, 4, 5].map((i) => `2604.0000${i}`));
          expect(truth).toEqual([...followed.values()].sort((a, b) => (a.id < b.id ? -1 : 1)));
        }
        await store.close();
      }),
      { numRuns: usedDatabase().runs(60) },
    );
  });
});
