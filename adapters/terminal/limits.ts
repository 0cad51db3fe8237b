/** What bounds a terminal. Undocumented: conventions of the field. */
export const LIMITS = {
  /** Columns where the stream does not report its own (a pipe, a file). */
  columns: 80,
  /** Wider lines are hard to read, however wide the window is. */
  maxColumns: 100,
  /** Titles of an overview end after two lines of 80 columns. */
  title: 140,
  abstract: 700,
  /** Letters a to t press buttons. */
  buttons: 20,
} as const;
