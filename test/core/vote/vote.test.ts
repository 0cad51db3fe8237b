import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countTally,
  listEffectiveVotes,
  NO_VOTES,
  readBallot,
  type Vote,
} from '../../../src/core/vote/vote.ts';
import { personId, tenantId } from '../../support/ids.ts';

const vote = fc.record<Vote>({
  paperId: fc.constantFrom('2604.00001', '2604.00002'),
  person: fc.constantFrom(...['discord:1', 'slack:T/2', 'slack:T/3'].map(personId)),
  tenant: fc.constant(tenantId('discord:9')),
  value: fc.constantFrom(1, -1),
  source: fc.constantFrom('button', 'post:a:up', 'post:a:down'),
  at: fc.integer({ min: 0, max: 5 }),
});

const counts = (votes: Vote[]) => Object.fromEntries(countTally(votes));

describe('votes', () => {
  it('count once a person and paper, whatever their order and repetition', () => {
    fc.assert(
      fc.property(fc.array(vote), fc.infiniteStream(fc.nat()), (votes, random) => {
        const shuffled = [...votes, ...votes]
          .map((one) => ({ one, key: random.next().value }))
          .toSorted((a, b) => a.key - b.key);
        expect(counts(shuffled.map(({ one }) => one))).toEqual(counts(votes));
        const pairs = votes.map(({ paperId, person }) => `${paperId} ${person}`);
        expect(listEffectiveVotes(votes).length).toBe(new Set(pairs).size);
      }),
    );
  });

  it('follow the latest current one: a changed mind counts', () => {
    const base = { paperId: '2604.00001', person: personId('discord:1'), tenant: tenantId('discord:9') };
    const up: Vote = { ...base, value: 1, source: 'post:a:up', at: 1 };
    const down: Vote = { ...base, value: -1, source: 'post:a:down', at: 2 };
    expect(countTally([up, down]).get('2604.00001')).toEqual({ up: 0, down: 1 });
    expect(countTally([up]).get('2604.00001')).toEqual({ up: 1, down: 0 });
  });

  it('of two at one instant count the vote for', () => {
    const base = {
      paperId: '2604.00001',
      person: personId('discord:1'),
      tenant: tenantId('discord:9'),
      at: 1,
    };
    const both: Vote[] = [
      { ...base, value: -1, source: 'b' },
      { ...base, value: 1, source: 'a' },
    ];
    expect(countTally(both).get('2604.00001')).toEqual({ up: 1, down: 0 });
  });

  it('on a card are for or against its paper, on an overview for the n-th', () => {
    expect(readBallot({ kind: 'up' }, ['a'])).toEqual({ paperId: 'a', value: 1 });
    expect(readBallot({ kind: 'down' }, ['a'])).toEqual({ paperId: 'a', value: -1 });
    expect(readBallot({ kind: 'nth', n: 2 }, ['a', 'b'])).toEqual({ paperId: 'b', value: 1 });
  });

  it('that mean no paper are no votes', () => {
    expect(readBallot({ kind: 'nth', n: 3 }, ['a', 'b'])).toBeUndefined();
    expect(readBallot({ kind: 'up' }, ['a', 'b'])).toBeUndefined();
    expect(readBallot({ kind: 'up' }, [])).toBeUndefined();
    expect(NO_VOTES).toEqual({ up: 0, down: 0 });
  });
});
