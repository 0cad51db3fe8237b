import { describe, expect, it } from 'vitest';
import { texts } from '../../commands/texts/posts.ts';
import { flattenText } from '../../src/core/base/text.ts';
import { DELIVERY_KINDS, toSlot } from '../../src/core/delivery/delivery.ts';
import type { Reason } from '../../src/core/reason/reason.ts';
import { channelId } from '../support/ids.ts';
import { aDesk, textIn } from './desk.ts';

const HERE = channelId('discord:100');

describe('status', () => {
  it('distinguishes posted, nothing to post and failed', async () => {
    const { type, store, clock } = await aDesk();
    await type('subscribe');
    const settle = async (day: string, state: 'sent' | 'skipped' | 'failed', words: { reason?: Reason }) => {
      const key = { channel: HERE, slot: Date.parse(`${day}T07:00:00Z`) };
      await store.deliveries.enqueue(key, clock.now());
      await store.deliveries.settle(key, { state, ...words }, clock.now());
    };
    await settle('2026-04-28', 'sent', {});
    await settle('2026-04-29', 'skipped', {
      reason: { code: 'all-shown', values: { count: 12, from: '2026-04-29', to: '2026-04-29' } },
    });
    await settle('2026-04-30', 'failed', {
      reason: { code: 'text', values: { text: 'Missing permission.', fix: 'Give it Send Messages.' } },
    });
    const text = textIn(await type('status'));
    expect(text).toContain('25 papers stored, fetched 2 minutes ago');
    expect(text).toMatch(/"value":"Posted/);
    expect(text).toContain('Nothing posted. No new papers');
    expect(text).toContain('Failed. Missing permission. Give it Send Messages.');
  });

  it('names recaps, and says nothing of alerts, which are the operator’s', async () => {
    const { type, store, clock } = await aDesk();
    await type('subscribe');
    for (const [i, kind] of DELIVERY_KINDS.entries()) {
      const key = { channel: HERE, slot: toSlot(kind, Date.parse(`2026-04-2${i}T07:00:00Z`)) };
      await store.deliveries.enqueue(key, clock.now(), kind);
      await store.deliveries.settle(key, { state: 'sent' }, clock.now());
    }
    const shown = await type('status');
    const posted = shown.kind === 'fields' ? shown.fields.map(({ value }) => flattenText(value)) : [];
    expect(posted.filter((value) => value.endsWith('Posted.'))).toEqual([
      'Monthly recap: Posted.',
      'Weekly recap: Posted.',
      'Posted.',
    ]);
    expect(DELIVERY_KINDS.slice(1).map((kind) => texts.ofKind({ kind, outcome: 'Posted.' }))).toEqual([
      'Weekly recap: Posted.',
      'Monthly recap: Posted.',
      'Alert: Posted.',
    ]);
  });
});
