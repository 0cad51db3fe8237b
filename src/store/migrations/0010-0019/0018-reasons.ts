import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The columns as they were. */
type Before = {
  delivery: {
    channel: string;
    slot: number;
    state: string;
    reason: string | null;
    fix: string | null;
    digest: string | null;
  };
  subscription: { channel: string; paused: string | null };
};

interface Coded {
  readonly code: string;
  readonly values: object;
}

const AT_ONCE = 500;

/**
 * Reasons become codes with their values, as JSON; so do the labels of the summands of a score, and a fix follows from the code. What
 * was stored as a sentence that says for certain what it means gets its code, anything else stays in its words.
 */
export const reasons: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const before = db.withTables<Before>();
    await convertDeliveries(before);
    await convertPauses(before);
    await db.schema.alterTable('delivery').dropColumn('fix').execute();
  },
};

async function convertDeliveries(db: Kysely<Before>): Promise<void> {
  let last = { channel: '', slot: 0 };
  for (;;) {
    const rows = await db
      .selectFrom('delivery')
      .select(['channel', 'slot', 'state', 'reason', 'fix', 'digest'])
      .where(({ eb, or, and }) =>
        or([
          eb('channel', '>', last.channel),
          and([eb('channel', '=', last.channel), eb('slot', '>', last.slot)]),
        ]),
      )
      .orderBy('channel')
      .orderBy('slot')
      .limit(AT_ONCE)
      .execute();
    for (const { channel, slot, state, reason, fix, digest } of rows) {
      if (reason === null && digest === null) continue;
      const coded = reason === null ? null : JSON.stringify(toCode(reason, fix, state));
      await db
        .updateTable('delivery')
        .set({ reason: coded, digest: digest === null ? null : convertDigest(digest) })
        .where('channel', '=', channel)
        .where('slot', '=', slot)
        .execute();
    }
    const end = rows.at(-1);
    if (!end) return;
    last = { channel: end.channel, slot: end.slot };
  }
}

async function convertPauses(db: Kysely<Before>): Promise<void> {
  const rows = await db
    .selectFrom('subscription')
    .select(['channel', 'paused'])
    .where('paused', 'is not', null)
    .execute();
  for (const { channel, paused } of rows) {
    const pause = parse(paused ?? '');
    if (typeof pause?.reason !== 'string') continue;
    const { reason, fix, ...others } = pause;
    const converted = { ...others, reason: pauseCode(reason, fix, others.by) };
    await db
      .updateTable('subscription')
      .set({ paused: JSON.stringify(converted) })
      .where('channel', '=', channel)
      .execute();
  }
}

/** A digest's `why`: `{ label, points }` becomes `{ code, values, points }`. */
function convertDigest(stored: string): string {
  const digest = parse(stored);
  // What is damaged stays, and is reported when it is read.
  if (!Array.isArray(digest?.papers)) return stored;
  const papers = digest.papers.map((paper: { why?: unknown }) => {
    if (!Array.isArray(paper?.why) || !paper.why.every(isPart)) return paper;
    return { ...paper, why: paper.why.map(convertPart) };
  });
  return JSON.stringify({ ...digest, papers });
}

interface Part {
  readonly label?: unknown;
  readonly points?: unknown;
}

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null;
}

function convertPart({ label, points }: Part): object {
  return { ...inWords(String(label)), points };
}

const UNAVAILABLE = 'Hugging Face could not be reached';
const PAUSED = 'The channel is paused: ';

/** A process that was killed may have had it in hand: it waits all the same. */
const UNSETTLED: readonly string[] = ['due', 'claimed', 'sending'];

function toCode(reason: string, fix: string | null, state: string): Coded {
  if (reason === 'The channel is no longer subscribed.') return { code: 'not-subscribed', values: {} };
  // Version 0.1.0 wrote a server's words and its address behind it, which are nobody's business in a channel.
  if (reason.startsWith(UNAVAILABLE))
    return { code: UNSETTLED.includes(state) ? 'waits-for-source' : 'source-away', values: {} };
  if (reason.startsWith(PAUSED))
    return { code: 'channel-paused', values: { pause: inWords(reason.slice(PAUSED.length)) } };
  return emptyDay(reason) ?? inWords(reason, fix);
}

/** `No new papers: this channel has seen all 12 papers of 2026-04-29.` and its like. */
function emptyDay(reason: string): Coded | undefined {
  if (reason.startsWith('No daily papers are known')) return { code: 'no-edition', values: {} };
  const isShown = reason.startsWith('No new papers: ');
  if (!isShown && !reason.startsWith('None of the ')) return undefined;
  const words = reason.split(' ').map((word) => (word.endsWith('.') ? word.slice(0, -1) : word));
  const count = words
    .filter((word) => word !== '')
    .map(Number)
    .find(Number.isInteger);
  const days = words.filter((word) => word.length === 10 && !Number.isNaN(Date.parse(word)));
  const [from, to = from] = days;
  if (count === undefined || from === undefined) return undefined;
  return { code: isShown ? 'all-shown' : 'all-filtered', values: { count, from, to } };
}

function pauseCode(reason: string, fix: unknown, by: unknown): Coded {
  if (by === 'departure') return { code: 'removed', values: { graceDays: 30 } };
  if (by !== 'person') return inWords(reason, typeof fix === 'string' ? fix : JSON.stringify(fix ?? null));
  if (reason === 'paused by hand') return { code: 'by-hand', values: {} };
  return { code: 'typed', values: { text: reason } };
}

/** A sentence that stays one. A fix is a text, or its spans as JSON. */
function inWords(text: string, fix: string | null = null): Coded {
  const spans: unknown = fix?.startsWith('[{"') ? parse(`{"spans":${fix}}`)?.spans : undefined;
  const fixText = spans ?? (fix === 'null' ? null : fix);
  return { code: 'text', values: { text, ...(fixText === null ? {} : { fix: fixText }) } };
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
