import { type ComponentProps, type ReactNode, useContext, useEffect, useMemo, useRef } from 'react';
import { Message } from 'slack-blocks-to-jsx';
import type { Person } from '../protocol.ts';
import { slackEmoji } from './emoji.ts';
import { MenuSelect } from './menu-select.tsx';
import { isNewBlock, type NewBlock, SlackNewBlock } from './slack-cards.tsx';
import { ThemeContext } from './theme.ts';

type Blocks = Parameters<typeof Message>[0]['blocks'];
type Hooks = NonNullable<Parameters<typeof Message>[0]['hooks']>;

/** What is read of a block with a select or with feedback buttons. */
interface PressedBlock {
  readonly type?: string;
  readonly elements?: ReadonlyArray<{
    readonly type: string;
    readonly positive_button?: FeedbackButton;
    readonly negative_button?: FeedbackButton;
    readonly placeholder?: { readonly text: string };
    readonly options?: ReadonlyArray<{ readonly text: { readonly text: string }; readonly value?: string }>;
  }>;
}

interface FeedbackButton {
  readonly text: { readonly text: string };
  readonly value: string;
}

interface Props {
  readonly blocks: readonly unknown[];
  readonly people: readonly Person[];
  /** Those that may be mentioned. */
  readonly channels?: ReadonlyArray<{ readonly id: string; readonly name: string }>;
  readonly onPress: (actionId: string) => void;
}

/** A gray placeholder for remote pictures, which this page never loads. */
const SHEET = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 88 88"><rect width="88" height="88" fill="#8883"/><path d="M26 16h26l12 12v44H26z" fill="#fff8" stroke="#888" stroke-width="2"/><path d="M33 36h24M33 44h24M33 52h24M33 60h15" stroke="#888" stroke-width="2"/></svg>',
)}`;

const HOOKS: Hooks = {
  emoji: ({ name }) => slackEmoji(name),
  user: ({ name }) => <span className="mention">@{name}</span>,
  channel: ({ name }) => <span className="mention">#{name}</span>,
  link: ({ href, children, className }) => safeLink(href, children, className),
};

function safeLink(href: string, children: ReactNode, className: string): ReactNode {
  if (!/^(?:https?:\/\/|mailto:)/i.test(href)) return children;
  return (
    <a className={className} href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

interface PressAreaProps {
  readonly className?: string;
  readonly onPress: Props['onPress'];
  readonly children: ReactNode;
}

/** Hears the presses of all buttons in it, which a key makes too: the library that draws them passes none on. */
function PressArea({ className, onPress, children }: PressAreaProps) {
  const area = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = area.current;
    const hear = (event: MouseEvent) => pressedIn(event, onPress);
    element?.addEventListener('click', hear);
    return () => element?.removeEventListener('click', hear);
  }, [onPress]);
  return (
    <div ref={area} className={className}>
      {children}
    </div>
  );
}

/** Block Kit. Blocks that the library does not know are drawn here, each where it is among the others. */
export function SlackBlocks(props: Props) {
  const { blocks } = props;
  if (!blocks.some(isNewBlock)) return <KnownBlocks {...props} />;
  return splitAtNew(blocks).map((part) =>
    isNewBlock(part) ? (
      <PressArea key={JSON.stringify(part)} onPress={props.onPress}>
        <SlackNewBlock
          block={part}
          draw={(inner) => <KnownBlocks {...props} blocks={inner} onPress={() => undefined} />}
        />
      </PressArea>
    ) : (
      <KnownBlocks key={JSON.stringify(part)} {...props} blocks={part} />
    ),
  );
}

/** Runs of blocks that the library knows, and each other block by itself. */
function splitAtNew(blocks: readonly unknown[]): Array<NewBlock | readonly unknown[]> {
  const parts: Array<NewBlock | unknown[]> = [];
  for (const block of blocks) {
    const last = parts.at(-1);
    if (isNewBlock(block)) parts.push(block);
    else if (Array.isArray(last)) last.push(block);
    else parts.push([block]);
  }
  return parts;
}

function pressedIn({ target }: MouseEvent, onPress: Props['onPress']): void {
  const button = target instanceof Element ? target.closest('button') : null;
  if (button?.id) onPress(button.id);
}

/** Blocks drawn by the library made for Block Kit. Its buttons bear the ids of their actions, which identify presses. */
function KnownBlocks({ blocks, people, channels = [], onPress }: Props) {
  const { name: theme } = useContext(ThemeContext);
  const menus = useMemo(() => blocks.flatMap(menusIn), [blocks]);
  const feedback = useMemo(() => blocks.flatMap(listFeedback), [blocks]);
  const local = useMemo(
    () =>
      withoutPictures(
        blocks.filter((block) => menusIn(block).length + listFeedback(block).length === 0),
      ) as Blocks,
    [blocks],
  );
  return (
    <PressArea className="blocks" onPress={onPress}>
      <Message
        {...{ blocks: local, theme, hooks: HOOKS }}
        data={{
          users: people.map(({ id, name }) => ({ id, name })),
          channels: channels.map(({ id, name }) => ({ id, name })),
        }}
        logo=""
        name=""
        withoutWrapper
      />
      {feedback.map(({ text, value }) => (
        <button key={value} type="button" id={value} className="feedback">
          {text.text}
        </button>
      ))}
      {menus.map((menu) => (
        <MenuSelect key={menu.options[0]?.value} {...menu} onChoose={onPress} />
      ))}
    </PressArea>
  );
}

/** The library draws feedback buttons without the values that identify their presses. */
function listFeedback(block: unknown): FeedbackButton[] {
  const { type, elements = [] } = block as PressedBlock;
  if (type !== 'context_actions') return [];
  return elements.flatMap(({ positive_button, negative_button }) =>
    [positive_button, negative_button].filter((one) => one !== undefined),
  );
}

/** The library draws a select that cannot be used: these are under the blocks. */
function menusIn(block: unknown): Array<Pick<ComponentProps<typeof MenuSelect>, 'placeholder' | 'options'>> {
  const { type, elements = [] } = block as PressedBlock;
  if (type !== 'actions') return [];
  return elements.flatMap(({ type: kind, placeholder, options = [] }) =>
    kind === 'static_select'
      ? [
          {
            placeholder: placeholder?.text ?? '',
            options: options.map(({ text, value = '' }) => ({ label: text.text, value })),
          },
        ]
      : [],
  );
}

/** Addresses of pictures changed to {@link SHEET}, wherever they are. */
function withoutPictures(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPictures);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'image_url' || key === 'thumbnail_url' ? SHEET : withoutPictures(inner),
    ]),
  );
}
