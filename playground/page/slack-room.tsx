import { type ReactNode, useState } from 'react';
import type { DiscordView, SlackMessageView, SlackView } from '../protocol.ts';
import { Files } from './files.tsx';
import { Scroll } from './scroll.tsx';
import { SlackComposer, SlackThreadComposer } from './slack-composer.tsx';
import { SlackMessage, toDate } from './slack-message.tsx';
import { texts } from './texts.ts';
import { dayLine } from './times.ts';

type Channel = SlackView['channels'][number];

const repliesTo = ({ messages }: Channel, { ts }: SlackMessageView) =>
  messages.filter((message) => message.threadTs === ts && message.ts !== ts);

type Ephemeral = Channel['ephemerals'][number];
type Item = { readonly ts: string } & (
  | { readonly message: SlackMessageView }
  | { readonly ephemeral: Ephemeral }
);

/** Messages and what only the person sees, in the order in which they came. */
function inOrder(messages: readonly SlackMessageView[], ephemerals: readonly Ephemeral[]): Item[] {
  const items: Item[] = [
    ...messages.map((message) => ({ ts: message.ts, message })),
    ...ephemerals.map((ephemeral) => ({ ts: ephemeral.id, ephemeral })),
  ];
  return items.toSorted((a, b) => Number(a.ts) - Number(b.ts));
}

/** The newest that the person said or asked for. */
function findOwn(items: readonly Item[], me: string): string | undefined {
  return items.findLast((item) => 'ephemeral' in item || item.message.user === me)?.ts;
}

interface RoomProps {
  readonly view: SlackView;
  readonly commands: DiscordView['commands'];
  readonly now: Date;
  readonly turn: number;
  readonly channel: Channel;
  readonly onThread: (ts: string) => void;
}

/** A channel's messages, without those of its threads, and where one types. */
export function SlackRoom({ view, commands, channel, now, turn, onThread }: RoomProps) {
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  const items = inOrder(
    channel.messages.filter(({ ts, threadTs }) => threadTs === undefined || threadTs === ts),
    channel.ephemerals.filter(({ id, threadTs }) => !threadTs && !dismissed.includes(id)),
  );
  return (
    <div className="room">
      <Scroll
        label={texts.slackMessages({ channel: channel.name })}
        count={items.length}
        own={`${turn} ${findOwn(items, view.me.id)}`}
      >
        {items.map((item, i) => {
          const day = dayLine(toDate(item.ts), now);
          const before = items[i - 1];
          return (
            <div key={item.ts}>
              {(!before || dayLine(toDate(before.ts), now) !== day) && (
                <p className="day">
                  <span>{day}</span>
                </p>
              )}
              <Line {...{ view, channel, item }} onDismiss={() => setDismissed([...dismissed, item.ts])}>
                {'message' in item && <ThreadLink {...{ channel, onThread }} parent={item.message} />}
              </Line>
            </div>
          );
        })}
        <Files files={channel.files} />
      </Scroll>
      <SlackComposer channel={channel} commands={commands} />
    </div>
  );
}

interface LineProps {
  readonly view: SlackView;
  readonly channel: Channel;
  readonly item: Item;
  readonly onDismiss: () => void;
  readonly children?: ReactNode;
}

function Line({ view, channel, item, onDismiss, children }: LineProps) {
  const common = { people: view.people, channels: view.channels, me: view.me.id, channelId: channel.id };
  if ('message' in item)
    return (
      <SlackMessage {...common} post={item.message} message={item.message}>
        {children}
      </SlackMessage>
    );
  const { id, text, blocks } = item.ephemeral;
  const bot = view.people.find((person) => person.bot)?.id ?? '';
  return (
    <SlackMessage
      {...common}
      post={{ ts: id, user: bot, text, blocks }}
      above={
        <p className="only-you">
          👁 {texts.slackOnlyYou()} ·{' '}
          <button type="button" onClick={onDismiss}>
            {texts.slackDismiss()}
          </button>
        </p>
      }
    />
  );
}

interface ThreadLinkProps {
  readonly channel: Channel;
  readonly parent: SlackMessageView;
  readonly onThread: (ts: string) => void;
}

function ThreadLink({ channel, parent, onThread }: ThreadLinkProps) {
  const { length } = repliesTo(channel, parent);
  if (length === 0) return null;
  return (
    <button type="button" className="thread-link" onClick={() => onThread(parent.ts)}>
      <strong>{texts.replyCount({ count: length })}</strong> <span>{texts.viewThread()} ›</span>
    </button>
  );
}

interface ThreadProps {
  readonly view: SlackView;
  readonly channel: Channel;
  readonly parent: SlackMessageView;
}

/** A thread: the message it hangs under, and what was said in it, privately too. */
export function SlackThread({ view, channel, parent }: ThreadProps) {
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  const items = inOrder(
    [parent, ...repliesTo(channel, parent)],
    channel.ephemerals.filter(({ id, threadTs }) => threadTs === parent.ts && !dismissed.includes(id)),
  );
  return (
    <>
      <Scroll label={texts.slackThreadMessages()} count={items.length} own={findOwn(items, view.me.id)}>
        {items.map((item) => (
          <Line
            key={item.ts}
            {...{ view, channel, item }}
            onDismiss={() => setDismissed([...dismissed, item.ts])}
          />
        ))}
      </Scroll>
      <SlackThreadComposer channel={channel} threadTs={parent.ts} />
    </>
  );
}
