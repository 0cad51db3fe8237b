import type {
  APIButtonComponent,
  APIComponentInContainer,
  APIContainerComponent,
  APIMessageTopLevelComponent,
  APISectionComponent,
  APIStringSelectComponent,
} from 'discord.js';
import type { SentFile } from '../protocol.ts';
import { DiscordMarkdown, Link } from './discord-markdown.tsx';
import { Files } from './files.tsx';
import { MenuSelect } from './menu-select.tsx';
import { spread } from './spread.ts';
import { texts } from './texts.ts';

/** Of `ComponentType` and `ButtonStyle`, whose package is not for the browser. */
const ROW = 1;
const BUTTON = 2;
const SELECT = 3;
const SECTION = 9;
const TEXT = 10;
const THUMBNAIL = 11;
const GALLERY = 12;
const FILE = 13;
const SEPARATOR = 14;
const CONTAINER = 17;
const STYLES = ['', 'primary', 'secondary', 'success', 'danger', 'link'];

interface Around {
  readonly onPress: (customId: string) => void;
  /** What was sent with the message: in sight where a component names it. */
  readonly files: readonly SentFile[];
}

interface Props extends Around {
  readonly components: readonly APIMessageTopLevelComponent[];
}

/** The components of a message: rows under its text, or all that it is made of. */
export function DiscordComponents({ components, ...around }: Props) {
  return spread(components, (part) => <Part part={part} {...around} />);
}

interface PartProps extends Around {
  readonly part: APIMessageTopLevelComponent | APIComponentInContainer;
}

function Part({ part, ...around }: PartProps) {
  switch (part.type) {
    case CONTAINER:
      return <Container container={part} {...around} />;
    case TEXT:
      return <Text content={part.content} />;
    case SECTION:
      return <Section section={part} onPress={around.onPress} />;
    case GALLERY:
      return (
        <div className="gallery">
          {part.items.map(({ media, description }) => (
            <Picture key={media.url} description={description} />
          ))}
        </div>
      );
    case SEPARATOR:
      return (
        <hr className={`${part.divider === false ? 'blank' : ''} ${part.spacing === 2 ? 'large' : ''}`} />
      );
    case FILE:
      return <Files files={around.files.filter(({ name }) => part.file.url === `attachment://${name}`)} />;
    case ROW:
      return (
        <div className="buttons">
          {part.components.map((one) => {
            if (one.type === SELECT)
              return <MenuSelect key={one.custom_id} {...toMenu(one)} onChoose={around.onPress} />;
            return one.type === BUTTON ? (
              <Button
                key={'custom_id' in one ? one.custom_id : 'url' in one ? one.url : ''}
                button={one}
                onPress={around.onPress}
              />
            ) : null;
          })}
        </div>
      );
    default:
      return null;
  }
}

interface ContainerProps extends Around {
  readonly container: APIContainerComponent;
}

function Container({ container, ...around }: ContainerProps) {
  const { accent_color: color, components } = container;
  const stripe = typeof color === 'number' ? `#${color.toString(16).padStart(6, '0')}` : undefined;
  return (
    <div className="container" style={stripe ? { borderLeftColor: stripe } : {}}>
      {spread(components, (part) => (
        <Part part={part} {...around} />
      ))}
    </div>
  );
}

function Text({ content }: { readonly content: string }) {
  return (
    <div className="text">
      <DiscordMarkdown text={content} />
    </div>
  );
}

interface SectionProps extends Pick<Around, 'onPress'> {
  readonly section: APISectionComponent;
}

function Section({ section: { components, accessory }, onPress }: SectionProps) {
  return (
    <div className="section">
      <div>
        {spread(components, ({ content }) => (
          <Text content={content} />
        ))}
      </div>
      {accessory.type === THUMBNAIL ? (
        <Picture description={accessory.description} />
      ) : (
        <Button button={accessory} onPress={onPress} />
      )}
    </div>
  );
}

/** The page loads nothing from elsewhere. */
function Picture({ description }: { readonly description?: string | null | undefined }) {
  return (
    <span className="thumbnail" role="img" aria-label={description || texts.noPicture()}>
      🖼️
    </span>
  );
}

interface ButtonProps extends Pick<Around, 'onPress'> {
  readonly button: APIButtonComponent;
}

function Button({ button, onPress }: ButtonProps) {
  const label = 'label' in button ? button.label : '';
  if ('url' in button) return <Link to={button.url}>{label} ↗</Link>;
  if (!('custom_id' in button)) return null;
  const { custom_id: customId, disabled, style } = button;
  return (
    <button type="button" className={STYLES[style]} disabled={disabled} onClick={() => onPress(customId)}>
      {label}
    </button>
  );
}

function toMenu({ placeholder = '', options }: APIStringSelectComponent) {
  return { placeholder, options: options.map(({ label, value }) => ({ label, value })) };
}
