import type { APIEmbed, APIMessage } from 'discord.js';
import type { ReactNode } from 'react';
import type { Person, SentFile } from '../protocol.ts';
import { Avatar } from './avatar.tsx';
import { DiscordComponents } from './discord-components.tsx';
import { DiscordMarkdown, Link } from './discord-markdown.tsx';
import { Files } from './files.tsx';
import { ReactionBar, Reactions } from './reactions.tsx';
import { spread } from './spread.ts';
import { texts } from './texts.ts';
import { longTime } from './times.ts';
import { useDo } from './use-playground.ts';
import { Words } from './words.tsx';

interface Props {
  readonly message: APIMessage;
  readonly now: Date;
  /** What was typed, above a private reply. */
  readonly asked?: string;
  readonly asker?: Person;
  readonly files?: readonly SentFile[];
  readonly ephemeral?: boolean;
  /** What is below: the link to the thread, or that only you can see this. */
  readonly children?: ReactNode;
}

/** A message as Discord shows it. */
export function DiscordMessage(props: Props) {
  const { message, now, asked, asker, files = [], ephemeral = false, children } = props;
  const act = useDo();
  const { author, channel_id: channelId, id } = message;
  const at = new Date(message.timestamp);
  const reactions = (message.reactions ?? []).map(({ emoji, count, me }) => ({
    ...{ character: emoji.name ?? '', name: emoji.name ?? '', count, mine: me },
  }));
  const toggle = (emoji: string, on: boolean) =>
    void act({ kind: 'react', side: 'discord', channelId, messageId: id, emoji, on });
  return (
    <article
      className={`message ${ephemeral ? 'ephemeral' : ''}`}
      aria-label={texts.discordMessage({ name: author.username })}
    >
      {asked && asker && (
        <p className="asked">
          <Words text={texts.discordUsed(toUsed(asker.name, asked))} />
        </p>
      )}
      <Avatar person={{ id: author.id, name: author.username, bot: author.bot ?? false }} />
      <div className="body">
        <p className="byline">
          <strong>{author.username}</strong> {author.bot && <span className="app">{texts.app()}</span>}{' '}
          <time dateTime={message.timestamp}>{longTime(at, now)}</time>
        </p>
        {message.content && (
          <div className="text">
            <DiscordMarkdown text={message.content} />
            {message.edited_timestamp && <small className="edited"> {texts.edited()}</small>}
          </div>
        )}
        {spread(message.embeds, (embed) => (
          <Embed embed={embed} />
        ))}
        {isMadeOfComponents(message) ? null : <Files files={files} />}
        <DiscordComponents
          components={message.components ?? []}
          files={files}
          onPress={(customId) => void act({ kind: 'discord-press', channelId, messageId: id, customId })}
        />
        <Reactions reactions={reactions} onToggle={toggle} />
        {children}
      </div>
      {!ephemeral && <ReactionBar reactions={reactions} named="character" onToggle={toggle} />}
    </article>
  );
}

function toUsed(name: string, line: string) {
  return { person: { text: name, strong: true }, command: { text: line, command: { line } } };
}

/** `IS_COMPONENTS_V2`: such a message has no other part in sight. */
const MADE_OF_COMPONENTS = 1 << 15;

function isMadeOfComponents({ flags }: APIMessage): boolean {
  return ((flags ?? 0) & MADE_OF_COMPONENTS) !== 0;
}

function Embed({ embed }: { readonly embed: APIEmbed }) {
  const { color, title, url, description, fields = [], footer, image, author } = embed;
  const stripe = color === undefined ? undefined : `#${color.toString(16).padStart(6, '0')}`;
  return (
    <div className="embed" style={stripe ? { borderLeftColor: stripe } : {}}>
      <div>
        {author && <p className="embed-author">{author.name}</p>}
        {title && (
          <p className="embed-title">
            <Link to={url ?? ''}>
              <DiscordMarkdown text={title} />
            </Link>
          </p>
        )}
        {description && (
          <div className="text">
            <DiscordMarkdown text={description} />
          </div>
        )}
        {fields.length > 0 && (
          <dl>
            {spread(fields, ({ name, value, inline }) => (
              <div className={inline ? 'inline' : ''}>
                <dt>
                  <DiscordMarkdown text={name} />
                </dt>
                <dd>
                  <DiscordMarkdown text={value} />
                </dd>
              </div>
            ))}
          </dl>
        )}
        {footer && <p className="embed-footer">{footer.text}</p>}
      </div>
      {image && (
        <span className="thumbnail" role="img" aria-label={texts.noPicture()}>
          📄
        </span>
      )}
    </div>
  );
}
