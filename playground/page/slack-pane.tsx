import { useState } from 'react';
import type { DiscordView, SlackView } from '../protocol.ts';
import { SlackBlocks } from './slack-blocks.tsx';
import { readBlocks } from './slack-message.tsx';
import { SlackModal } from './slack-modal.tsx';
import { SlackRoom, SlackThread } from './slack-room.tsx';
import { texts } from './texts.ts';
import { ThreadFrame } from './thread-frame.tsx';
import { useDo } from './use-playground.ts';
import { useTurn } from './use-turn.ts';

interface Props {
  readonly view: SlackView;
  readonly commands: DiscordView['commands'];
  readonly now: Date;
  /** How often the person has turned to another day, whose post they want to see. */
  readonly turn: number;
}

/** The Slack half of the page: a workspace's channel, its threads, and the app's Home tab. */
export function SlackPane({ view, commands, now, turn }: Props) {
  const act = useDo();
  const [wanted, setWanted] = useState('');
  const [home, setHome] = useState(false);
  const [opened, setOpened] = useState('');
  useTurn(turn, () => {
    setWanted('');
    setHome(false);
    setOpened('');
  });
  const channel = view.channels.find(({ id }) => id === wanted) ?? view.channels[0];
  const parent = channel?.messages.find(({ ts }) => ts === opened);
  if (!channel) return null;
  return (
    <>
      <header className="pane-head">
        <h2>
          Slack <span className="server">{view.team}</span>
        </h2>
        <nav aria-label={texts.slackChannels()}>
          {view.channels.map((one) => (
            <button
              key={one.id}
              type="button"
              aria-current={!home && one.id === channel.id ? 'page' : undefined}
              onClick={() => {
                setWanted(one.id);
                setOpened('');
                setHome(false);
              }}
            >
              {one.kind === 'dm' ? '' : '# '}
              {one.name}
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
            {texts.slackHome()}
          </button>
        </nav>
      </header>
      {home ? (
        <section className="scroll home" aria-label={texts.slackHomeTab()}>
          <SlackBlocks
            blocks={readBlocks(view.home)}
            people={view.people}
            channels={view.channels}
            onPress={(actionId) => void act({ kind: 'slack-press', channelId: 'home', on: '', actionId })}
          />
        </section>
      ) : (
        <div className={`rooms ${parent ? 'split' : ''}`}>
          <SlackRoom key={channel.id} {...{ view, commands, channel, now, turn }} onThread={setOpened} />
          {parent && (
            <ThreadFrame
              key={parent.ts}
              label={texts.slackThread()}
              title={
                <>
                  {texts.thread()} <small># {channel.name}</small>
                </>
              }
              onClose={() => setOpened('')}
            >
              <SlackThread {...{ view, channel, parent }} />
            </ThreadFrame>
          )}
        </div>
      )}
      {view.modal && <SlackModal key={view.modal.id} modal={view.modal} view={view} />}
    </>
  );
}
