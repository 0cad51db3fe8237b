import { platformContract } from '../../contract/platform.contract.ts';
import { personId } from '../../support/ids.ts';
import { aMailbox, mailboxId } from '../../support/mailboxes.ts';
import { anEmail } from './harness.ts';

platformContract('e-mail', ['directMessages', 'checks'], async () => {
  const rig = await anEmail();
  await aMailbox(rig, 1, Number.MAX_SAFE_INTEGER);
  await aMailbox(rig, 2, Number.MAX_SAFE_INTEGER);
  const channel = mailboxId(1).slice('email:'.length);
  return {
    platform: rig.platform,
    open: { channel },
    missing: { channel: 'f'.repeat(32) },
    readText: ({ messageId }) =>
      rig.server.received.map(({ mail }) => mail).find((mail) => mail.messageId === messageId)?.text,
    countIn: (destination) =>
      rig.server.received.filter(
        ({ to }) => destination.channel === channel && to.includes('reader1@example.com'),
      ).length,
    react: () => personId(mailboxId(2)),
    unreact: () => undefined,
    type: async () => '',
    close: async () => undefined,
  };
});
