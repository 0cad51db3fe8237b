import { describe, expect, it } from 'vitest';
import { nameSharedCard, type SharedCard } from '../../../src/core/delivery/shared-card-store.ts';
import { channelId, personId, tenantId } from '../../support/ids.ts';
import { MINUTE, NOON, sentAs } from '../ledger.ts';
import { aStore } from '../temp-store.ts';

const GUILD = tenantId('discord:guild');
const VOTE = {
  ...{ paperId: 'a', person: personId('discord:1'), tenant: GUILD },
  ...{ value: 1 as const, source: 'button', at: NOON },
};
const CARD: SharedCard = {
  ...{ channel: channelId('discord:100'), sent: sentAs('m1', { thread: '7' }) },
  ...{ paperId: 'a', usedAt: NOON },
};
const ID = nameSharedCard(CARD);
const AT = { platform: 'discord', channel: '100', messageId: 'm1', paperId: 'a' };

/** One shared card, whose buttons show the votes. */
async function aSettledCard() {
  const store = await aStore();
  const { sharedCards } = store;
  await sharedCards.request(CARD);
  const settle = async () => {
    for (const one of await sharedCards.listDue('discord', NOON, 10)) await sharedCards.finish(one);
  };
  await settle();
  const due = async (now = NOON) => (await sharedCards.listDue('discord', now, 10)).map(({ card }) => card);
  return { ...store, sharedCards, settle, due };
}

