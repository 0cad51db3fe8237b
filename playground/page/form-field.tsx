import { useEffect, useId, useState } from 'react';
import { complete, type Suggestion } from './use-playground.ts';

interface FieldChoice {
  readonly label: string;
  readonly value: string;
}

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly required: boolean;
  readonly kind:
    | 'text'
    | 'long'
    | 'time'
    | 'number'
    | 'select'
    | 'search'
    | 'radio'
    | 'several'
    | 'terms'
    | 'complete';
  /** Several options are between commas. */
  readonly value: string;
  readonly maxLength?: number | undefined;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  readonly choices?: readonly FieldChoice[] | undefined;
  /** The form that it is in, where the bot says what may be chosen. */
  readonly modalId?: string | undefined;
}

interface Props {
  readonly field: Field;
  readonly error: string | undefined;
}

/** A field with its label, its mistake and its hint. */
export function FormField({ field, error }: Props) {
  const id = useId();
  const { label, hint, required, kind } = field;
  const described = [error && `${id}-wrong`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined;
  const star = required && <span aria-hidden="true"> *</span>;
  const below = (
    <>
      {error && (
        <p role="alert" id={`${id}-wrong`} className="wrong">
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
    </>
  );
  if (kind === 'radio' || kind === 'several')
    return (
      <fieldset className="field group" aria-describedby={described}>
        <legend>
          {label}
          {star}
        </legend>
        <Group field={field} />
        {below}
      </fieldset>
    );
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {star}
      </label>
      <Control
        field={field}
        common={{ id, 'aria-invalid': error !== undefined, 'aria-describedby': described }}
      />
      {below}
    </div>
  );
}

interface Common {
  readonly id: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string | undefined;
}

function Control({ field, common }: { readonly field: Field; readonly common: Common }) {
  const { name, required, kind, value, maxLength, min, max, choices = [] } = field;
  const all = { ...common, name, required };
  switch (kind) {
    case 'select':
      return (
        <select {...all} defaultValue={value}>
          {(!required || value === '') && <option value="">–</option>}
          <Options choices={choices} />
        </select>
      );
    case 'search':
      return <Search field={field} common={common} />;
    case 'complete':
      return <Completed field={field} common={common} />;
    case 'terms':
      return (
        <select {...all} multiple size={4} defaultValue={splitValue(value)}>
          <Options choices={choices} />
        </select>
      );
    case 'long':
      return <textarea {...all} defaultValue={value} maxLength={maxLength} rows={4} />;
    case 'time':
      return <input type="time" {...all} defaultValue={value} />;
    case 'number':
      return <input type="number" step={1} {...all} defaultValue={value} min={min} max={max} />;
    default:
      return <input type="text" {...all} defaultValue={value} maxLength={maxLength} autoComplete="off" />;
  }
}

const MAX_FOUND = 20;

/** One of hundreds of options: only those that match what was typed are in the page. */
function Search({ field, common }: { readonly field: Field; readonly common: Common }) {
  const { value, choices = [] } = field;
  const [typed, setTyped] = useState(value);
  const found = choices.filter((choice) => choice.value.toLowerCase().includes(typed.toLowerCase()));
  const check = (now: string): boolean => {
    setTyped(now);
    return choices.some((choice) => choice.value === now);
  };
  return <ChosenInput {...{ field, common, check }} offered={found.slice(0, MAX_FOUND)} />;
}

const PAUSE_MS = 150;

/** What is chosen of what the bot offers for what is typed. */
function Completed({ field, common }: { readonly field: Field; readonly common: Common }) {
  const { name, value, modalId = '' } = field;
  const [typed, setTyped] = useState(value);
  const [found, setFound] = useState<readonly Suggestion[]>([]);
  useEffect(() => {
    let late = false;
    const timer = setTimeout(async () => {
      const choices = await complete({ modalId, field: name, typed });
      if (!late) setFound(choices);
    }, PAUSE_MS);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [modalId, name, typed]);
  const check = (now: string): boolean => {
    const isOffered = found.some((choice) => choice.value === now);
    // What was chosen stays among what can be.
    if (!isOffered) setTyped(now);
    return isOffered;
  };
  const offered = found.map((choice) => ({ label: choice.name, value: String(choice.value) }));
  return <ChosenInput {...{ field, common, check, offered }} />;
}

interface ChosenInputProps {
  readonly field: Field;
  readonly common: Common;
  readonly offered: readonly FieldChoice[];
  /** Hears what is in the field now, and says whether that can be sent. */
  readonly check: (now: string) => boolean;
}

/** What is typed has to be one of what is offered. */
function ChosenInput({ field: { name, required, value }, common, offered, check }: ChosenInputProps) {
  return (
    <>
      <input
        {...{ ...common, name, required }}
        list={`${common.id}-list`}
        defaultValue={value}
        autoComplete="off"
        onInput={({ currentTarget: input }) =>
          input.setCustomValidity(check(input.value) ? '' : 'Choose one of the list.')
        }
      />
      <datalist id={`${common.id}-list`}>
        <Options choices={offered} />
      </datalist>
    </>
  );
}

function Options({ choices }: { readonly choices: readonly FieldChoice[] }) {
  return choices.map(({ label, value }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));
}

/** Radio buttons, or checkboxes of which one must be checked where the field is required. */
function Group({ field: { name, required, kind, value, choices = [] } }: { readonly field: Field }) {
  const [picked, setPicked] = useState(splitValue(value));
  const isRadio = kind === 'radio';
  return choices.map((choice, i) => (
    <label key={choice.value}>
      <input
        type={isRadio ? 'radio' : 'checkbox'}
        name={name}
        value={choice.value}
        required={required && (isRadio || (i === 0 && picked.length === 0))}
        checked={picked.includes(choice.value)}
        onChange={({ currentTarget: { checked } }) =>
          setPicked((before) => [
            ...(isRadio ? [] : before.filter((one) => one !== choice.value)),
            ...(checked ? [choice.value] : []),
          ])
        }
      />
      {choice.label}
    </label>
  ));
}

function splitValue(value: string): string[] {
  return value.split(',').map((part) => part.trim());
}

/** The value of a field of a form that is sent off. */
export function readField({ name }: Field, typed: FormData): string {
  return typed.getAll(name).map(String).join(', ');
}
