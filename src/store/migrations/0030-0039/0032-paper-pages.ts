import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Papers have the address of their page, as their source says; until now it was made of the id, as on Hugging Face. Only papers that
 * Hugging Face listed have upvotes. The card with the title on it, which 0.1.0 saved as their picture, goes.
 */
export const paperPages: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      update paper set facts = replace(facts,
        ',"thumbnailUrl":"https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/' || id || '.png"', '')
      where facts like '%cdn-thumbnails.huggingface.co%'`.execute(db);
    await sql`
      update paper set facts =
        substr(facts, 1, length(facts) - 1) || ',"pageUrl":"https://huggingface.co/papers/' || id || '"}'
      where facts like '%"upvotes":%' and facts not like '%"pageUrl":%' and id not like 'local:%'`.execute(
      db,
    );
  },
};
