import { InputError } from '../../core/base/errors.ts';
import { type App, EXIT } from '../base/app.ts';
import { problems, texts } from '../base/texts.ts';

type WebhookApp = Pick<App, 'webhooks' | 'print'>;

/** Adds an address that digests are posted to, and shows its signing secret: now, and never again. */
export async function addWebhook(app: WebhookApp, name: string, address: string): Promise<number> {
  const { channel, secret } = await findRegistry(app).add(name, address);
  app.print(texts.webhookAdded({ channel }));
  app.print(texts.webhookSecret({ secret }));
  app.print(texts.webhookNext({ channel }));
  return EXIT.ok;
}

/** Lists the webhooks, each with its host: the whole address may contain a key. */
export async function listWebhooks(app: WebhookApp): Promise<number> {
  const all = await findRegistry(app).list();
  if (all.length === 0) app.print(texts.noWebhooks());
  for (const { channel, host } of all)
    app.print(host === undefined ? texts.webhookUnreadable({ channel }) : texts.webhook({ channel, host }));
  return EXIT.ok;
}

/** Deletes the address, the secret, the subscription and what was posted there. */
export async function removeWebhook(app: WebhookApp, name: string): Promise<number> {
  const channel = await findRegistry(app).remove(name);
  app.print(texts.webhookRemoved({ channel }));
  return EXIT.ok;
}

function findRegistry({ webhooks }: WebhookApp) {
  if (webhooks) return webhooks;
  throw new InputError(problems.webhooksOff());
}
