import { type FormEvent, type ReactNode, useEffect, useId, useRef } from 'react';

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly required: boolean;
  readonly long: boolean;
  readonly value: string;
  readonly maxLength: number | undefined;
  readonly choices: ReadonlyArray<{ readonly label: string; readonly value: string }> | undefined;
}

interface Props {
  readonly title: string;
  readonly submit: string;
  readonly close?: string;
  readonly fields: readonly Field[];
  /** By field; '' is the form as a whole. */
  readonly errors: Readonly<Record<string, string>>;
  /** What is above the fields. */
  readonly children?: ReactNode;
  readonly onSubmit: (values: Record<string, string>) => void;
  readonly onClose: () => void;
}

/** A form of a platform as a real dialog: focus stays within, Escape leaves it. What was typed stays while errors come. */
export function FormDialog(props: Props) {
  const { title, submit, close = 'Cancel', fields, errors, children, onSubmit, onClose } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    // Not the button that closes, which is first.
    const field = dialog.current?.querySelector<HTMLElement>('.field :is(input, select, textarea)');
    (field ?? dialog.current?.querySelector<HTMLElement>('.primary'))?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  function send(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    onSubmit(Object.fromEntries(fields.map(({ name }) => [name, String(typed.get(name) ?? '')])));
  }
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <form onSubmit={send}>
        <header>
          <h2 id={id}>{title}</h2>
          <button type="button" className="close" aria-label="Close" onClick={onClose}>
            ✕
          </button>
        </header>
        <div className="fields">
          {children}
          {errors[''] && (
            <p role="alert" className="wrong">
              {errors['']}
            </p>
          )}
          {fields.map((field) => (
            <LabeledField key={field.name} field={field} error={errors[field.name]} />
          ))}
        </div>
        <footer>
          <button type="button" onClick={onClose}>
            {close}
          </button>
          {submit && (
            <button type="submit" className="primary">
              {submit}
            </button>
          )}
        </footer>
      </form>
    </dialog>
  );
}

function LabeledField({ field, error }: { readonly field: Field; readonly error: string | undefined }) {
  const id = useId();
  const { name, label, hint, required, long, value, maxLength, choices } = field;
  const common = {
    ...{ id, name, required, defaultValue: value },
    'aria-invalid': error !== undefined,
    'aria-describedby': [error && `${id}-wrong`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined,
  };
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {required && <span aria-hidden="true"> *</span>}
      </label>
      {choices ? (
        <select {...common}>
          {!required && <option value="">–</option>}
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      ) : long ? (
        <textarea {...common} maxLength={maxLength} rows={4} />
      ) : (
        <input type="text" {...common} maxLength={maxLength} autoComplete="off" />
      )}
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
    </div>
  );
}
