import { addDays, toUtcDay } from '../../src/core/base/calendar.ts';
import { createMailLinks } from '../../src/core/mail/mail-links.ts';
import { toMailboxChannel } from '../../src/core/mail/mailbox.ts';
import { createDeliver } from '../../src/jobs/delivery/deliver.ts';
import { sendConfirmations } from '../../src/jobs/mail/confirmations.ts';
import { createSignUps } from '../../src/jobs/mail/sign-ups.ts';
import { enqueueDue } from '../../src/jobs/timing/enqueue.ts';
import { anEmail } from '../adapters/email/harness.ts';
import { aDesk } from '../commands/desk.ts';
import { askSource } from '../jobs/world.ts';
import { aPaper, aRecordingInbound } from '../support/builders.ts';
import { DELIVERING } from '../support/delivering.ts';
import { PLATFORMS } from './people.ts';

const LIMITS = { perAskerAnHour: 20, perAddressADay: 20, perHour: 20 };

/** A person at the real client of a chat, a bot that sends mail there, and a real mail server for what it sends. */
export async function aMailDesk(chat: string) {
  const { keys, server, make } = await anEmail();
  const desk = await aDesk();
  const { store, clock, log, services, dispatcher } = desk;
  const links = createMailLinks('https://papers.example.org', keys, clock);
  const access = { mailboxes: store.mailboxes, keys, links };
  const platforms = new Map([['email', make({ access, clock, botClock: clock })]] as const);
  let ids = 0;
  const signUps = createSignUps({
    ...{ store, keys, clock, log, limits: LIMITS, onAsked: () => undefined },
    createId: () => (++ids).toString(16).padStart(32, '0'),
  });
  Object.assign(services, { signUps });
  const connect = PLATFORMS[chat];
  if (!connect) throw new Error(chat);
  const person = await connect({ ...aRecordingInbound(), ...dispatcher });
  return {
    ...{ store, clock, person },
    /** What the server has got so far, as a mail program reads it. */
    received: () => server.received.map(({ mail }) => mail),
    /** How many addresses were ever asked for. */
    countAsked: () => ids,
    /** The confirmation comes, and its link is followed as the page does. */
    async confirm() {
      await sendConfirmations({ store, platforms, links, clock, log });
      const html = String(server.received.at(-1)?.mail.html);
      const token = /\/mail\/confirm\/([\w.-]+)/.exec(html)?.[1] ?? '';
      const claim = keys.verify('confirm', token, clock.now());
      return signUps.confirm(claim?.channel ?? toMailboxChannel('none'));
    },
    /** A list has one more paper. */
    async list(day: string, title: string) {
      const known = await store.editions.find(day);
      const paper = aPaper({
        id: `${day.slice(2, 4)}${day.slice(5, 7)}.${title.padStart(5, '0')}`,
        title: `No. ${title}.`,
      });
      await store.papers.save([paper], clock.now());
      const paperIds = [...(known?.paperIds ?? []), paper.id];
      await store.editions.save({ day, state: 'filling', paperIds, fetchedAt: clock.now() });
    },
    /** What is due by then is sent. */
    async passTo(time: string) {
      clock.set(time);
      await askSource(store, clock.now());
      await enqueueDue({ store, clock, log });
      await createDeliver({ ...DELIVERING, store, platforms, clock, log }).run();
    },
  };
}

/** So many days from one on. */
export function listDays(from: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => addDays(toUtcDay(Date.parse(`${from}T00:00:00Z`)), i));
}
