import { DeliveryError } from '../../src/core/base/errors.ts';
import { reasons } from '../../src/core/reason/texts.ts';
import { isWebhookName } from '../../src/core/webhook/webhook.ts';
import type { PlatformDefinition } from '../shared/definition.ts';
import { problems } from './texts/errors.ts';
import { texts } from './texts/setup.ts';

export interface WebhookSettings {
  readonly WEBHOOK_KEY?: string | undefined;
  readonly WEBHOOK_PRIVATE_NETWORKS: boolean;
}

export const webhook: PlatformDefinition<WebhookSettings> = {
  name: 'webhook',
  title: texts.platform(),
  tokens: ['WEBHOOK_KEY'],
  isChannelId: isWebhookName,
  isPersonId: () => false,
  isTenantId: isWebhookName,
  whereIdsAre: texts.whereIdsAre(),
  isConfigured: ({ WEBHOOK_KEY }) => WEBHOOK_KEY !== undefined,
  async create({ WEBHOOK_PRIVATE_NETWORKS: allowsPrivate }, { clock, botClock, webhooks: access }) {
    const { createWebhook, renderForNobody } = await import('./index.ts');
    if (access) return createWebhook({ access, allowsPrivate, clock, botClock });
    const send = async (): Promise<never> => {
      throw new DeliveryError('unauthorized', reasons.platformOff({ platform: 'webhook' }));
    };
    return { name: 'webhook', problems, onlyLayout: 'letter', render: renderForNobody, send };
  },
};
