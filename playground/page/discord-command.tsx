import type { APIApplicationCommandBasicOption } from 'discord.js';
import { useEffect, useState } from 'react';
import { Combobox, type Offer } from './combobox.tsx';
import { chosenValue, fixedChoices, isNumeric, readOptions, type Value } from './command-options.ts';
import type { Subcommand } from './subcommands.ts';
import { texts } from './texts.ts';
import { useFocus } from './use-focus.ts';
import { complete, useDo } from './use-playground.ts';

/** After the last key, before the bot is asked. */
const PAUSE_MS = 150;

interface Props {
  readonly command: Subcommand;
  /** What was typed behind its name already. */
  readonly begun: string;
  readonly channelId: string;
  readonly onDone: () => void;
}

/** A chosen command with its options, as Discord's composer shows it: required ones first, others on demand. */
export function DiscordCommand({ command, begun, channelId, onDone }: Props) {
  const act = useDo();
  const { name, path, options } = command;
  const [shown, setShown] = useState(() => listShown(options, begun));
  const [values, setValues] = useState<Readonly<Record<string, Value>>>(() => {
    const [first] = shown;
    return first === undefined ? {} : { [first]: begun };
  });
  const [wrong, setWrong] = useState('');
  // Without an option to fill, Enter sends the command.
  const send = useFocus<HTMLButtonElement>(shown.length === 0);

  function run(): void {
    const read = readOptions(options, values);
    if ('wrong' in read) {
      setWrong(read.wrong);
      return;
    }
    onDone();
    void act({ kind: 'discord-slash', channelId, subcommand: name, options: read.given });
  }

  return (
    <div className="composer command">
      <div className="command-line">
        <strong>/{path}</strong>
        {options
          .filter((option) => shown.includes(option.name))
          .map((option, i) => (
            <Option
              key={option.name}
              {...{ option, channelId }}
              subcommand={name}
              first={i === 0}
              begun={i === 0 ? begun : ''}
              onValue={(value) => {
                setWrong('');
                setValues((all) => ({ ...all, [option.name]: value }));
              }}
              onEnter={run}
              onEscape={onDone}
            />
          ))}
        <button ref={send} type="button" className="send" onClick={run}>
          {texts.send()}
        </button>
        <button type="button" className="leave" onClick={onDone}>
          {texts.cancel()}
        </button>
      </div>
      <p className="command-help" role={wrong ? 'alert' : undefined}>
        {wrong || command.description}
        {options
          .filter((option) => !shown.includes(option.name))
          .map((option) => (
            <button key={option.name} type="button" onClick={() => setShown([...shown, option.name])}>
              + {option.name}
            </button>
          ))}
      </p>
    </div>
  );
}

/** Those that are required; where none is and something was typed, the first. */
function listShown(options: Subcommand['options'], begun: string): string[] {
  const required = options.filter((option) => option.required);
  const shown = required.length === 0 && begun !== '' ? options.slice(0, 1) : required;
  return shown.map(({ name }) => name);
}

interface OptionProps {
  readonly option: APIApplicationCommandBasicOption;
  readonly subcommand: string;
  readonly channelId: string;
  readonly first: boolean;
  readonly begun: string;
  readonly onValue: (value: Value) => void;
  readonly onEnter: () => void;
  readonly onEscape: () => void;
}

function Option({ option, subcommand, channelId, first, begun, onValue, onEnter, onEscape }: OptionProps) {
  const [text, setText] = useState(begun);
  const [picked, setPicked] = useState<string>();
  const offers = useOffers(option, subcommand, channelId, picked === text ? undefined : text);
  const numeric = isNumeric(option);

  function type(typed: string): void {
    setText(typed);
    setPicked(undefined);
    onValue(numeric && typed.trim() !== '' && Number.isFinite(Number(typed)) ? Number(typed) : typed);
  }
  function pick({ key, label }: Offer): void {
    setText(label);
    setPicked(label);
    onValue(chosenValue(option, key));
  }

  return (
    <div className="option" title={option.description}>
      <span aria-hidden="true">{option.name}</span>
      <Combobox
        label={`${option.name}: ${option.description}`}
        placeholder={option.description}
        value={text}
        takesFocus={first}
        {...{ offers, numeric, onEnter, onEscape }}
        eager={fixedChoices(option).length > 0}
        onType={type}
        onPick={pick}
      />
    </div>
  );
}

/** What may be chosen: the option's own choices, or what the bot suggests for what is typed; none once it is chosen. */
function useOffers(
  option: APIApplicationCommandBasicOption,
  subcommand: string,
  channelId: string,
  typed: string | undefined,
): readonly Offer[] {
  const [suggested, setSuggested] = useState<readonly Offer[]>([]);
  const asks = 'autocomplete' in option && option.autocomplete === true;
  useEffect(() => {
    if (!asks || typed === undefined) return;
    let late = false;
    const timer = setTimeout(async () => {
      const choices = await complete({ channelId, subcommand, option: option.name, typed });
      if (!late) setSuggested(choices.map(({ name, value }) => ({ key: String(value), label: name })));
    }, PAUSE_MS);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [asks, typed, channelId, subcommand, option.name]);
  if (typed === undefined) return [];
  const fixed = fixedChoices(option).filter(({ label }) => label.toLowerCase().includes(typed.toLowerCase()));
  return asks ? suggested : fixed;
}
