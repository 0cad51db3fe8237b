import type { Clock } from '../base/clock.ts';
import { InputError } from '../base/errors.ts';
import type { Delivery, DeliveryKey } from '../delivery/delivery.ts';
import type { Asker, Reply } from '../message/interaction.ts';
import { DIRECT_LIST_KEY, listIn, type NumberedList } from '../message/numbered-list.ts';
import { wordOverviewTitle } from '../message/overview.ts';
import { truncate } from '../paper/format.ts';
import type { PaperId } from '../paper/paper.ts';
import type { Store } from '../store/store.ts';
import { problems, texts } from './texts.ts';

export interface PaperNumbers {
  /** The lists that the asker can mean by a number, the most likely first. */
  findLists(asker: Asker): Promise<NumberedList[]>;
  /** The paper with a number; throws an `InputError` that names the available lists. `onScreen` takes precedence over them. */
  getPaper(asker: Asker, n: number, onScreen?: ReadonlyMap<number, PaperId>): Promise<PaperId>;
  /** Saves the list that an answer shows. */
  remember(asker: Asker, reply: Reply): Promise<void>;
}

/** For this long a list that a person asked for is meant, even when a digest has been posted meanwhile. */
const ASKED_FOR_MS = 60 * 60_000;

/** How many slots are searched for the newest digest: pauses and days without papers have none. */
const LOOKED_BACK = 20;

/** `2`, `#2` or `2.`, as people copy it from a list. */
export function readNumber(typed: unknown): number | undefined {
  const [, digits] = /^#?(\d{1,4})\.?$/.exec(String(typed ?? '').trim()) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/**
 * The meaning of a number for a person: a paper of the newest list that they were shown in this thread, otherwise of the
 * thread's digest; elsewhere of the newest list in this channel, otherwise of the newest digest posted there. Lists are saved in the store and not in memory: a list stays on the screen across a restart of
 * the bot, and after losing it the number would silently refer to a paper of another list.
 */
export function createPaperNumbers({ store, clock }: { store: Store; clock: Clock }): PaperNumbers {
  async function findLists(asker: Asker): Promise<NumberedList[]> {
    const inThread = asker.thread === undefined ? [] : await findListsAt(asker, asker.thread);
    return [...inThread, ...(await findListsAt(asker, asker.channel))];
  }

  async function findListsAt(asker: Asker, id: string): Promise<NumberedList[]> {
    const key = toListKey(asker, id);
    const own = await store.lists.find(key, asker.person);
    const others = [await store.lists.find(key, undefined), await findDigestAt(asker, id)]
      .filter((list) => list !== undefined)
      .toSorted((a, b) => b.at - a.at);
    if (!own) return others;
    if (clock.now() - own.at < ASKED_FOR_MS) return [own, ...others];
    return [own, ...others].toSorted((a, b) => b.at - a.at);
  }

  /** In a thread the digest it belongs to; otherwise the newest one posted in the channel. */
  async function findDigestAt(asker: Asker, id: string): Promise<NumberedList | undefined> {
    const { platform, channel, thread } = asker;
    if (id !== thread) return findNewestDigest(asker);
    const post = await store.posts.findByMessage(platform, channel, id);
    const delivery = post && (await store.deliveries.find(post));
    return delivery && toList(delivery, asker);
  }

  async function findNewestDigest(asker: Asker): Promise<NumberedList | undefined> {
    const recent = await store.deliveries.listRecent(asker.channelId, LOOKED_BACK);
    for (const delivery of recent)
      if (delivery.digest && (await isPosted(delivery))) return toList(delivery, asker);
    return undefined;
  }

  async function isPosted(key: DeliveryKey): Promise<boolean> {
    return (await store.posts.listOfDelivery(key)).some(
      ({ state }) => state === 'sent' || state === 'unknown',
    );
  }

  return {
    findLists,
    async getPaper(asker, n, onScreen) {
      const shown = onScreen?.get(n);
      if (shown !== undefined) return shown;
      const known = await findLists(asker);
      const [meant] = known;
      // If the list on the screen lacks the number, no older list that has it is used instead.
      const id = onScreen?.size ? undefined : meant?.papers.get(n);
      if (id !== undefined) return id;
      throw createNoSuchNumberError(n, known);
    },
    async remember(asker, reply) {
      if (reply.kind !== 'message' && reply.kind !== 'update') return;
      const list = listIn(reply.message, clock.now());
      if (!list) return;
      const isShared = reply.kind === 'message' && reply.shared === true;
      const { channel, thread = channel, pressedInThread = thread } = asker;
      for (const id of new Set([thread, pressedInThread]))
        await store.lists.save(toListKey(asker, id), isShared ? undefined : asker.person, list);
    },
  };
}

/** The key includes the workspace: on Slack two of them may share a channel. */
function toListKey({ tenant, isDirect }: Asker, id: string): string {
  return isDirect ? DIRECT_LIST_KEY : `${tenant} ${id}`;
}

function toList({ digest, slot }: Delivery, { locale = 'en' }: Asker): NumberedList | undefined {
  if (!digest) return undefined;
  const papers = new Map(digest.papers.map(({ paperId }, i) => [i + 1, paperId]));
  return { title: wordOverviewTitle({ ...digest, language: locale }), papers, at: slot };
}

function createNoSuchNumberError(n: number, lists: readonly NumberedList[]): InputError {
  if (lists.length === 0) return new InputError(problems.numberWithoutList({ n }));
  const named = lists.map(({ title, papers }) => `${truncate(title, 80)} (${wordRange([...papers.keys()])})`);
  return new InputError(problems.numberUnknown({ n, lists: [...new Set(named)].join('; ') }));
}

/** `1 to 10`, also `11 to 20` where only that page was shown. */
function wordRange(numbers: readonly number[]): string {
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  return first === last ? `${first}` : texts.numbers({ first, last });
}
