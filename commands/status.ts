import type { Text } from '../src/core/base/text.ts';
import { commandSpan, sentences, words } from '../src/core/base/text.ts';
import type { Command } from '../src/core/command/command.ts';
import type { CategoriesTrouble } from '../src/core/command/services.ts';
import type { Delivery } from '../src/core/delivery/delivery.ts';
import { utcDay } from '../src/core/paper/edition.ts';
import { counted, fullNumber, momentLabel } from '../src/core/paper/format.ts';
import { channelOf } from './channel.ts';
import { languageOf } from './views.ts';

const LAST = 5;

const WORDS = {
  sent: 'posted',
  skipped: 'nothing posted',
  failed: 'failed',
  'in-doubt': 'in doubt',
  due: 'waiting',
  claimed: 'being prepared',
  sending: 'being posted',
} as const satisfies Record<Delivery['state'], string>;

/** Whether the papers come in, and what became of the last posts here. */
export const status: Command = {
  name: 'status',
  summary: 'Whether the papers are up to date, and how the last posts here went',
  example: 'status',
  options: [],
  async run(context) {
    const { services, asker } = context;
    const { store, clock } = services;
    const language = languageOf(context);
    const subscription = await store.subscriptions.get(channelOf(context));
    const zone = subscription?.zone ?? asker.zone ?? 'UTC';
    const posts = await store.deliveries.recent(channelOf(context), LAST);
    const doing = services.search.doing();
    const { lastSuccess, publicError, categories } = services.refreshStatus();
    // After a restart what is kept may be old, and the source away.
    const fetchedAt = lastSuccess ?? (await store.editions.latest(1, utcDay(clock.now())))[0]?.fetchedAt;
    const age =
      fetchedAt === undefined
        ? 'not fetched yet'
        : `fetched ${agoInWords(clock.now() - fetchedAt, language)}`;
    return {
      kind: 'message',
      message: {
        kind: 'fields',
        title: 'Status',
        fields: [
          {
            name: 'Papers',
            value: `${fullNumber(await store.papers.count(), language)} kept, ${age}${publicError ? `. ${publicError} What was fetched before is shown.` : ''}`,
          },
          ...(categories === undefined
            ? []
            : [{ name: 'Categories', value: withoutCategories(categories, clock.now(), language) }]),
          ...(doing === undefined ? [] : [{ name: 'Search', value: doing }]),
          { name: 'Next post here', value: nextHere(subscription, language) },
          ...posts.map((delivery) => ({
            name: momentLabel(delivery.slot, zone, language),
            value: told(delivery, language),
          })),
          ...(posts.length === 0 ? [{ name: 'Last posts', value: 'None here yet.' }] : []),
        ],
      },
    };
  },
};

/** Channels whose topics are categories wait for arXiv, and this is why. */
function withoutCategories(
  { since, reason, papers }: CategoriesTrouble,
  now: number,
  language: string,
): string {
  const count = counted(papers, 'recent paper', language);
  return `arXiv has not given the categories of ${count}. It first failed ${agoInWords(now - since, language)}: ${reason} It is asked again with every refresh.`;
}

function agoInWords(ms: number, language: string): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  const told = (count: number, noun: string) => `${counted(Math.round(count), noun, language)} ago`;
  if (minutes < 120) return told(minutes, 'minute');
  return minutes < 48 * 60 ? told(minutes / 60, 'hour') : told(minutes / 1440, 'day');
}

function nextHere(
  subscription: Awaited<
    ReturnType<Parameters<Command['run']>[0]['services']['store']['subscriptions']['get']>
  >,
  language: string,
): Text {
  if (!subscription)
    return words`This channel is not subscribed. ${commandSpan('subscribe')} sets up its daily post.`;
  const { paused, nextDueAt, zone } = subscription;
  return paused ? sentences(`paused: ${paused.reason}`, paused.fix) : momentLabel(nextDueAt, zone, language);
}

/** One outcome in words: what, why, and what to do. */
function told({ state, digest, reason, fix }: Delivery, language: string): Text {
  const count = digest && state === 'sent' ? `, ${counted(digest.papers.length, 'paper', language)}` : '';
  return sentences(`${WORDS[state]}${count}`, reason, fix);
}
