const MIN_LENGTH = 15;
const MAX_LENGTH = 20;

/** Whether a text has the form of a role's id. */
export function isRoleId(text: string): boolean {
  return (
    text.length >= MIN_LENGTH &&
    text.length <= MAX_LENGTH &&
    [...text].every((char) => char >= '0' && char <= '9')
  );
}

/** A role as Discord writes it into a typed option, `<@&123456789012345678>`, or its id. */
export function parseRole(typed: string): string | undefined {
  const id = typed.startsWith('<@&') && typed.endsWith('>') ? typed.slice(3, -1) : typed;
  return isRoleId(id) ? id : undefined;
}
