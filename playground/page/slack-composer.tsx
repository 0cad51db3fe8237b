import { useState } from 'react';
import type { DiscordView, SlackView } from '../protocol.ts';
import { Combobox } from './combobox.tsx';
import { subcommands } from './subcommands.ts';
import { texts } from './texts.ts';
import { useDo } from './use-playground.ts';

const COMMAND = '/papers';

interface Props {
  readonly channel: SlackView['channels'][number];
  readonly commands: DiscordView['commands'];
}

interface ThreadProps {
  readonly channel: SlackView['channels'][number];
  /** The message that the thread is under. */
  readonly threadTs: string;
}

const MENTION = '@Paperboy';

/** Where one types in a thread: Slack has no commands there, and the bot is mentioned instead. */
export function SlackThreadComposer({ channel, threadTs }: ThreadProps) {
  const act = useDo();
  const [text, setText] = useState('');
  const isOffered = text !== '' && MENTION.toLowerCase().startsWith(text.toLowerCase());
  const isCommand = text.startsWith('/');

  function send(): void {
    const typed = text.trim();
    if (!typed || isCommand) return;
    setText('');
    void act({ kind: 'say', side: 'slack', channelId: channel.id, text: typed, threadTs });
  }

  return (
    <div className="composer">
      <Combobox
        label={texts.slackReply()}
        placeholder={texts.slackReplyHint({ mention: MENTION })}
        value={text}
        eager
        offers={isOffered ? [{ key: MENTION, label: MENTION, detail: texts.slackMention() }] : []}
        onType={setText}
        onPick={() => setText(`${MENTION} `)}
        onEnter={send}
      />
      {isCommand && (
        <p className="command-help" role="alert">
          {texts.slackNoCommands({ mention: MENTION, command: COMMAND })}
        </p>
      )}
    </div>
  );
}

/** Where one types: Slack completes the command's name and no more; what follows is free text. */
export function SlackComposer({ channel, commands }: Props) {
  const act = useDo();
  const [text, setText] = useState('');
  const offered = text.startsWith('/') && COMMAND.startsWith(text.trim()) && !text.endsWith(' ');
  const offers = offered ? [{ key: COMMAND, label: COMMAND, detail: commands[0]?.description ?? '' }] : [];
  const names = [...new Set(subcommands(commands).map(({ name }) => name))];

  function send(): void {
    const typed = text.trim();
    if (!typed) return;
    setText('');
    const [command, ...rest] = typed.split(/\s+/);
    const after = typed.slice(command?.length).trim();
    if (command === COMMAND) void act({ kind: 'slack-command', channelId: channel.id, text: after });
    else void act({ kind: 'say', side: 'slack', channelId: channel.id, text: [command, ...rest].join(' ') });
  }

  const name = channel.kind === 'channel' ? `#${channel.name}` : channel.name;
  return (
    <div className="composer">
      <Combobox
        label={texts.slackCompose({ channel: name })}
        placeholder={texts.slackHint({ channel: name, command: COMMAND })}
        value={text}
        eager
        offers={offers}
        onType={setText}
        onPick={() => setText(`${COMMAND} `)}
        onEnter={send}
      />
      {text.startsWith(COMMAND) && !offered && (
        <p className="command-help">
          {texts.slackSubcommands({ command: COMMAND, names: names.join(' · ') })}
        </p>
      )}
    </div>
  );
}
