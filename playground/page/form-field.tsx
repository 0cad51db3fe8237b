import { useEffect, useId, useRef, useState } from 'react';
import { texts } from './texts.ts';
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
  readonly kind: 'text' | 'long' | 'time' | 'number' | 'select' | 'radio' | 'several' | 'terms' | 'complete';
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

/** A field with its label, its error and its hint. */
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

const PAUSE_MS = 150;

/** What is chosen of what the bot offers for what is typed, or what was chosen before. */
function Completed({ field, common }: { readonly field: Field; readonly common: Common }) {
  const { name, required, value, modalId = '' } = field;
  const input = useRef<HTMLInputElement>(null);
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
  // Who types a whole name has typed it before it is offered.
  useEffect(() => {
    if (input.current) mark(input.current, isChoice(input.current.value, value, found));
  }, [value, found]);
  return (
    <>
      <input
        {...{ ...common, name, required }}
        ref={input}
        list={`${common.id}-list`}
        defaultValue={value}
        autoComplete="off"
        onInput={({ currentTarget }) => {
          const isOffered = isChoice(currentTarget.value, value, found);
          mark(currentTarget, isOffered);
          // What was chosen stays among what can be.
          if (!isOffered) setTyped(currentTarget.value);
        }}
      />
      <datalist id={`${common.id}-list`}>
        <Options choices={found.map((choice) => ({ label: choice.name, value: String(choice.value) }))} />
      </datalist>
    </>
  );
}

function isChoice(typed: string, chosen: string, found: readonly Suggestion[]): boolean {
  return typed === chosen || found.some((choice) => choice.value === typed);
}

/** A form with something else in the field cannot be sent off. */
function mark(input: HTMLInputElement, isChosen: boolean): void {
  input.setCustomValidity(isChosen ? '' : texts.chooseOne());
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
