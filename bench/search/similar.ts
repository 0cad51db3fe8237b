import { RANKING } from '../../src/search/ranking/ranking-parameters.ts';
import { type Collection, readCollection } from './collection.ts';
import type { Judgments } from './judgments.ts';
import { measureQuality } from './measures.ts';
import { buildMemoryIndex } from './memory-index.ts';
import { toPaper } from './memory-papers.ts';
import { table } from './table.ts';

/**
 * `node bench/search/similar.ts FOLDER…`: do the neighbors of a paper answer the questions that it answers? Every paper
 * that answers a question is asked for; those that answer the same are right.
 */
function measure(folder: string): string[] {
  const collection = readCollection(folder);
  const papers = new Map(collection.docs.map((doc) => [doc.id, toPaper(doc)]));
  const judgments = sharing(collection);
  return [true, false].flatMap((withModel) => {
    const index = buildMemoryIndex(collection.docs, { latent: withModel });
    const answers = [...judgments.keys()].map((id): [string, string[]] => {
      const paper = papers.get(id);
      if (!paper) return [id, []];
      const feedbackPapers = index
        .findSimilar(paper, RANKING.similarFeedbackPapers)
        .hits.flatMap(({ paperId }) => papers.get(paperId) ?? []);
      const { hits } = index.findSimilar(paper, 50, feedbackPapers);
      return [id, hits.map(({ paperId }) => paperId)];
    });
    const { ndcg, recall } = measureQuality(new Map(answers), judgments);
    return [ndcg.toFixed(4), recall.toFixed(4)];
  });
}

/** For each document those that share a question with it. */
function sharing({ docs, judgments }: Collection): Judgments {
  const known = new Set(docs.map(({ id }) => id));
  const shared = new Map<string, Map<string, number>>();
  for (const judged of judgments.values()) {
    const ids = [...judged.keys()].filter((id) => known.has(id));
    for (const id of ids) {
      const others = ids.filter((other) => other !== id);
      if (others.length === 0) continue;
      const before = shared.get(id) ?? new Map<string, number>();
      shared.set(id, new Map([...before, ...others.map((other) => [other, 1] as const)]));
    }
  }
  return shared;
}

const head = ['folder', 'nDCG@10', 'recall@50', 'words alone: nDCG@10', 'recall@50'];
const rows = process.argv.slice(2).map((folder) => [folder, ...measure(folder)]);
process.stdout.write(`${table(head, rows)}\n`);
