import { CHOICES } from './emoji.ts';
import { texts } from './texts.ts';

export interface ReactionView {
  /** The character, and what the platform calls it. */
  readonly character: string;
  readonly name: string;
  readonly count: number;
  readonly mine: boolean;
}

interface Props {
  readonly reactions: readonly ReactionView[];
  readonly onToggle: (name: string, on: boolean) => void;
}

/** The reactions under a message: pressed ones are one's own. */
export function Reactions({ reactions, onToggle }: Props) {
  if (reactions.length === 0) return null;
  return (
    <ul className="reactions" aria-label={texts.reactions()}>
      {reactions.map(({ character, name, count, mine }) => (
        <li key={name}>
          <button
            type="button"
            className="reaction"
            aria-pressed={mine}
            aria-label={`${character} ${count}`}
            onClick={() => onToggle(name, !mine)}
          >
            <span aria-hidden="true">{character}</span>
            <span aria-hidden="true" className="count">
              {count}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

interface BarProps extends Props {
  readonly named: 'character' | 'name';
}

/** What comes up beside a message under the mouse, or when the keyboard comes by. */
export function ReactionBar({ reactions, onToggle, named }: BarProps) {
  return (
    <fieldset className="reaction-bar">
      <legend className="unseen">{texts.react()}</legend>
      {CHOICES.map((choice) => {
        const name = choice[named];
        const mine = reactions.some((reaction) => reaction.character === choice.character && reaction.mine);
        return (
          <button
            type="button"
            key={name}
            aria-pressed={mine}
            aria-label={texts.reactWith({ reaction: choice.character })}
            onClick={() => onToggle(name, !mine)}
          >
            {choice.character}
          </button>
        );
      })}
    </fieldset>
  );
}
