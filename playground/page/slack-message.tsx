import type { ReactNode } from 'react';
import type { Person, SlackMessageView } from '../protocol.ts';
import { Avatar } from './avatar.tsx';
import { slackEmoji } from './emoji.ts';
import { ReactionBar, Reactions } from './reactions.tsx';
import { SlackBlocks } from './slack-blocks.tsx';
import { SlackText } from './slack-text.tsx';
import { texts } from './texts.ts';
import { clockTime } from './times.ts';
import { useDo } from './use-playground.ts';

/** What a message and a private reply have in common. */
export interface SlackPost {
  readonly ts: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly unknown[];
}

interface Props {
  readonly post: SlackPost;
  readonly channelId: string;
  readonly people: readonly Person[];
  /** Those that may be mentioned. */
  readonly channels?: ReadonlyArray<{ readonly id: string; readonly name: string }>;
  /** What only a real message has. */
  readonly message?: SlackMessageView;
  readonly me: string;
  /** Above it: that only you can see this. */
  readonly above?: ReactNode;
  /** Below it: the link to its thread. */
  readonly children?: ReactNode;
}

/** Milliseconds of a Slack `ts`. */
export const toDate = (ts: string): Date => new Date(Number(ts) * 1000);

/** A message as Slack shows it. */
export function SlackMessage(props: Props) {
  const { post, channelId, people, channels = [], message, me, above, children } = props;
  const act = useDo();
  const { ts, user, text, blocks } = post;
  const author = people.find(({ id }) => id === user) ?? { id: user, name: user, bot: false };
  const reactions = (message?.reactions ?? []).map(({ name, users }) => ({
    ...{ character: slackEmoji(name), name, count: users.length, mine: users.includes(me) },
  }));
  const toggle = (emoji: string, on: boolean) =>
    void act({ kind: 'react', side: 'slack', channelId, messageId: ts, emoji, on });
  const press = (actionId: string) => void act({ kind: 'slack-press', channelId, on: ts, actionId });
  const at = toDate(ts);
  return (
    <article
      className={`message ${message ? '' : 'ephemeral'}`}
      aria-label={texts.slackMessage({ name: author.name })}
    >
      {above}
      <Avatar person={author} />
      <div className="body">
        <p className="byline">
          <strong>{author.name}</strong> {author.bot && <span className="app">{texts.app()}</span>}{' '}
          <time dateTime={at.toISOString()}>{clockTime(at)}</time>
        </p>
        {blocks.length > 0 ? (
          <SlackBlocks {...{ blocks, people, channels }} onPress={press} />
        ) : (
          <SlackText text={text} people={people} />
        )}
        {message?.edited && <small className="edited">{texts.edited()}</small>}
        {Object.entries(message?.unfurls ?? {}).map(([link, unfurl]) => (
          <div key={link} className="unfurl">
            <SlackBlocks blocks={readBlocks(unfurl)} people={people} onPress={press} />
          </div>
        ))}
        <Reactions reactions={reactions} onToggle={toggle} />
        {children}
      </div>
      {message && <ReactionBar reactions={reactions} named="name" onToggle={toggle} />}
    </article>
  );
}

/** The blocks of an unfurled link or a view. */
export function readBlocks(value: unknown): readonly unknown[] {
  const blocks = typeof value === 'object' && value && 'blocks' in value ? value.blocks : [];
  return Array.isArray(blocks) ? blocks : [];
}