describe('a shared card', () => {
  it('is found with all that is known of it, until its buttons show the votes', async () => {
    const { sharedCards } = await aStore();
    expect(await sharedCards.findOn(AT)).toBeUndefined();
    await sharedCards.request(CARD);
    const due = { card: CARD, tries: 0, requested: 1 };
    expect(await sharedCards.listDue('discord', NOON, 10)).toEqual([due]);
    expect(await sharedCards.listDue('slack', NOON, 10)).toEqual([]);
    expect(await sharedCards.listDue('discord', NOON, 10, [GUILD])).toEqual([]);
    expect(await sharedCards.findOn(AT)).toEqual({ card: CARD, isUpdatable: false, tries: 0 });
    await sharedCards.finish(due);
    expect(await sharedCards.findOn(AT)).toEqual({ card: CARD, isUpdatable: true, tries: 0 });
    expect([await sharedCards.find(ID, NOON), await sharedCards.listDue('discord', NOON, 10)]).toEqual([
      undefined,
      [],
    ]);
  });

  it('is found by its message whichever workspace of a shared channel has posted it, and by no other', async () => {
    const { sharedCards } = await aStore();
    const sent = sentAs('1777.0001', { channel: 'C0SHARED', tenant: tenantId('slack:T0ONE') });
    const card = { ...CARD, channel: channelId('slack:T0ONE/C0SHARED'), sent };
    await sharedCards.request(card);
    const at = { platform: 'slack', channel: 'C0SHARED', messageId: '1777.0001', paperId: 'a' };
    expect(await sharedCards.findOn(at)).toEqual({ card, isUpdatable: false, tries: 0 });
    for (const other of [
      { platform: 'discord' },
      { channel: 'C0OTHER' },
      { messageId: '1777.0002' },
      { paperId: 'b' },
    ])
      expect(await sharedCards.findOn({ ...at, ...other })).toBeUndefined();
  });

  it('is due with every vote of its community on its paper, and with no other', async () => {
    const { votes, due, settle } = await aSettledCard();
    await votes.cast({ ...VOTE, paperId: 'b' });
    await votes.cast({ ...VOTE, tenant: tenantId('discord:elsewhere') });
    expect(await due()).toEqual([]);
    await votes.cast(VOTE);
    expect(await due()).toEqual([CARD]);
    await settle();
    await votes.retract(VOTE);
    expect(await due()).toEqual([CARD]);
    await settle();
    await votes.link(GUILD, tenantId('discord:elsewhere'));
    expect(await due()).toEqual([CARD]);
  });

  it('stays due when another vote came while it was being changed, and is not forgotten then', async () => {
    const { votes, sharedCards, due } = await aSettledCard();
    await votes.cast(VOTE);
    const first = await sharedCards.find(ID, NOON);
    await votes.retract(VOTE);
    if (!first) throw new Error('nothing is due');
    await sharedCards.finish(first);
    expect(await due()).toEqual([CARD]);
    await sharedCards.remove(first);
    expect(await due()).toEqual([CARD]);
    const last = await sharedCards.find(ID, NOON);
    if (last) await sharedCards.remove(last);
    expect(await sharedCards.findOn(AT)).toBeUndefined();
  });

  it('waits after a failure, however many votes come, and says whether it can be updated', async () => {
    const { votes, sharedCards, due } = await aSettledCard();
    await votes.cast(VOTE);
    const [edit] = await sharedCards.listDue('discord', NOON, 1);
    if (!edit) throw new Error('nothing is due');
    await sharedCards.postpone(edit, NOON + MINUTE, false);
    expect(await sharedCards.findOn(AT)).toEqual({ card: CARD, isUpdatable: true, tries: 1 });
    await sharedCards.postpone(edit, NOON + MINUTE, true);
    expect(await sharedCards.findOn(AT)).toEqual({ card: CARD, isUpdatable: false, tries: 2 });
    await votes.retract(VOTE);
    expect([await due(), await due(NOON + MINUTE)]).toEqual([[], [CARD]]);
    expect(await sharedCards.find(ID, NOON)).toBeUndefined();
    expect(await sharedCards.find(ID, NOON + MINUTE)).toMatchObject({ card: CARD, tries: 2 });
  });

  it('that nobody has used for long is due once more, and dropped in the end', async () => {
    const { sharedCards, due } = await aSettledCard();
    expect([await sharedCards.requestUnused(NOON, 5), await due()]).toEqual([0, []]);
    expect([await sharedCards.requestUnused(NOON + 1, 5), await due()]).toEqual([1, [CARD]]);
    expect(await sharedCards.requestUnused(NOON + 1, 5)).toBe(0);
    await sharedCards.request({ ...CARD, usedAt: NOON + MINUTE });
    expect(await sharedCards.dropUnused(NOON + MINUTE, 5)).toBe(0);
    expect(await sharedCards.dropUnused(NOON + MINUTE + 1, 5)).toBe(1);
    expect(await sharedCards.findOn(AT)).toBeUndefined();
  });

  it('is listed with others of its paper and community by when it was used, and no more of them than asked for', async () => {
    const { sharedCards } = await aSettledCard();
    for (const [messageId, usedAt] of [
      ['m2', NOON + 2],
      ['m3', NOON + 1],
    ] as const)
      await sharedCards.request({ ...CARD, sent: sentAs(messageId), usedAt });
    await sharedCards.request({ ...CARD, sent: sentAs('m4'), paperId: 'b', usedAt: NOON + 3 });
    const list = async (limit: number, paperIds = ['a']) =>
      (await sharedCards.listShowing(paperIds, [GUILD], limit)).map(({ sent }) => sent.messageId);
    expect([await list(5), await list(2)]).toEqual([
      ['m2', 'm3', 'm1'],
      ['m2', 'm3'],
    ]);
    expect(await list(2, ['a', 'b'])).toEqual(['m4', 'm2']);
  });

  it('goes with its server, and with the private conversation of who is forgotten', async () => {
    const { sharedCards, tenants, people } = await aSettledCard();
    const direct = { ...CARD, channel: channelId('discord:dm'), sent: sentAs('m2', { channel: 'dm' }) };
    await sharedCards.request(direct);
    const list = async () => (await sharedCards.listShowing(['a'], [GUILD], 5)).map(({ channel }) => channel);
    await people.forget(personId('discord:1'), NOON, channelId('discord:dm'));
    expect(await list()).toEqual([CARD.channel]);
    expect(await tenants.read(GUILD)).toMatchObject({ shared_card: [{ message_id: 'm1' }] });
    expect(await tenants.listKnown('discord')).toEqual([GUILD]);
    await tenants.erase(GUILD);
    expect(await list()).toEqual([]);
  });
});
