import { useState } from 'react';
import type { DiscordView, SlackMessageView, SlackView } from '../protocol.ts';
import { Files } from './files.tsx';
import { Scroll } from './scroll.tsx';
import { SlackBlocks } from './slack-blocks.tsx';
import { SlackComposer } from './slack-composer.tsx';
import { blocksOf, SlackMessage, timeOf } from './slack-message.tsx';
import { SlackModal } from './slack-modal.tsx';
import { dayLine } from './times.ts';
import { useDo } from './use-playground.ts';

type Channel = SlackView['channels'][number];

interface Props {
  readonly view: SlackView;
  readonly commands: DiscordView['commands'];
  readonly now: Date;
}

/** The Slack half of the page: a workspace's channel, its threads, and the app's Home tab. */
export function SlackPane({ view, commands, now }: Props) {
  const act = useDo();
  const [wanted, setWanted] = useState('');
  const [home, setHome] = useState(false);
  const [opened, setOpened] = useState('');
  const channel = view.channels.find(({ id }) => id === wanted) ?? view.channels[0];
  const parent = channel?.messages.find(({ ts }) => ts === opened);
  if (!channel) return null;
  return (
    <>
      <header className="pane-head">
        <h2>
          <span className="server">{view.team}</span> <span className="unseen">on Slack</span>
        </h2>
        <nav aria-label="Slack channels">
          {view.channels.map((place) => (
            <button
              key={place.id}
              type="button"
              aria-current={!home && place.id === channel.id ? 'page' : undefined}
              onClick={() => {
                setWanted(place.id);
                setOpened('');
                setHome(false);
              }}
            >
              {place.kind === 'dm' ? '' : '# '}
              {place.name}
            </button>
          ))}
          <button
            type="button"
            aria-current={home ? 'page' : undefined}
            onClick={() => {
              setHome(true);
              void act({ kind: 'slack-home' });
            }}
          >
            App Home
          </button>
        </nav>
      </header>
      {home ? (
        <section className="scroll home" aria-label="Home tab of the app">
          <SlackBlocks
            blocks={blocksOf(view.home)}
            people={view.people}
            onPress={(actionId) => void act({ kind: 'slack-press', channelId: 'home', on: '', actionId })}
          />
        </section>
      ) : (
        <div className={`rooms ${parent ? 'split' : ''}`}>
          <Room key={channel.id} {...{ view, commands, channel, now }} onThread={setOpened} />
          {parent && (
            <section className="thread" aria-label="Thread on Slack">
              <header>
                <h3>
                  Thread <small># {channel.name}</small>
                </h3>
                <button type="button" aria-label="Close the thread" onClick={() => setOpened('')}>
                  ✕
                </button>
              </header>
              <Thread {...{ view, channel, parent }} />
            </section>
          )}
        </div>
      )}
      {view.modal && <SlackModal key={view.modal.id} modal={view.modal} view={view} />}
    </>
  );
}

const repliesTo = ({ messages }: Channel, { ts }: SlackMessageView) =>
  messages.filter((message) => message.threadTs === ts && message.ts !== ts);

interface RoomProps extends Props {
  readonly channel: Channel;
  readonly onThread: (ts: string) => void;
}

function Room({ view, commands, channel, now, onThread }: RoomProps) {
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  const bot = view.people.find((person) => person.bot)?.id ?? '';
  const talk = channel.messages
    .filter(({ ts, threadTs }) => threadTs === undefined || threadTs === ts)
    .map((message) => ({ ts: message.ts, post: message, message }));
  const whispers = channel.ephemerals
    .filter(({ id }) => !dismissed.includes(id))
    .map(({ id, text, blocks }) => ({
      ts: id,
      post: { ts: id, user: bot, text, blocks },
      message: undefined,
    }));
  const items = [...talk, ...whispers].toSorted((a, b) => Number(a.ts) - Number(b.ts));
  return (
    <div className="room">
      <Scroll label={`Messages in ${channel.name} on Slack`} count={items.length}>
        {items.map(({ ts, post, message }, i) => {
          const day = dayLine(timeOf(ts), now);
          const before = items[i - 1];
          const replies = message ? repliesTo(channel, message) : [];
          return (
            <div key={ts}>
              {(!before || dayLine(timeOf(before.ts), now) !== day) && (
                <p className="day">
                  <span>{day}</span>
                </p>
              )}
              <SlackMessage
                {...{ post, people: view.people, me: view.me.id, channelId: channel.id }}
                {...(message ? { message } : {})}
                above={
                  !message && (
                    <p className="only-you">
                      👁 Only visible to you ·{' '}
                      <button type="button" onClick={() => setDismissed([...dismissed, ts])}>
                        Dismiss
                      </button>
                    </p>
                  )
                }
              >
                {replies.length > 0 && (
                  <button type="button" className="thread-door" onClick={() => onThread(ts)}>
                    <strong>
                      {replies.length} {replies.length === 1 ? 'reply' : 'replies'}
                    </strong>{' '}
                    <span>View thread ›</span>
                  </button>
                )}
              </SlackMessage>
            </div>
          );
        })}
        <Files files={channel.files} />
      </Scroll>
      <SlackComposer channel={channel} commands={commands} />
    </div>
  );
}

interface ThreadProps {
  readonly view: SlackView;
  readonly channel: Channel;
  readonly parent: SlackMessageView;
}

function Thread({ view, channel, parent }: ThreadProps) {
  const replies = repliesTo(channel, parent);
  return (
    <Scroll label="Messages of the thread on Slack" count={replies.length}>
      {[parent, ...replies].map((message) => (
        <SlackMessage
          key={message.ts}
          {...{ message, post: message, people: view.people, me: view.me.id, channelId: channel.id }}
        />
      ))}
    </Scroll>
  );
}
