import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countTally, type Vote } from '../../../src/core/vote/vote.ts';
import { personId, tenantId } from '../../support/ids.ts';
import { aStore, usedDatabase } from '../temp-store.ts';

function aVote(fields: Partial<Vote> = {}): Vote {
  return {
    ...{ paperId: 'a', person: personId('discord:1'), tenant: tenantId('discord:guild'), value: 1 },
    ...{ source: 'post:p1:up', at: 10 },
    ...fields,
  };
}

describe('votes', () => {
  it('are saved by paper, person and source', async () => {
    const { votes } = await aStore();
    const standing = [
      aVote(),
      aVote({ person: personId('discord:2'), value: -1, source: 'post:p1:down' }),
      aVote({ source: 'button' }),
    ];
    for (const vote of standing) await votes.cast(vote);
    const found = await votes.list(['a'], [tenantId('discord:guild')]);
    expect(found).toHaveLength(3);
    expect(found).toEqual(expect.arrayContaining(standing));
    expect(await votes.list(['b'], [tenantId('discord:guild')])).toEqual([]);
    expect(await votes.list(['a'], [tenantId('slack:T1')])).toEqual([]);
    expect(await votes.list(['a'], [])).toEqual([]);
  });

  it('are renewed when cast again from the same source', async () => {
    const { votes } = await aStore();
    await votes.cast(aVote({ source: 'button' }));
    await votes.cast(aVote({ source: 'button', value: -1, at: 20 }));
    expect(await votes.list(['a'], [tenantId('discord:guild')])).toEqual([
      aVote({ source: 'button', value: -1, at: 20 }),
    ]);
  });

  it('are taken back source by source', async () => {
    const { votes } = await aStore();
    await votes.cast(aVote());
    await votes.cast(aVote({ source: 'button', at: 5 }));
    expect(await votes.retract(aVote())).toBe(true);
    expect(await votes.retract(aVote())).toBe(false);
    expect(await votes.list(['a'], [tenantId('discord:guild')])).toEqual([
      aVote({ source: 'button', at: 5 }),
    ]);
  });

  it('of tenants since a time are found', async () => {
    const { votes } = await aStore();
    await votes.cast(aVote({ at: 10 }));
    await votes.cast(aVote({ person: personId('discord:2'), at: 11 }));
    await votes.cast(aVote({ person: personId('slack:T1/U'), tenant: tenantId('slack:T1'), at: 12 }));
    const people = async (tenants: string[], since: number) =>
      (await votes.listSince(tenants.map(tenantId), since)).map(({ person }) => person).sort();
    expect(await people(['discord:guild', 'slack:T1'], 10)).toEqual(['discord:2', 'slack:T1/U']);
    expect(await people(['discord:guild'], 0)).toEqual(['discord:1', 'discord:2']);
    expect(await people([], 0)).toEqual([]);
  });
});

