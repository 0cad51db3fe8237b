import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The columns that are read; the key has all but the last. */
type Before = {
  summary: {
    paper_id: string;
    style: string;
    language: string;
    model: string;
    prompt_version: number;
    summary: string;
  };
};

const AT_ONCE = 500;
const KEY = ['paper_id', 'style', 'language', 'model', 'prompt_version'] as const;

/**
 * What the reader of a model’s summary should know becomes codes with their values, and who wrote it what of the paper the model was
 * shown. Notes that are there stay in their words. A summary that cannot be read is left as it is.
 */
export const summaryNotes: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const before = db.withTables<Before>();
    for (let after = '', rows = await listRows(before, after); rows.length > 0; ) {
      for (const { summary, ...key } of rows) {
        const converted = convert(summary);
        if (converted === undefined) continue;
        await before
          .updateTable('summary')
          .set({ summary: converted })
          .where((w) => w.and(key))
          .execute();
      }
      after = rows.at(-1)?.paper_id ?? '';
      rows = await listRows(before, after);
    }
  },
};

/** The rows of whole papers: a paper has a few. */
async function listRows(db: Kysely<Before>, after: string) {
  const papers = await db
    .selectFrom('summary')
    .select('paper_id')
    .distinct()
    .where('paper_id', '>', after)
    .orderBy('paper_id')
    .limit(AT_ONCE)
    .execute();
  const last = papers.at(-1)?.paper_id;
  if (last === undefined) return [];
  return db
    .selectFrom('summary')
    .select([...KEY, 'summary'])
    .where('paper_id', '>', after)
    .where('paper_id', '<=', last)
    .orderBy('paper_id')
    .execute();
}

function convert(text: string): string | undefined {
  try {
    const { style, points, by, notes } = JSON.parse(text);
    if (typeof by !== 'string' || !Array.isArray(notes)) return undefined;
    const coded = notes.map((note) => ({ code: 'text', values: { text: String(note) } }));
    const source = by.endsWith('the full text') ? 'full' : 'abstract';
    return JSON.stringify({ style, points, source, notes: coded });
  } catch {
    return undefined;
  }
}
