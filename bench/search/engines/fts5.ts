import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { STOP_WORDS } from '../../../src/core/matching/stop-words.ts';
import type { Corpus } from '../corpus.ts';
import { type Engine, words } from './engine.ts';

/**
 * SQLite's FTS5. Plain: as it comes, any word. Tuned: Porter stemming, stop words out, the title counted three times.
 * With all words demanded, as MATCH does by itself, questions of natural length find nothing.
 */
export function fts5(tuned: boolean): Engine {
  let database: DatabaseSync | undefined;
  let query: StatementSync | undefined;
  return {
    build: async (corpus, folder) => {
      const path = join(folder, 'fts5.db');
      const isNew = !existsSync(path);
      database = new DatabaseSync(path);
      if (isNew) fill(database, corpus, tuned ? 'porter unicode61' : 'unicode61');
      query = database.prepare(
        `SELECT id FROM docs WHERE docs MATCH ? ORDER BY bm25(docs, 0, ${tuned ? 3 : 1}, 1) LIMIT ?`,
      );
    },
    search: async (text, limit) => {
      const asked = [...new Set(words(text))].filter((word) => !tuned || !STOP_WORDS.has(word));
      if (asked.length === 0) return [];
      const rows = query?.all(asked.map((word) => `"${word}"`).join(' OR '), limit) ?? [];
      return rows.map((row) => String(row.id));
    },
    close: async () => database?.close(),
  };
}

function fill(database: DatabaseSync, corpus: Corpus, tokenizer: string): void {
  database.exec(`CREATE VIRTUAL TABLE docs USING fts5(id UNINDEXED, title, text, tokenize='${tokenizer}')`);
  const insert = database.prepare('INSERT INTO docs VALUES (?, ?, ?)');
  database.exec('BEGIN');
  for (const { id, title, text } of corpus.docs()) insert.run(id, title, text);
  database.exec('COMMIT');
}
