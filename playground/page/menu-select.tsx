interface Props {
  readonly placeholder: string;
  readonly options: ReadonlyArray<{ readonly label: string; readonly value: string }>;
  /** Hears the value of what was chosen, which identifies the press. */
  readonly onChoose: (value: string) => void;
}

/** A select under a message: choosing is a press, and it is empty again after. */
export function MenuSelect({ placeholder, options, onChoose }: Props) {
  return (
    <select
      className="menu"
      aria-label={placeholder}
      value=""
      onChange={({ target }) => onChoose(target.value)}
    >
      <option value="">{placeholder}</option>
      {options.map(({ label, value }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}
