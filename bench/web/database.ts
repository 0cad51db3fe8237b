import { addDays } from '../../src/core/base/calendar.ts';
import { type ChannelId, toChannelId, toPersonId, toTenantId } from '../../src/core/base/ids.ts';
import type { Day } from '../../src/core/base/time.ts';
import { toPostId } from '../../src/core/digest/post-plan.ts';
import type { Paper } from '../../src/core/paper/paper.ts';
import { DEFAULT_SUBSCRIPTION } from '../../src/core/schedule/subscription.ts';
import type { Store } from '../../src/core/store/store.ts';
import type { Vote } from '../../src/core/vote/vote.ts';
import { readRecordedDays, readSampleDays } from '../../src/demo/day-files.ts';
import { parseList } from '../../src/sources/hugging-face/parse-list.ts';
import { openStore } from '../../src/store/open-store.ts';
import { CardFiller } from '../../src/web/base/card-filler.ts';
import { hashText, SIMILAR } from '../../src/web/base/similar-papers.ts';
import { generator, grow } from '../search/corpus.ts';
import { silentLog } from '../search/memory-papers.ts';

export const NEWEST: Day = '2026-04-30';
export const CHANNEL = 'ml-papers';

const TENANT = toTenantId('discord', '10');
const PAPERS_A_DAY = 50;
const BATCH = 1000;
/** The public channel has a year of weekdays behind it, with five papers each. */
const CHANNEL_DAYS = 260;
const PAPERS_POSTED = 5;
const VOTES = 20;

/** The bundled papers, or those of a folder of recorded days. */
function readOriginals(folder: string | undefined): readonly Paper[] {
  const files = folder === undefined ? readSampleDays() : readRecordedDays(folder);
  const papers = files.days.flatMap((day) => parseList(files.read(day), 'recording').papers);
  return [...new Map(papers.map((paper) => [paper.id, paper])).values()];
}

/** Papers made of real ones, fifty a day, and a channel that posted some of them. `false` where an earlier run has saved them. */
export async function fillDatabase(url: string, size: number, folder: string | undefined): Promise<boolean> {
  const store = await openStore({ url, log: silentLog });
  try {
    // It comes last: where it is there, everything is.
    if (await store.publicChannels.find(CHANNEL)) return false;
    // Each paper has a time of its own, and all are over when the bot starts at noon.
    const at = Date.parse(`${NEWEST}T06:00:00Z`);
    const listed = await savePapers(store, readOriginals(folder), { size, at });
    for (let n = 0; n * PAPERS_A_DAY < size; n++) {
      const paperIds = listed.slice(n * PAPERS_A_DAY, (n + 1) * PAPERS_A_DAY);
      await store.editions.save({ day: addDays(NEWEST, -n), state: 'closed', paperIds, fetchedAt: at });
    }
    await storeCards(store);
    await storeSimilar(store, size);
    await fillChannel(store, listed);
    return true;
  } finally {
    await store.close();
  }
}

/** As the process does in the background, but for the choice of sentences, which takes minutes for so many and is not measured here. */
async function storeCards(store: Store): Promise<void> {
  const findCardSummary = ({ abstract }: Paper) => ({
    text: abstract.slice(0, 400),
    by: 'sentences of the abstract',
  });
  const makeCards = async (papers: readonly Paper[]) => papers.map(findCardSummary);
  await new CardFiller({ store, log: silentLog, findCardSummary, makeCards }).run(
    new AbortController().signal,
  );
}

/** As the process does in the background, but for the searches, which take hours for so many: those saved before a paper are like it. */
async function storeSimilar(store: Store, paperCount: number): Promise<void> {
  for await (const papers of store.papers.readAll(BATCH)) {
    const ids = papers.map(({ id }) => id);
    await store.similar.put(
      papers.map((paper, i) => ({
        ...{ paperId: paper.id, textChecksum: hashText(paper), paperCount },
        similar: [...ids.slice(0, SIMILAR), ...ids.slice(Math.max(0, i - SIMILAR), i)].slice(-SIMILAR),
      })),
    );
  }
}

/** Returns their ids. */
async function savePapers(
  store: Store,
  originals: readonly Paper[],
  { size, at }: { readonly size: number; readonly at: number },
): Promise<string[]> {
  const docs = originals.map(({ id, title, abstract }) => ({ id, title, text: abstract }));
  const isNew = (await store.papers.count()) < size;
  const listed: string[] = [];
  let batch: Paper[] = [];
  for (const { id, title, text } of grow(docs, size).docs()) {
    const original = originals[listed.length % originals.length];
    batch.push({ ...original, id, title, abstract: text, authors: original?.authors ?? [] });
    listed.push(id);
    if (batch.length < BATCH && listed.length < size) continue;
    if (isNew) await store.papers.save(batch, at);
    batch = [];
  }
  return listed;
}

async function fillChannel(store: Store, listed: readonly string[]): Promise<void> {
  const channel = toChannelId('discord', '100');
  const random = generator(1);
  const votes: Vote[] = [];
  for (let n = 0; n < CHANNEL_DAYS && n * PAPERS_A_DAY < listed.length; n++) {
    const paperIds = listed.slice(n * PAPERS_A_DAY, n * PAPERS_A_DAY + PAPERS_POSTED);
    await post(store, { channel, day: addDays(NEWEST, -n), paperIds });
    for (const paperId of paperIds)
      for (let voter = 0; voter < VOTES; voter++)
        votes.push({
          ...{ paperId, tenant: TENANT, source: 'button', at: 1, value: random() < 0.8 ? 1 : -1 },
          person: toPersonId('discord', String(1000 + voter)),
        });
  }
  await store.votes.replace('button', votes);
  await store.subscriptions.put({
    ...{ ...DEFAULT_SUBSCRIPTION, channel, tenant: TENANT, publicName: CHANNEL },
    ...{ nextDueAt: Number.MAX_SAFE_INTEGER, createdAt: 0 },
  });
}

interface PostedDay {
  readonly channel: ChannelId;
  readonly day: Day;
  readonly paperIds: readonly string[];
}

async function post(store: Store, { channel, day, paperIds }: PostedDay): Promise<void> {
  const key = { channel, slot: Date.parse(`${day}T09:00:00Z`) };
  const common = { channel, slot: key.slot, inThread: false, state: 'planned' } as const;
  const posts = [
    { ...common, id: toPostId(key, 0), seq: 0, kind: 'overview', paperIds } as const,
    ...paperIds.map(
      (id, i) => ({ ...common, id: toPostId(key, i + 1), seq: i + 1, kind: 'card', paperIds: [id] }) as const,
    ),
  ];
  const papers = paperIds.map((paperId) => ({ paperId, score: 1, why: [], day }));
  await store.deliveries.enqueue(key, key.slot);
  await store.deliveries.plan(key, { day, papers }, posts, key.slot);
  for (const { id } of posts) {
    const sent = { channel: '100', messageId: id, tenant: TENANT };
    await store.posts.mark(id, 'sent', key.slot, sent);
  }
  await store.deliveries.settle(key, { state: 'sent' }, key.slot);
}