describe('reading votes back', () => {
  it('adds, removes and changes, and keeps the time of what was known', async () => {
    const { votes } = await aStore();
    const other = aVote({ source: 'post:p10:up', person: personId('discord:9') });
    for (const vote of [
      aVote(),
      aVote({ person: personId('discord:2'), paperId: 'b' }),
      aVote({ person: personId('discord:3'), paperId: 'c' }),
      other,
    ]) {
      await votes.cast(vote);
    }
    const { changed } = await votes.replace('post:p1:', [
      aVote({ at: 99 }),
      aVote({ person: personId('discord:3'), paperId: 'c', value: -1, at: 99 }),
      aVote({ person: personId('discord:4'), paperId: 'd', at: 99 }),
    ]);
    expect(changed.sort()).toEqual(['b', 'c', 'd']);
    const standing = await votes.list(['a', 'b', 'c', 'd'], [tenantId('discord:guild')]);
    expect(standing.map(({ paperId, person, value, at }) => [paperId, person, value, at]).sort()).toEqual([
      ['a', 'discord:1', 1, 10],
      ['a', 'discord:9', 1, 10],
      ['c', 'discord:3', -1, 99],
      ['d', 'discord:4', 1, 99],
    ]);
    expect(await votes.replace('post:p1:', [])).toEqual({ changed: expect.arrayContaining(['a', 'c', 'd']) });
    expect(await votes.list(['a', 'b', 'c', 'd'], [tenantId('discord:guild')])).toEqual([other]);
  });

  it('takes wildcards of SQL in a source for what they are', async () => {
    const { votes } = await aStore();
    await votes.cast(aVote({ source: 'post:abc:up' }));
    expect(await votes.replace('post:a_c:', [])).toEqual({ changed: [] });
    expect(await votes.replace('post:%', [])).toEqual({ changed: [] });
  });

  it('refuses votes from elsewhere, and an empty prefix, which would be all votes', async () => {
    const { votes } = await aStore();
    await votes.cast(aVote());
    const elsewhere = votes.replace('post:p2:', [aVote()]);
    await expect(elsewhere).rejects.toMatchObject({ code: 'vote-source' });
    await expect(votes.replace('', [])).rejects.toMatchObject({ code: 'vote-source' });
    expect(await votes.list(['a'], [tenantId('discord:guild')])).toEqual([aVote()]);
  });

  it('in any order and repetition, and with pressing in between, gives the true tally', async () => {
    const reaction = fc.record({
      person: fc.integer({ min: 1, max: 4 }),
      ballot: fc.constantFrom('up', 'down'),
      post: fc.constantFrom('p1', 'p2'),
    });
    const steps = fc.array(
      fc.oneof(
        fc.record({
          kind: fc.constantFrom('cast', 'retract'),
          reaction,
          repeat: fc.integer({ min: 1, max: 3 }),
        }),
        fc.record({ kind: fc.constant('read back'), reaction, repeat: fc.constant(1) }),
      ),
      { maxLength: 25 },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (script) => {
        const { votes, close } = await usedDatabase().openEmpty();
        // What the platform shows: the truth that the tally has to equal, with the time each reaction was put.
        const truth = new Map<string, Vote>();
        let now = 0;
        for (const { kind, reaction, repeat } of script) {
          const { person, ballot, post } = reaction;
          now += 1;
          const vote = aVote({
            ...{ person: personId(`discord:${person}`), source: `post:${post}:${ballot}`, at: now },
            value: ballot === 'up' ? 1 : -1,
          });
          const key = `${vote.person} ${vote.source}`;
          for (let i = 0; i < repeat; i++) {
            if (kind === 'cast') await votes.cast(vote);
            if (kind === 'retract') await votes.retract(vote);
          }
          if (kind === 'cast') truth.set(key, vote);
          if (kind === 'retract') truth.delete(key);
          if (kind === 'read back') {
            const onPost = [...truth.values()].filter(({ source }) => source.startsWith(`post:${post}:`));
            const repeats = [...onPost.toReversed(), ...onPost].map((one) => ({ ...one, at: now }));
            expect(await votes.replace(`post:${post}:`, repeats)).toEqual({ changed: [] });
          }
        }
        const standing = await votes.list(['a'], [tenantId('discord:guild')]);
        expect(countTally(standing)).toEqual(countTally([...truth.values()].toReversed()));
        await close();
      }),
      { numRuns: usedDatabase().runs(150) },
    );
  });
});

describe('events that the platform dates', () => {
  it('give the same votes in any order and repetition', async () => {
    const person = fc.integer({ min: 1, max: 2 });
    const events = fc
      .array(fc.record({ person, added: fc.boolean() }), { maxLength: 8 })
      .chain((happened) => {
        const dated = happened.map((event, i) => ({ ...event, eventAt: 1_000_000 * (i + 1) }));
        const repeated = fc.shuffledSubarray([...dated, ...dated], { minLength: dated.length * 2 });
        return fc.record({ dated: fc.constant(dated), repeats: repeated });
      });
    await fc.assert(
      fc.asyncProperty(events, async ({ dated, repeats }) => {
        const { votes, close } = await usedDatabase().openEmpty();
        for (const { person: who, added, eventAt } of repeats) {
          const vote = aVote({ person: personId(`discord:${who}`), at: eventAt / 1000, eventAt });
          if (added) await votes.cast(vote);
          else await votes.retract(vote);
        }
        const last = new Map(dated.map((event) => [event.person, event.added]));
        const standing = [...last].flatMap(([who, added]) => (added ? [`discord:${who}`] : []));
        expect(
          (await votes.list(['a'], [tenantId('discord:guild')])).map((vote) => vote.person).toSorted(),
        ).toEqual(standing.toSorted());
        expect(await votes.listSince([tenantId('discord:guild')], 0)).toHaveLength(standing.length);
        await close();
      }),
      { numRuns: usedDatabase().runs(100) },
    );
  });

  it('are remembered for a day after a vote was taken back, and read back votes do not bring them in', async () => {
    const { votes } = await aStore();
    const DAY = 24 * 3_600_000;
    await votes.cast(aVote({ at: 1, eventAt: 1000 }));
    expect(await votes.replace('post:p1:', [])).toEqual({ changed: ['a'] });
    await votes.cast(aVote({ at: 1, eventAt: 1000 }));
    expect(await votes.list(['a'], [tenantId('discord:guild')])).toEqual([]);
    // Somebody else takes a vote back more than a day later.
    await votes.retract(aVote({ person: personId('discord:2'), at: DAY + 2, eventAt: DAY * 1000 }));
    await votes.cast(aVote({ at: 1, eventAt: 1000 }));
    expect(await votes.list(['a'], [tenantId('discord:guild')])).toHaveLength(1);
  });
});
