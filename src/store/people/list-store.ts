import type { Kysely } from 'kysely';
import type { PersonId } from '../../core/base/ids.ts';
import type { ListStore, NumberedList } from '../../core/message/numbered-list.ts';
import { truncate } from '../../core/paper/format.ts';
import type { PaperId } from '../../core/paper/paper.ts';
import { withoutSync } from '../dialect/dialect.ts';
import { readJson } from '../tables/json.ts';
import type { Schema } from '../tables/schema.ts';

/** A list that was not referred to for a month has scrolled away. */
const MAX_AGE_MS = 30 * 86_400_000;

/** For a list with many pages, the papers seen last. */
const MAX_PAPERS = 200;

const MAX_TITLE_LENGTH = 200;

/** The person of a list that was shown to everybody. */
const EVERYBODY = '';

/** Lists that people were shown. A power failure may lose the newest ones: they can be shown again. */
export function createListStore(db: Kysely<Schema>): ListStore {
  async function get(key: string, person: PersonId | typeof EVERYBODY): Promise<NumberedList | undefined> {
    const row = await db
      .selectFrom('shown_list')
      .selectAll()
      .where('place', '=', key)
      .where('person', '=', person)
      .executeTakeFirst();
    return row && { title: row.title, papers: readPapers(row.papers, `${person} ${key}`), at: row.at };
  }

  return {
    find: (key, person) => get(key, person ?? EVERYBODY),

    async save(key, of, list) {
      const person = of ?? EVERYBODY;
      const title = truncate(list.title, MAX_TITLE_LENGTH);
      const before = list.papers.has(1) ? undefined : await get(key, person);
      const earlier = before?.title === title ? [...before.papers] : [];
      const papers = [...new Map([...earlier, ...list.papers])].slice(-MAX_PAPERS);
      const row = { title, papers: JSON.stringify(papers), at: list.at };
      await withoutSync(db, async (own) => {
        await own
          .insertInto('shown_list')
          .values({ place: key, person, ...row })
          .onConflict((c) => c.columns(['person', 'place']).doUpdateSet(row))
          .execute();
        await own
          .deleteFrom('shown_list')
          .where('at', '<', list.at - MAX_AGE_MS)
          .execute();
      });
    },
  };
}

/** The numbered papers of a row. */
export function readPapers(text: string, key: string): Map<number, PaperId> {
  return new Map(readJson(text, { table: 'shown_list', key, column: 'papers' }, isPairs));
}

function isPairs(value: unknown): value is Array<[number, PaperId]> {
  return (
    Array.isArray(value) &&
    value.every(
      (pair: unknown) => Array.isArray(pair) && typeof pair[0] === 'number' && typeof pair[1] === 'string',
    )
  );
}
