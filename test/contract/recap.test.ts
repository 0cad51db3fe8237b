import { describe, expect, it, onTestFinished } from 'vitest';
import { splitId } from '../../src/core/base/ids.ts';
import { aDesk } from '../commands/desk.ts';
import { papers } from '../support/builders.ts';
import { aDelivery, type Discord, discordRig, type Rig, type Slack, slackRig } from './rig.ts';

const AT = Date.parse('2026-04-30T16:00:00Z');

/** A digest is posted and voted on; then the recap is due. What its message says on the platform. */
async function recapOn(rig: Rig<Discord> | Rig<Slack>, newest: () => string): Promise<string> {
  const { store, clock, tick } = await aDelivery(rig);
  await tick();
  const before = rig.posts();
  const { channel, owner: person, tenant } = rig;
  const [, second] = papers(2);
  await store.votes.cast({
    paperId: '2604.00001',
    person,
    tenant,
    value: 1,
    source: 'button',
    at: clock.now(),
  });
  if (second) await store.papers.save([{ ...second, upvotes: 250 }], clock.now() + 1);
  const subscription = await store.subscriptions.find(channel);
  if (!subscription) throw new Error('not subscribed');
  await store.subscriptions.put({ ...subscription, recaps: { week: { cron: '0 16 * * 4', nextDueAt: AT } } });
  clock.set(AT + 10_000);
  await tick();
  await tick();
  expect(rig.posts()).toBe(before + 1);
  return newest();
}

const EXPECTED = [
  'Weekly recap',
  'You voted for',
  'Paper number 1',
  'Rose after they were posted',
  'Paper number 2',
];

/** A month with one digest, voted on; one of the next month, voted on; then the month's recap is due. What it says. */
async function monthRecapOn(rig: Rig<Discord> | Rig<Slack>, newest: () => string): Promise<string> {
  const { store, clock, tick } = await aDelivery(rig);
  const { channel, owner: person, tenant } = rig;
  const vote = (paperId: string) =>
    store.votes.cast({ paperId, person, tenant, value: 1, source: 'button', at: clock.now() });
  await tick();
  await vote('2604.00001');
  const [, second, , fourth] = papers(4);
  if (!second || !fourth) throw new Error('no papers');
  await store.papers.save([{ ...second, upvotes: 250 }], clock.now() + 1);
  clock.set('2026-05-01T09:00:10Z');
  await store.papers.save([fourth], clock.now());
  const may = { day: '2026-05-01', state: 'filling', paperIds: [fourth.id] } as const;
  await store.editions.save({ ...may, fetchedAt: clock.now() });
  await tick();
  for (const id of ['2604.00003', fourth.id]) await vote(id);
  const subscription = await store.subscriptions.find(channel);
  if (!subscription) throw new Error('not subscribed');
  await store.subscriptions.put({
    ...subscription,
    recaps: { month: { cron: '0 10 1 * *', nextDueAt: Date.parse('2026-05-01T10:00:00Z') } },
  });
  const before = rig.posts();
  clock.set('2026-05-01T10:00:10Z');
  await tick();
  await tick();
  expect(rig.posts()).toBe(before + 1);
  const [recap] = await store.deliveries.listRecent(channel, 1, 'month');
  expect(recap?.state).toBe('sent');
  const next = (await store.subscriptions.find(channel))?.recaps.month?.nextDueAt;
  expect(next).toBe(Date.parse('2026-06-01T10:00:00Z'));
  return newest();
}

/** The newest message of the rig's channel, as its platform has it. */
function readNewest({ server, channel }: Rig<Discord>): string {
  const messages = [...(server.channels.get(splitId(channel).id)?.messages.values() ?? [])];
  const last = messages.at(-1);
  return JSON.stringify([last?.content, last?.embeds]);
}

function readNewestOnSlack({ server }: Rig<Slack>): string {
  return JSON.stringify(server.state.channels.get('C0OPEN')?.messages.at(-1));
}

describe('a monthly recap', () => {
  const expectMonth = (text: string) => {
    for (const words of ['April 2026', ...EXPECTED.slice(1)]) expect(text).toContain(words);
    // They were posted and voted for in May.
    for (const later of ['Paper number 3', 'Paper number 4']) expect(text).not.toContain(later);
  };

  it('is one message on Discord about the month before, posted once', async () => {
    const rig = await discordRig();
    expectMonth(await monthRecapOn(rig, () => readNewest(rig)));
  });

  it('is one message on Slack about the month before, posted once', async () => {
    const rig = await slackRig();
    expectMonth(await monthRecapOn(rig, () => readNewestOnSlack(rig)));
  });
});

describe('a weekly recap', () => {
  it('is one message on Discord, posted once', async () => {
    const rig = await discordRig();
    const text = await recapOn(rig, () => readNewest(rig));
    for (const words of EXPECTED) expect(text).toContain(words);
  });

  it('is one message on Slack, posted once', async () => {
    const rig = await slackRig();
    const text = await recapOn(rig, () => readNewestOnSlack(rig));
    for (const words of EXPECTED) expect(text).toContain(words);
  });

  it('is set by a word or in a form, previewed, and shown by settings and status', async () => {
    const { ask, store } = await aDesk();
    onTestFinished(() => store.close());
    const typed = async (text: string) => JSON.stringify(await ask({ kind: 'line', text }));
    expect(await typed('subscribe recap:fri 16:00 month-recap:on')).toContain(
      'Every Friday at 16:00; next: Fri, 1 May 2026',
    );
    const status = await typed('status');
    expect(status).toContain('Weekly recap');
    expect(status).toContain('On the 1st of each month at 09:00; next: Fri, 1 May 2026');
    expect(await typed('preview recap:week')).toContain('Next one: Fri, 1 May 2026');
    expect(await typed('subscribe recap:sometimes')).toContain('is not a day of the week with a time');
    const form = await typed('settings about:posts');
    for (const value of ['"fri 16:00"', '"09:00"', '"quiet"']) expect(form).toContain(value);
    const values = { recap: '', 'month-recap': '10:30', quiet: 'yes' };
    const saved = JSON.stringify(await ask({ kind: 'form', id: 'subscribe', values }));
    expect(saved).not.toContain('Weekly recap');
    expect(saved).toContain('On the 1st of each month at 10:30');
    expect(saved).toContain('None: posts are quiet');
  });
});
