import { useState } from 'react';
import type { DiscordView } from '../protocol.ts';
import { Combobox } from './combobox.tsx';
import { nameOptions, readOptions } from './command-options.ts';
import { DiscordCommand } from './discord-command.tsx';
import { offersFor, type Subcommand, subcommands } from './subcommands.ts';
import { texts } from './texts.ts';
import { useDo } from './use-playground.ts';
import { useTurn } from './use-turn.ts';

interface Props {
  readonly channel: DiscordView['channels'][number];
  readonly commands: DiscordView['commands'];
  /** The command of which a mention was pressed last, and how often one was. */
  readonly pressed: { readonly path: string; readonly times: number };
}

/** Where one types: text goes to the channel, and `/` offers what the bot registered. */
export function DiscordComposer({ channel, commands, pressed }: Props) {
  const act = useDo();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<Subcommand>();
  const [again, setAgain] = useState(false);
  const known = subcommands(commands);
  useTurn(pressed.times, () => choose(pressed.path));

  function leave(): void {
    setChosen(undefined);
    setText('');
    setAgain(true);
  }
  function choose(path: string): void {
    setText('');
    setChosen(known.find((command) => command.path === path));
  }
  /** Who goes on typing behind a command's name means the command, and fills its first option. */
  function type(typed: string): void {
    const begun = known.find(
      ({ path, options }) => typed.startsWith(`/${path} `) && options.some(({ required }) => required),
    );
    setText(begun ? typed.slice(begun.path.length + 2) : typed);
    setChosen(begun);
  }
  function send(): void {
    const typed = text.trim();
    if (!typed) return;
    const meant = known.find(({ path, options }) => typed.startsWith(`/${path} `) && options.length > 0);
    if (meant) ask(meant, typed.slice(meant.path.length + 2));
    else say(typed);
  }
  /** A whole line, as help shows it: `/papers today date:2026-04-30`. One that cannot be sent is opened. */
  function ask(command: Subcommand, words: string): void {
    const { name, options } = command;
    const read = readOptions(options, nameOptions(options, words, options[0]?.name ?? ''));
    const isAsked = 'given' in read;
    setText(isAsked ? '' : words);
    setChosen(isAsked ? undefined : command);
    if (isAsked)
      void act({ kind: 'discord-slash', channelId: channel.id, subcommand: name, options: read.given });
  }
  function say(typed: string): void {
    setText('');
    void act({ kind: 'say', side: 'discord', channelId: channel.id, text: typed });
  }

  if (chosen)
    return (
      <DiscordCommand key={chosen.path} command={chosen} begun={text} channelId={channel.id} onDone={leave} />
    );
  const name = channel.kind === 'text' ? `#${channel.name}` : channel.name;
  return (
    <div className="composer">
      <Combobox
        label={texts.discordCompose({ channel: name })}
        placeholder={texts.discordHint({ channel: name })}
        value={text}
        eager
        takesFocus={again}
        offers={offersFor(known, text)}
        onType={type}
        onPick={({ key }) => choose(key)}
        onEnter={send}
      />
    </div>
  );
}
