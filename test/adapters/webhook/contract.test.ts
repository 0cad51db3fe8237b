import { platformContract } from '../../contract/platform.contract.ts';
import { personId } from '../../support/ids.ts';
import { aWebhook } from './harness.ts';

platformContract('webhooks', ['checks'], async () => {
  const { platform, receiver } = await aWebhook();
  return {
    platform,
    open: { channel: 'papers' },
    missing: { channel: 'nothing' },
    readText: ({ messageId }) =>
      receiver.received.find(({ headers }) => headers['webhook-id'] === messageId)?.body,
    countIn: ({ channel }) =>
      receiver.received.filter(({ body }) => body.includes(`webhook:${channel}`)).length,
    react: () => personId('webhook:papers'),
    unreact: () => undefined,
    type: async () => '',
    close: async () => undefined,
  };
});
