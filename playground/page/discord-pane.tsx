import type { APIMessage } from 'discord.js';
import { useState } from 'react';
import type { DiscordView } from '../protocol.ts';
import { DiscordComposer } from './discord-composer.tsx';
import { DiscordForum } from './discord-forum.tsx';
import { ChannelNames, OpenCommand } from './discord-markdown.tsx';
import { DiscordMessage } from './discord-message.tsx';
import { DiscordModal } from './discord-modal.tsx';
import { Scroll } from './scroll.tsx';
import { texts } from './texts.ts';
import { ThreadFrame } from './thread-frame.tsx';
import { dayLine } from './times.ts';
import { useTurn } from './use-turn.ts';

type Channel = DiscordView['channels'][number];
type Reply = DiscordView['replies'][number];

const SIGNS = { text: '#', forum: '💬', thread: '#', dm: '@' } as const satisfies Record<
  Channel['kind'],
  string
>;

interface Props {
  readonly view: DiscordView;
  readonly now: Date;
  /** How often the person has turned to another day, whose post they want to see. */
  readonly turn: number;
}

/** The Discord half of the page: a server's channel, its threads, and the direct messages with the bot. */
export function DiscordPane({ view, now, turn }: Props) {
  const [wanted, setWanted] = useState('');
  const [opened, setOpened] = useState('');
  useTurn(turn, () => {
    setWanted('');
    setOpened('');
  });
  const channels = view.channels.filter(({ kind }) => kind !== 'thread');
  const channel = channels.find(({ id }) => id === wanted) ?? channels[0];
  const thread = view.channels.find(({ id, kind }) => id === opened && kind === 'thread');
  if (!channel) return null;
  const bot = nameBot(view);
  const names = new Map(view.channels.map(({ id, name }) => [id, name]));
  return (
    <ChannelNames value={names}>
      <header className="pane-head">
        <h2>
          Discord <span className="server">{view.guild}</span>
        </h2>
        <nav aria-label={texts.discordChannels()}>
          {channels.map((one) => (
            <button
              key={one.id}
              type="button"
              aria-current={one.id === channel.id ? 'page' : undefined}
              onClick={() => {
                setWanted(one.id);
                setOpened('');
              }}
            >
              {SIGNS[one.kind]} {one.name}
            </button>
          ))}
        </nav>
      </header>
      <div className={`rooms ${thread ? 'split' : ''}`}>
        {channel.kind === 'forum' ? (
          <DiscordForum {...{ view, now }} forum={channel} onPost={setOpened} />
        ) : (
          <Room key={channel.id} {...{ view, channel, now, turn }} onThread={setOpened} />
        )}
        {thread && (
          <ThreadFrame
            key={thread.id}
            label={texts.discordThread({ name: thread.name })}
            title={`🧵 ${thread.name}`}
            onClose={() => setOpened('')}
          >
            <Room {...{ view, now, turn }} channel={thread} onThread={setOpened} />
          </ThreadFrame>
        )}
      </div>
      {view.modal && <DiscordModal key={view.modal.id} modal={view.modal} roles={view.roles} bot={bot} />}
    </ChannelNames>
  );
}

function nameBot({ people }: DiscordView): string {
  return people.find((person) => person.bot)?.name ?? texts.anApp();
}

interface RoomProps extends Props {
  readonly channel: Channel;
  readonly onThread: (id: string) => void;
}

type Item = { readonly at: string; readonly key: string } & (
  | { readonly message: APIMessage }
  | { readonly reply: Reply }
);

function Room({ view, channel, now, turn, onThread }: RoomProps) {
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  const [pressed, setPressed] = useState({ path: '', times: 0 });
  const press = (path: string) => setPressed(({ times }) => ({ path, times: times + 1 }));
  const items = listItems(view, channel).filter(({ key }) => !dismissed.includes(key));
  return (
    <div className="room">
      <OpenCommand value={press}>
        <Scroll
          label={texts.discordMessages({ channel: channel.name })}
          count={items.length}
          own={`${turn} ${findOwn(items, view.me.id)}`}
        >
          {items.map((item, i) => {
            const day = item.at ? dayLine(new Date(item.at), now) : '';
            const before = items[i - 1]?.at;
            const line = day && (!before || dayLine(new Date(before), now) !== day) ? day : '';
            return (
              <div key={item.key}>
                {line && (
                  <p className="day">
                    <span>{line}</span>
                  </p>
                )}
                {'message' in item ? (
                  <DiscordMessage message={item.message} now={now}>
                    <ThreadLink {...{ view, onThread }} of={item.message.id} />
                  </DiscordMessage>
                ) : (
                  <PrivateReply
                    {...{ view, now }}
                    reply={item.reply}
                    onDismiss={() => setDismissed([...dismissed, item.key])}
                  />
                )}
              </div>
            );
          })}
        </Scroll>
      </OpenCommand>
      <DiscordComposer channel={channel} commands={view.commands} pressed={pressed} />
    </div>
  );
}

function listItems(view: DiscordView, channel: Channel): Item[] {
  const messages = channel.messages.map((message) => ({ at: message.timestamp, key: message.id, message }));
  const replies = view.replies
    .filter(({ channelId }) => channelId === channel.id)
    .map((reply) => ({ at: reply.message?.timestamp ?? '', key: `reply ${reply.id}`, reply }));
  return [...messages, ...replies].toSorted((a, b) => cameAt(a).localeCompare(cameAt(b)));
}

/** IDs show in which order things came, also where the clock was set back. Answers that are still awaited come last. */
function cameAt(item: Item): string {
  const id = 'message' in item ? item.message.id : item.reply.message?.id;
  return id?.padStart(20, '0') ?? '9'.repeat(20);
}

/** The newest that the person said or asked for. */
function findOwn(items: readonly Item[], me: string): string | undefined {
  return items.findLast((item) => 'reply' in item || item.message.author.id === me)?.key;
}

interface ThreadLinkProps {
  readonly view: DiscordView;
  readonly of: string;
  readonly onThread: (id: string) => void;
}

function ThreadLink({ view, of, onThread }: ThreadLinkProps) {
  const thread = view.channels.find(({ kind, startedBy }) => kind === 'thread' && startedBy === of);
  if (!thread) return null;
  return (
    <button type="button" className="thread-link" onClick={() => onThread(thread.id)}>
      <strong>{thread.name}</strong> <span>{texts.messageCount({ count: thread.messages.length })} ›</span>
    </button>
  );
}

interface ReplyProps {
  readonly view: DiscordView;
  readonly reply: Reply;
  readonly now: Date;
  readonly onDismiss: () => void;
}

function PrivateReply({ view, reply, now, onDismiss }: ReplyProps) {
  if (!reply.message)
    return (
      <p className="thinking">
        {texts.discordThinking({ bot: nameBot(view) })}
        <span aria-hidden="true">…</span>
      </p>
    );
  return (
    <DiscordMessage
      message={reply.message}
      now={now}
      asked={reply.asked}
      asker={view.me}
      files={reply.files}
      ephemeral
    >
      <p className="only-you">
        👁 {texts.discordOnlyYou()} ·{' '}
        <button type="button" onClick={onDismiss}>
          {texts.discordDismiss()}
        </button>
      </p>
    </DiscordMessage>
  );
}
