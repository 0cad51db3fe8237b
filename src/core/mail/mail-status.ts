const CHARACTERS = new Set('0123456789.');
/** Done, not now, and never. */
const KINDS = new Set(['2', '4', '5']);

/** The enhanced status (RFC 3463) that a text begins with, `5.1.1 no such user`; nothing where it begins with none. */
export function readStatus(text: string): string | undefined {
  const end = [...text].findIndex((char) => !CHARACTERS.has(char));
  const [kind = '', subject = '', detail = '', ...more] = text
    .slice(0, end < 0 ? text.length : end)
    .split('.');
  const isWhole = KINDS.has(kind) && isNumber(subject) && isNumber(detail);
  // A full stop may follow; a fourth number makes it a network address.
  return isWhole && more.join('') === '' ? `${kind}.${subject}.${detail}` : undefined;
}

function isNumber(digits: string): boolean {
  return digits.length > 0 && digits.length <= 3;
}

/** A mail with a sender that is not accepted: ours. */
const ABOUT_THE_SENDER: ReadonlySet<string> = new Set(['5.1.7', '5.1.8']);

/**
 * Whether an enhanced status says that an address is dead. All others are about this mail, this day or us: a full mailbox, a mail
 * that is too large, routing, protocol, content, and the server's opinion of us.
 */
export function isAboutAddress(status: string): boolean {
  if (ABOUT_THE_SENDER.has(status)) return false;
  return status.startsWith('5.0.') || status.startsWith('5.1.') || status === '5.2.1';
}
