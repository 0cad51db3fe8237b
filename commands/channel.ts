import { InputError } from '../src/core/base/errors.ts';
import type { ChannelId } from '../src/core/base/ids.ts';
import type { Text } from '../src/core/base/text.ts';
import { commandSpan, sentences, words } from '../src/core/base/text.ts';
import type { CommandContext } from '../src/core/command/command.ts';
import { languageName } from '../src/core/command/read-language.ts';
import { counted, momentLabel } from '../src/core/paper/format.ts';
import { blockingLine } from '../src/core/platform/check-line.ts';
import { describeCatchUp } from '../src/core/schedule/catch-up.ts';
import { describeCron } from '../src/core/schedule/schedule-words.ts';
import type { Layout, Subscription } from '../src/core/schedule/subscription.ts';

/** The channel in which somebody asks. */
export function channelOf({ asker }: CommandContext): ChannelId {
  return `${asker.platform}:${asker.channel}`;
}

/** The subscription of this channel; throws an `InputError` when it has none. */
export async function subscriptionHere(context: CommandContext): Promise<Subscription> {
  const found = await context.services.store.subscriptions.get(channelOf(context));
  if (found) return found;
  throw new InputError('not-subscribed', 'This channel has no daily post.', {
    fix: words`Whoever manages the channel can set one up with ${commandSpan('subscribe')}.`,
  });
}

/** What is amiss with this channel, what to do, and whether posts are kept from it; `undefined` when nothing is. */
export async function troubleHere(
  context: CommandContext,
  layout: Layout,
): Promise<{ readonly text: Text; readonly blocks: boolean } | undefined> {
  const troubles = (await context.services.checkChannel(channelOf(context), layout)).filter(({ ok }) => !ok);
  const blocking = blockingLine(troubles);
  const trouble = blocking ?? troubles.find(({ minor }) => !minor) ?? troubles[0];
  if (!trouble) return undefined;
  return { text: sentences(trouble.what, trouble.fix), blocks: blocking !== undefined };
}

const LAYOUTS: Readonly<Record<Layout, string>> = {
  thread: 'An overview, and a thread with a card for each paper',
  cards: 'A card for each paper',
  compact: 'An overview only',
};

/** What a channel asked for, as named values. */
export function settingsFields(
  subscription: Subscription,
  language: string,
): Array<{ name: string; value: Text }> {
  const { cron, zone, count, layout, topics, without, minVotes, emptyDays, paused, nextDueAt } = subscription;
  return [
    { name: 'When', value: sentenceStart(`${describeCron(cron)} (${zone})`) },
    {
      name: 'Next post',
      value: paused ? `Paused: ${paused.reason}` : momentLabel(nextDueAt, zone, language),
    },
    { name: 'Papers', value: `${count} at most` },
    { name: 'Layout', value: LAYOUTS[layout] },
    { name: 'Topics', value: topics.length > 0 ? topics.join(', ') : 'All' },
    ...(without.length > 0 ? [{ name: 'Left out', value: without.join(', ') }] : []),
    ...(minVotes > 0 ? [{ name: 'Votes', value: `At least ${counted(minVotes, 'upvote', language)}` }] : []),
    { name: 'Language', value: languageName(subscription.language) },
    { name: 'Days without papers', value: emptyDays === 'say' ? 'Say so once' : 'Stay silent' },
    {
      name: 'Missed posts',
      value: subscription.catchUp === 'skip' ? 'Skip them' : `Post ${describeCatchUp(subscription)}`,
    },
  ];
}

function sentenceStart(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
