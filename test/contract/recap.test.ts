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

describe('a weekly recap', () => {
  it('is one message on Discord, posted once', async () => {
    const rig = await discordRig();
    const text = await recapOn(rig, () => {
      const channel = rig.server.channels.get(splitId(rig.channel).id);
      const last = [...(channel?.messages.values() ?? [])].at(-1);
      return JSON.stringify([last?.content, last?.embeds]);
    });
    for (const words of EXPECTED) expect(text).toContain(words);
  });

  it('is one message on Slack, posted once', async () => {
    const rig = await slackRig();
    const text = await recapOn(rig, () =>
      JSON.stringify(rig.server.state.channels.get('C0OPEN')?.messages.at(-1)),
    );
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
