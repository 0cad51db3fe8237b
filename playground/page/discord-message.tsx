import type { APIEmbed, APIMessage, APIMessageTopLevelComponent, APIStringSelectComponent } from 'discord.js';
import type { ReactNode } from 'react';
import type { Person, SentFile } from '../protocol.ts';
import { Avatar } from './avatar.tsx';
import { DiscordMarkdown, Link } from './discord-markdown.tsx';
import { Files } from './files.tsx';
import { MenuSelect } from './menu-select.tsx';
import { ReactionBar, Reactions } from './reactions.tsx';
import { longTime } from './times.ts';
import { useDo } from './use-playground.ts';

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
      aria-label={`${author.username} on Discord`}
    >
      {asked && asker && (
        <p className="asked">
          <strong>{asker.name}</strong> used <span className="mention">{asked}</span>
        </p>
      )}
      <Avatar person={{ id: author.id, name: author.username, bot: author.bot ?? false }} />
      <div className="body">
        <p className="byline">
          <strong>{author.username}</strong> {author.bot && <span className="app">APP</span>}{' '}
          <time dateTime={message.timestamp}>{longTime(at, now)}</time>
        </p>
        {message.content && (
          <div className="text">
            <DiscordMarkdown text={message.content} />
            {message.edited_timestamp && <small className="edited"> (edited)</small>}
          </div>
        )}
        {message.embeds.map((embed, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: embeds have no ids and keep their places
          <Embed key={i} embed={embed} />
        ))}
        <Files files={files} />
        <Buttons
          components={message.components ?? []}
          onPress={(customId) => void act({ kind: 'discord-press', channelId, messageId: id, customId })}
        />
        <Reactions reactions={reactions} onToggle={toggle} />
        {children}
      </div>
      {!ephemeral && <ReactionBar reactions={reactions} named="character" onToggle={toggle} />}
    </article>
  );
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
            {fields.map(({ name, value, inline }, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: fields have no ids and keep their places
              <div key={i} className={inline ? 'inline' : ''}>
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
        <span className="thumbnail" role="img" aria-label="A picture, not loaded here">
          📄
        </span>
      )}
    </div>
  );
}

/** Of `ComponentType` and `ButtonStyle`, whose package is not for the browser. */
const ROW = 1;
const BUTTON = 2;
const SELECT = 3;
const STYLES = ['', 'primary', 'secondary', 'success', 'danger', 'link'];

interface ButtonsProps {
  readonly components: readonly APIMessageTopLevelComponent[];
  readonly onPress: (customId: string) => void;
}

function Buttons({ components, onPress }: ButtonsProps) {
  return components.map((row, i) => {
    if (row.type !== ROW) return null;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: rows keep their places
      <div key={i} className="buttons">
        {row.components.map((button) => {
          if (button.type === SELECT)
            return <MenuSelect key={button.custom_id} {...toMenu(button)} onChoose={onPress} />;
          if (button.type !== BUTTON) return null;
          const label = 'label' in button ? button.label : '';
          if ('url' in button)
            return (
              <Link key={button.url} to={button.url}>
                {label} ↗
              </Link>
            );
          if (!('custom_id' in button)) return null;
          const { custom_id: customId, disabled, style } = button;
          return (
            <button
              key={customId}
              type="button"
              className={STYLES[style]}
              disabled={disabled}
              onClick={() => onPress(customId)}
            >
              {label}
            </button>
          );
        })}
      </div>
    );
  });
}

function toMenu({ placeholder = '', options }: APIStringSelectComponent) {
  return { placeholder, options: options.map(({ label, value }) => ({ label, value })) };
}
