import type { Problem } from '../../src/core/base/catalog.ts';
import { InputError } from '../../src/core/base/errors.ts';
import { commandSpan, joinText } from '../../src/core/base/text.ts';
import type { Command, CommandContext } from '../../src/core/command/command.ts';
import type { Services } from '../../src/core/command/services.ts';
import { type MailSubject, toMailWish, toRecaps } from '../../src/core/mail/mail-wish.ts';
import { problems } from '../../src/core/mail/texts.ts';
import {
  describeCron,
  EVERY_DAY,
  MONDAY,
  MORNING,
  parseTime,
  toCron,
} from '../../src/core/schedule/schedule-words.ts';
import { createTimeOption, createZoneOption } from '../shared/schedule-options.ts';
import { completeZone } from '../shared/zones.ts';
import { texts } from '../texts/email.ts';

const WHICH = ['channel', 'follows', 'all'] as const;

/** Has a confirmation sent to an address, after which digests come there. */
export const email: Command = {
  name: 'email',
  get summary() {
    return texts.summary();
  },
  example: 'email me@example.org daily 8:30 Europe/Paris',
  personal: true,
  explainOff: findObstacle,
  options: [
    {
      name: 'address',
      get label() {
        return texts.addressLabel();
      },
      get summary() {
        return texts.address();
      },
      type: 'text',
      required: true,
      maxLength: 254,
    },
    {
      name: 'often',
      get summary() {
        return texts.often();
      },
      type: 'choice',
      choices: ['daily', 'weekly'],
      default: 'daily',
    },
    createTimeOption(texts.time),
    createZoneOption(texts.zone),
    {
      name: 'which',
      get summary() {
        return texts.which();
      },
      type: 'choice',
      choices: WHICH,
    },
    {
      name: 'recap',
      get summary() {
        return texts.recap();
      },
      type: 'choice',
      choices: ['week', 'month'],
    },
  ],
  async run(context, { address, often, time, zone, which, recap }) {
    const { asker, services } = context;
    const { signUps } = services;
    if (!signUps) throw new InputError(findObstacle(services) ?? problems.mailOff());
    const isWeekly = often === 'weekly';
    const cron = toCron(parseTime(String(time ?? MORNING)), isWeekly ? MONDAY : EVERY_DAY);
    const at = { cron, zone: String(zone ?? asker.zone ?? 'UTC') };
    const subject = await findSubject(context, which?.toString());
    const { person, tenant } = asker;
    await signUps.ask({
      ...{ address: String(address), asker: person, askedBy: person, tenant },
      wish: {
        ...toMailWish(subject, at, isWeekly),
        recaps: toRecaps(String(recap), time?.toString() ?? MORNING),
      },
    });
    return {
      kind: 'message',
      message: {
        kind: 'notice',
        tone: 'success',
        title: texts.asked(),
        text: joinText(
          [
            texts.askedText({ address: String(address) }),
            texts.askedWhat({ which: subject.kind, when: describeCron(cron), zone: at.zone }),
          ],
          ' ',
        ),
        fix: texts.endAnytime({ command: commandSpan('forget me') }),
      },
    };
  },
  complete: async (_context, option, typed) => (option === 'zone' ? completeZone(typed) : []),
};

/** Nothing where mails can be sent. */
function findObstacle({ signUps, demoDays }: Services): Problem | undefined {
  if (signUps) return undefined;
  return demoDays ? problems.mailNeedsPage() : problems.mailOff();
}

/** By default what the channel gets, where it is subscribed, else everything. */
async function findSubject(
  { asker, services }: CommandContext,
  which: string | undefined,
): Promise<MailSubject> {
  const { person, channelId: channel } = asker;
  if (which === 'follows') return { kind: 'follows', person };
  const subscription = which === 'all' ? undefined : await services.store.subscriptions.find(channel);
  if (subscription) return { kind: 'channel', channel, subscription };
  if (which === 'channel')
    throw new InputError(problems.channelHasNoDigest({ command: commandSpan('subscribe') }));
  return { kind: 'day' };
}
