/** An option's `parse` for a text that `read` must understand, stored as it was typed. */
export function asTyped(read: (text: string) => unknown): (text: string) => string {
  return (text) => {
    read(text);
    return text;
  };
}
