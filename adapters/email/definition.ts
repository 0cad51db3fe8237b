import { readFileSync } from 'node:fs';
import { DeliveryError, PaperboyError } from '../../src/core/base/errors.ts';
import { splitId } from '../../src/core/base/ids.ts';
import { parseNamedAddress, toDomain } from '../../src/core/mail/mail-address.ts';
import { isMailboxId, READERS } from '../../src/core/mail/mailbox.ts';
import { reasons } from '../../src/core/reason/texts.ts';
import type { PlatformDefinition } from '../shared/definition.ts';
import { problems } from './texts/errors.ts';
import { problems as setupProblems, texts } from './texts/setup.ts';

export interface EmailSettings {
  readonly SMTP_URL?: string | undefined;
  readonly MAIL_FROM?: string | undefined;
  readonly MAIL_BOUNCE_TO?: string | undefined;
  readonly MAIL_DKIM_KEY?: string | undefined;
  readonly MAIL_DKIM_SELECTOR: string;
  readonly MAIL_PER_SECOND: number;
  readonly MAIL_PICTURES: boolean;
}

export const email: PlatformDefinition<EmailSettings> = {
  name: 'email',
  title: texts.platform(),
  tokens: ['SMTP_URL', 'MAIL_FROM', 'MAIL_KEY', 'WEB_URL', 'WEB_PORT'],
  isChannelId: isMailboxId,
  isPersonId: isMailboxId,
  isTenantId: (id) => id === splitId(READERS).id,
  whereIdsAre: texts.whereIdsAre(),
  isConfigured: ({ SMTP_URL }) => SMTP_URL !== undefined,
  async create(settings, { clock, botClock, log, speed, mail: access }) {
    const { createEmail, renderForNobody } = await import('./index.ts');
    const { SMTP_URL: url, MAIL_FROM: from = '', MAIL_BOUNCE_TO: bounceTo } = settings;
    const address = parseNamedAddress(from)?.address;
    if (url === undefined || address === undefined || !access) {
      const send = async (): Promise<never> => {
        throw new DeliveryError('unauthorized', reasons.platformOff({ platform: 'email' }));
      };
      return { name: 'email', problems, render: renderForNobody, send };
    }
    return createEmail({
      ...{ url, clock, botClock, log, access, ...readDkim(settings, address) },
      sender: { from, address, ...(bounceTo === undefined ? {} : { bounceTo }) },
      perSecond: settings.MAIL_PER_SECOND * speed,
      hasPictures: settings.MAIL_PICTURES,
    });
  },
};

function readDkim({ MAIL_DKIM_KEY: path, MAIL_DKIM_SELECTOR: keySelector }: EmailSettings, address: string) {
  if (path === undefined) return {};
  try {
    const privateKey = readFileSync(path, 'utf8');
    return { dkim: { domainName: toDomain(address), keySelector, privateKey } };
  } catch (cause) {
    throw new PaperboyError(setupProblems.dkimKeyUnreadable({ path }), { cause });
  }
}
