import { type KeyboardEvent, useId, useState } from 'react';
import { texts } from './texts.ts';
import { useFocus } from './use-focus.ts';

export interface Offer {
  readonly key: string;
  readonly label: string;
  readonly detail?: string;
}

interface Props {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly offers: readonly Offer[];
  readonly numeric?: boolean;
  readonly takesFocus?: boolean;
  readonly onType: (text: string) => void;
  readonly onPick: (offer: Offer) => void;
  /** Enter, when nothing is offered or nothing of it was chosen with the arrows. */
  readonly onEnter: () => void;
  readonly onEscape?: () => void;
  /** Whether Enter takes the first offer although no arrow was pressed. */
  readonly eager?: boolean;
}

/** A field with suggestions above it, as both platforms' composers have it; arrows, Enter, Tab and Escape as there. */
export function Combobox(props: Props) {
  const { label, value, placeholder, offers, numeric, takesFocus = false } = props;
  const id = useId();
  const field = useFocus<HTMLInputElement>(takesFocus);
  const [active, setActive] = useState(-1);
  const [shut, setShut] = useState(true);
  const open = !shut && offers.length > 0;
  const at = open ? Math.min(props.eager ? Math.max(active, 0) : active, offers.length - 1) : -1;

  function pick(offer: Offer): void {
    setActive(-1);
    setShut(true);
    props.onPick(offer);
  }

  function press(event: KeyboardEvent<HTMLInputElement>): void {
    const chosen = offers[at];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && offers.length > 0) {
      setShut(false);
      setActive((at + step + offers.length) % offers.length);
    } else if ((event.key === 'Enter' || (event.key === 'Tab' && at >= 0)) && chosen) pick(chosen);
    else if (event.key === 'Enter') props.onEnter();
    else if (event.key === 'Escape' && open) setShut(true);
    else if (event.key === 'Escape' && props.onEscape) props.onEscape();
    else return;
    event.preventDefault();
  }

  return (
    <div className="combobox">
      {open && (
        <div id={`${id}-offers`} role="listbox" aria-label={texts.suggestions({ label })}>
          {offers.map((offer, i) => (
            <button
              type="button"
              key={offer.key}
              id={`${id}-${i}`}
              role="option"
              aria-selected={i === at}
              tabIndex={-1}
              ref={i === at ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(offer)}
            >
              <strong>{offer.label}</strong> {offer.detail && <span>{offer.detail}</span>}
            </button>
          ))}
        </div>
      )}
      <input
        ref={field}
        type="text"
        inputMode={numeric ? 'numeric' : 'text'}
        role="combobox"
        aria-label={label}
        aria-expanded={open}
        aria-autocomplete="list"
        aria-controls={open ? `${id}-offers` : undefined}
        aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
        autoComplete="off"
        value={value}
        placeholder={placeholder}
        onChange={(event) => {
          setShut(false);
          setActive(-1);
          props.onType(event.target.value);
        }}
        onFocus={() => setShut(false)}
        onBlur={() => setShut(true)}
        onKeyDown={press}
      />
    </div>
  );
}
