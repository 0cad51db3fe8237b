import { describe, expect, test } from 'vitest';
import type { Paper } from '../../../src/core/paper/paper.ts';
import { ChangeFeed } from '../../../src/search/index/change-feed.ts';
import { aLog, changingPapers, paper } from '../support.ts';

function createFeed(papers: ReturnType<typeof changingPapers>, since = 1_000_000) {
  const taken: string[] = [];
  const feed = new ChangeFeed({
    papers: papers.source,
    since,
    take: async (changed: readonly Paper[]) => {
      taken.push(...changed.map(({ id }) => id));
    },
    log: aLog(),
  });
  return { feed, taken };
}

describe('the change feed', () => {
  test('passes on what was saved since, once', async () => {
    const papers = changingPapers([paper('old', 'x')]);
    const { feed, taken } = createFeed(papers);
    papers.save([paper('new', 'x')], 1_000_500);
    await feed.catchUp();
    await feed.catchUp();
    expect(taken).toEqual(['new']);
  });

  test('hands a paper on again when it changed again', async () => {
    const papers = changingPapers([]);
    const { feed, taken } = createFeed(papers);
    papers.save([paper('a', 'x')], 1_000_500);
    await feed.catchUp();
    papers.save([paper('a', 'y')], 1_000_600);
    await feed.catchUp();
    expect(taken).toEqual(['a', 'a']);
  });

  test('passes on all of a thousand papers of one save', async () => {
    const papers = changingPapers([]);
    const { feed, taken } = createFeed(papers);
    const many = Array.from({ length: 1000 }, (_, i) => paper(`p${i}`, 'x'));
    papers.save(many, 1_000_500);
    papers.save([paper('after', 'x')], 1_001_500);
    await feed.catchUp();
    expect(new Set(taken).size).toBe(1001);
    expect(taken).toHaveLength(1001);
  });

  test('goes on after a look that failed, and says so', async () => {
    const papers = changingPapers([]);
    const log = aLog();
    let looks = 0;
    const source = {
      ...papers.source,
      listChangedSince: async () => {
        looks += 1;
        if (looks === 1) throw new Error('busy');
        return [];
      },
    };
    const feed = new ChangeFeed({
      papers: source,
      since: 0,
      take: async () => undefined,
      log,
    });
    feed.start(1);
    while (looks < 3) await new Promise((resolve) => setTimeout(resolve, 1));
    feed.stop();
    expect(log.lines.map(({ message }) => message)).toEqual([
      'The search index could not look for changed papers',
    ]);
  });
});
