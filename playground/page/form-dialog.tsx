import { type FormEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { type Field, FormField, readField } from './form-field.tsx';
import { texts } from './texts.ts';

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
  const { title, submit, close = texts.cancel(), fields, errors, children, onSubmit, onClose } = props;
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
    onSubmit(Object.fromEntries(fields.map((field) => [field.name, readField(field, typed)])));
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
          <button type="button" className="close" aria-label={texts.close()} onClick={onClose}>
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
            <FormField key={field.name} field={field} error={errors[field.name]} />
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
