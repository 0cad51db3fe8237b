import { parse } from 'discord-markdown-parser';
import { createContext, type ReactNode, useContext } from 'react';
import { spread } from './spread.ts';

/** What the parser gives: a kind, and what the kind brings. */
interface Node {
  readonly type: string;
  readonly content?: string | readonly Node[];
  readonly target?: string;
  readonly level?: number;
  readonly name?: string;
  readonly fullName?: string;
  readonly id?: string;
  readonly timestamp?: string;
}

/** The names of channels by their ids, as Discord shows a mention of one. */
export const ChannelNames = createContext<ReadonlyMap<string, string>>(new Map());

/** Opens a command in the field where one types, as Discord does where a mention of one is pressed. */
export const OpenCommand = createContext<(path: string) => void>(() => undefined);

/** Text with Discord's markdown, as elements: nothing in it is ever taken for HTML. */
export function DiscordMarkdown({ text }: { readonly text: string }) {
  return <>{children(parse(text, 'extended') as readonly Node[])}</>;
}

function children(content: Node['content']): ReactNode {
  if (typeof content === 'string') return content;
  return content && spread(content, element);
}

function element(node: Node): ReactNode {
  const inner = children(node.content);
  switch (node.type) {
    case 'strong':
      return <strong>{inner}</strong>;
    case 'em':
      return <em>{inner}</em>;
    case 'underline':
      return <u>{inner}</u>;
    case 'strikethrough':
      return <s>{inner}</s>;
    case 'inlineCode':
      return <code>{inner}</code>;
    case 'codeBlock':
      return <pre>{inner}</pre>;
    case 'subtext':
      return <small className="subtext">{inner}</small>;
    case 'heading':
      return <strong className={`heading-${node.level ?? 1}`}>{inner}</strong>;
    case 'blockQuote':
      return <blockquote>{inner}</blockquote>;
    case 'br':
    case 'newline':
      return <br />;
    case 'link':
    case 'url':
    case 'autolink':
      return <Link to={node.target ?? ''}>{inner}</Link>;
    case 'twemoji':
      return node.name;
    case 'everyone':
    case 'here':
      return <span className="mention">@{node.type}</span>;
    case 'channel':
      return <ChannelMention id={node.id ?? ''} />;
    case 'slashCommand':
      return <CommandMention path={node.fullName ?? ''} />;
    case 'user':
    case 'role':
      return <span className="mention">@{node.id}</span>;
    case 'timestamp':
      return new Date(Number(node.timestamp) * 1000).toLocaleString();
    default:
      return inner;
  }
}

function ChannelMention({ id }: { readonly id: string }) {
  return <span className="mention">#{useContext(ChannelNames).get(id) ?? id}</span>;
}

function CommandMention({ path }: { readonly path: string }) {
  const open = useContext(OpenCommand);
  return (
    <button type="button" className="mention" onClick={() => open(path)}>
      /{path}
    </button>
  );
}

/** Only links that a browser may follow without harm. */
export function Link({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  if (!/^https?:\/\//i.test(to)) return children;
  return (
    <a href={to} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}
