import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

interface Row {
  readonly channel: string;
  readonly settings: string;
}

/**
 * A topic of several words was a phrase and is now words near each other, unless it is in quotes: what was set as a
 * phrase gets its quotes, so that no channel's filter changes.
 */
export const quotedTopics: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const { rows } = await sql<Row>`select channel, settings from subscription`.execute(db);
    for (const { channel, settings } of rows) {
      const quoted = withQuotes(settings);
      if (quoted !== settings)
        await sql`update subscription set settings = ${quoted} where channel = ${channel}`.execute(db);
    }
  },
};

function withQuotes(settings: string): string {
  const read = readObject(settings);
  if (!read) return settings;
  const changed = { ...read };
  for (const name of ['topics', 'without'] as const) {
    const terms = read[name];
    if (Array.isArray(terms)) changed[name] = terms.map(quote);
  }
  return JSON.stringify(changed);
}

function quote(term: unknown): unknown {
  return typeof term === 'string' && term.includes(' ') ? term.replace(/^(-?)(.*)$/s, '$1"$2"') : term;
}

/** A row that somebody damaged stays as it is: who reads it says so. */
function readObject(text: string): Record<string, unknown> | undefined {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null ? { ...read } : undefined;
  } catch {
    return undefined;
  }
}
