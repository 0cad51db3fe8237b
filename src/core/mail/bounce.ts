import { isAboutAddress, readStatus } from './mail-status.ts';
import { isMailboxId, MAILBOX_ID_LENGTH } from './mailbox.ts';

/** What a mail that came back, or a complaint, says. */
export interface Bounce {
  /** The id of the mailbox that it is about. */
  readonly mailboxId: string;
  /** `passing`: the mail is late, or was refused for another reason than its address. */
  readonly kind: 'failed' | 'complained' | 'passing';
}

/** Types of feedback reports by which a reader wants no more; the others are about signatures, viruses, or mails that were wanted. */
const COMPLAINTS: ReadonlySet<string> = new Set(['abuse', 'fraud', 'opt-out']);

/**
 * Reads a delivery status notification (RFC 3464) or a feedback report (RFC 5965). Whose it was is in the address that it came
 * to, and in the Message-ID of the mail that it is about. `undefined` where that is not said, or nothing of a delivery is: an
 * out-of-office answer comes to the same address.
 */
export function parseBounce(message: string): Bounce | undefined {
  const lines = message.split('\n').map((line) => line.trim());
  const fields = lines.flatMap((line) => {
    const colon = line.indexOf(':');
    return colon > 0
      ? [
          [
            line.slice(0, colon).toLowerCase(),
            line
              .slice(colon + 1)
              .trim()
              .toLowerCase(),
          ] as const,
        ]
      : [];
  });
  const listValues = (name: string) => fields.filter(([field]) => field === name).map(([, value]) => value);
  const mailboxId = findMailboxId(lines);
  if (mailboxId === undefined) return undefined;
  if (listValues('feedback-type').some((type) => COMPLAINTS.has(type)))
    return { mailboxId, kind: 'complained' };
  const actions = listValues('action');
  if (actions.length === 0) return undefined;
  const isDead = listValues('status').some((status) => isAboutAddress(readStatus(status) ?? ''));
  return { mailboxId, kind: actions.includes('failed') && isDead ? 'failed' : 'passing' };
}

/** `bounces+ID@…` or `<….ID@…>`: an id is long enough to be found by its form. */
function findMailboxId(lines: readonly string[]): string | undefined {
  for (const line of lines) {
    for (let at = line.indexOf('@'); at >= 0; at = line.indexOf('@', at + 1)) {
      const id = line.slice(Math.max(0, at - MAILBOX_ID_LENGTH), at).toLowerCase();
      const before = line.charAt(at - MAILBOX_ID_LENGTH - 1);
      if ((before === '+' || before === '.') && isMailboxId(id)) return id;
    }
  }
  return undefined;
}
