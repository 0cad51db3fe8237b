import { describe, expect, it } from 'vitest';
import { splitId, toChannelId, toPersonId, toTenantId } from '../../src/core/base/ids.ts';
import { toMailWish } from '../../src/core/mail/mail-wish.ts';
import { aSite, LIMITS, toPath } from './harness.ts';

const ADDRESS = 'me@example.org';

describe('signing up on the page', () => {
  it('sends one confirmation, and nothing else before the button is pressed', async () => {
    const { post, get, confirmations, server, store } = await aSite();
    const answer = await post('/sign-up', {
      address: ADDRESS,
      often: 'weekly',
      time: '8:30',
      zone: 'Europe/Paris',
    });
    expect(answer.status).toBe(200);
    await confirmations();
    await confirmations();
    expect(server.received).toHaveLength(1);
    expect(await store.subscriptions.list()).toEqual([]);
    const [link = ''] =
      /https:\/\/[^"]+\/mail\/confirm\/[^"]+/.exec(String(server.received[0]?.mail.html)) ?? [];
    await get(toPath(link));
    expect(await store.subscriptions.list()).toEqual([]);
    expect(await (await post(toPath(link))).text()).toContain('Europe/Paris');
    expect(await store.subscriptions.list()).toMatchObject([
      { cron: '30 8 * * 1', zone: 'Europe/Paris', layout: 'letter' },
    ]);
    // Pressed twice, it is the same.
    expect((await post(toPath(link))).status).toBe(200);
    expect(await store.subscriptions.list()).toHaveLength(1);
  });

  it('says how many of the last week’s papers match the topics, before anything is confirmed', async () => {
    const { get, post, confirmations, server } = await aSite();
    const said = '1 of the 8 papers of the last week matches.';
    expect(await (await post('/sign-up', { address: ADDRESS, topics: 'number 3' })).text()).toContain(said);
    await confirmations();
    const [link = ''] =
      /https:\/\/[^"]+\/mail\/confirm\/[^"]+/.exec(String(server.received[0]?.mail.html)) ?? [];
    expect(await (await get(toPath(link))).text()).toContain(said);
    // Categories come later than papers: the count says so.
    const unknown = await post('/sign-up', { address: 'b@example.org', topics: 'cs.CL' });
    expect(await unknown.text()).toContain('arXiv has not returned the categories of 8 of them yet.');
    const all = await post('/sign-up', { address: 'c@example.org' });
    expect(await all.text()).not.toContain('last week');
  });

  it.each([
    [{ address: 'nobody' }, 'is not an e-mail address'],
    [{ address: ADDRESS, time: '99' }, '99'],
    [{ address: ADDRESS, zone: 'Mars' }, 'Mars'],
    [{ address: '<script>@x.org' }, '&lt;script&gt;'],
    [{}, 'is not an e-mail address'],
  ] as const)('says what is wrong with %j, and keeps what was typed', async (fields, said) => {
    const { post, server, confirmations } = await aSite();
    const answer = await post('/sign-up', fields);
    expect(answer.status).toBe(400);
    const page = await answer.text();
    expect(page).toContain(said);
    expect(page).not.toContain('<script>');
    await confirmations();
    expect(server.received).toEqual([]);
  });

  it('keeps what was chosen and typed where something else is wrong', async () => {
    const { post, reader, links } = await aSite();
    const signUp = await post('/sign-up', {
      address: ADDRESS,
      often: 'weekly',
      time: '99',
      topics: 'agents',
    });
    const page = await signUp.text();
    expect(page).toContain('<option value="weekly" selected>');
    for (const typed of [ADDRESS, '99', 'agents']) expect(page).toContain(`value="${typed}"`);
    const change = { time: 'noonish', zone: 'Asia/Tokyo', topics: 'robots' };
    const again = await (await post(toPath(links.toChangeLink(await reader())), change)).text();
    for (const typed of Object.values(change)) expect(again).toContain(`value="${typed}"`);
  });

  it('reads what phones and input methods type as it was meant', async () => {
    const { post, confirmations, server } = await aSite();
    const typed = {
      address: 'me\uff20example.org\u200b',
      time: '\uff18\uff1a30',
      zone: 'Europe/\u200bParis',
    };
    expect((await post('/sign-up', typed)).status).toBe(200);
    await confirmations();
    expect(server.received).toMatchObject([{ to: [ADDRESS] }]);
    expect(String(server.received[0]?.mail.text)).toContain('at 08:30 every day (Europe/Paris)');
  });

  it('answers the same for an address that is blocked, and sends nothing to it', async () => {
    const { post, reader, signUps, confirmations, server } = await aSite();
    await signUps.stop(await reader(), 'bounced');
    const answer = await post('/sign-up', { address: ADDRESS });
    expect(await answer.text()).toContain('If this address can receive mail');
    // The limits are those of any other address: nobody can find out from them that it is blocked.
    const more = [await post('/sign-up', { address: ADDRESS }), await post('/sign-up', { address: ADDRESS })];
    expect(more.map(({ status }) => status)).toEqual([200, 400]);
    await confirmations();
    expect(server.received).toEqual([]);
  });

  it('lets nobody block a stranger’s address by a tag of it that bounces; a complaint blocks it', async () => {
    const { post, signUps, confirmations, server, store } = await aSite();
    const toMailbox = (n: number) => toChannelId('email', n.toString(16).padStart(32, '0'));
    await post('/sign-up', { address: 'me+nowhere@example.org' });
    await signUps.stop(toMailbox(1), 'bounced');
    await post('/sign-up', { address: ADDRESS });
    await confirmations();
    expect(server.received).toHaveLength(1);
    await signUps.stop(toMailbox(2), 'complained');
    await post('/sign-up', { address: ADDRESS });
    expect(await store.mailboxes.find(toMailbox(3))).toBeUndefined();
  });

  it('does nothing for a program that fills in what nobody sees', async () => {
    const { post, confirmations, server } = await aSite();
    expect((await post('/sign-up', { address: ADDRESS, website: 'https://spam.example' })).status).toBe(200);
    await confirmations();
    expect(server.received).toEqual([]);
  });

  it('cannot be used to fill a stranger’s mailbox: by address and by asker', async () => {
    const { post, clock, store } = await aSite();
    const ask = async (address: string) => (await post('/sign-up', { address })).status;
    const victim = ['me@example.org', 'ME+a@example.org', 'me+b@Example.org', 'me+c@example.org'];
    expect(await Promise.all(victim.map(ask))).toEqual([200, 200, 200, 400]);
    expect([await ask('b@example.org'), await ask('c@example.org'), await ask('d@example.org')]).toEqual([
      200, 200, 400,
    ]);
    clock.advance(61 * 60_000);
    expect(await ask('d@example.org')).toBe(200);
    expect(await ask(ADDRESS)).toBe(400);
    clock.advance(24 * 60 * 60_000);
    expect(await ask(ADDRESS)).toBe(200);
    // What nobody has confirmed is forgotten.
    clock.advance(49 * 60 * 60_000);
    expect(await store.mailboxes.purge(clock.now())).toBe(7);
  });

  it('cannot be used by a person of a platform to fill mailboxes, either', async () => {
    const { signUps, clock } = await aSite();
    const wish = toMailWish({ kind: 'day' }, { cron: '0 9 * * *', zone: 'UTC' }, false);
    const person = toPersonId('discord', '1');
    const ask = (n: number) =>
      signUps.ask({ address: `reader${n}@example.org`, asker: person, askedBy: person, wish });
    for (let n = 1; n <= LIMITS.perAskerAnHour; n++) await ask(n);
    await expect(ask(9)).rejects.toThrow('You have asked');
    clock.advance(61 * 60_000);
    await expect(ask(9)).resolves.toBeUndefined();
  });

  it('comes once where the mail server is greylisting: not at once, but some minutes later', async () => {
    const { post, confirmations, server, clock } = await aSite();
    server.faults.push({ at: 'to', status: 450, says: '4.2.0 greylisted' });
    await post('/sign-up', { address: ADDRESS });
    await confirmations();
    expect(server.faults).toEqual([]);
    expect(server.received).toEqual([]);
    clock.advance(6 * 60_000);
    for (let i = 0; i < 2; i++) await confirmations();
    expect(server.received).toMatchObject([{ to: [ADDRESS], isAnswered: true }]);
  });

  it('does not come again where nobody knows whether the mail server took it', async () => {
    const { post, confirmations, server, clock } = await aSite();
    server.faults.push({ at: 'cut-after-data' });
    await post('/sign-up', { address: ADDRESS });
    await confirmations();
    for (let hour = 0; hour < 6; hour++) {
      clock.advance(60 * 60_000);
      await confirmations();
    }
    expect(server.received).toMatchObject([{ to: [ADDRESS], isAnswered: false }]);
  });

  it('ends with the address deleted where the mail server says that it is dead', async () => {
    const { post, confirmations, server, store, clock } = await aSite();
    server.faults.push({ at: 'to', status: 550, says: '5.1.1 no such user' });
    await post('/sign-up', { address: ADDRESS });
    const mailbox = () => store.mailboxes.find(toChannelId('email', '1'.padStart(32, '0')));
    expect(await mailbox()).toMatchObject({ state: 'asked', sealed: expect.any(String) });
    await confirmations();
    expect(await mailbox()).toMatchObject({ state: 'stopped' });
    expect(await mailbox()).not.toHaveProperty('sealed');
    clock.advance(60 * 60_000);
    await confirmations();
    expect(server.received).toEqual([]);
  });

  it('asks strangers to come back where many sign up within an hour', async () => {
    const { signUps, clock, server, confirmations } = await aSite();
    const wish = toMailWish({ kind: 'day' }, { cron: '0 9 * * *', zone: 'UTC' }, false);
    const ask = (n: number) =>
      signUps.ask({ address: `reader${n}@example.org`, asker: `192.0.2.${n}`, wish });
    for (let n = 1; n <= LIMITS.perHour; n++) await ask(n);
    await expect(ask(9)).rejects.toThrow('Many people have signed up');
    await confirmations();
    expect(server.received).toHaveLength(LIMITS.perHour);
    clock.advance(61 * 60_000);
    await expect(ask(9)).resolves.toBeUndefined();
  });

  it('replaces an earlier subscription of the same address', async () => {
    const { reader, store } = await aSite();
    const first = await reader();
    const second = await reader('Me+again@example.org');
    expect((await store.subscriptions.list()).map(({ channel }) => channel)).toEqual([second]);
    expect(await store.mailboxes.find(first)).toMatchObject({ state: 'stopped' });
  });
});

describe('links of a mail', () => {
  it('unsubscribe by one POST from an address that has asked too much: a mail provider clicks for all its users', async () => {
    const { reader, get, post, links, store } = await aSite();
    const channel = await reader();
    const path = toPath(links.toUnsubscribeLink(channel));
    for (let i = 0; i < 130; i++) await get('/style.css');
    expect((await get('/style.css')).status).toBe(429);
    expect((await post(`${path}x`)).status).toBe(429);
    expect((await get(path)).status).toBe(429);
    expect((await post(path, { 'List-Unsubscribe': 'One-Click' })).status).toBe(200);
    expect(await store.mailboxes.find(channel)).toMatchObject({ state: 'stopped' });
  });

  it('unsubscribe by one POST without cookies, and a look at the page changes nothing', async () => {
    const { reader, get, post, links, store } = await aSite();
    const channel = await reader();
    const path = toPath(links.toUnsubscribeLink(channel));
    const page = await get(path);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<form method="post">');
    expect(await store.mailboxes.find(channel)).toMatchObject({ state: 'confirmed' });
    for (let i = 0; i < 2; i++) {
      const answer = await post(path, { 'List-Unsubscribe': 'One-Click' });
      expect(answer.status).toBe(200);
      expect(answer.headers.has('set-cookie')).toBe(false);
    }
    const mailbox = await store.mailboxes.find(channel);
    expect(mailbox).toMatchObject({ state: 'stopped' });
    expect(mailbox).not.toHaveProperty('sealed');
    expect(await store.subscriptions.list()).toEqual([]);
    const votes = links.toVoteLink(channel, '2604.00001', 1);
    for (const link of [links.toUnsubscribeLink(channel), links.toChangeLink(channel), votes])
      expect(await (await get(toPath(link))).text()).toContain('You are already unsubscribed');
  });

  it('change time, zone and topics, and expire', async () => {
    const { reader, get, post, links, store, clock } = await aSite();
    const channel = await reader();
    const path = toPath(links.toChangeLink(channel));
    expect(await (await get(path)).text()).toContain('value="09:00"');
    const fields = { time: '7pm', zone: 'Asia/Tokyo', topics: 'agents, cs.CL', recap: 'month' };
    const saved = await post(path, { ...fields, 'seen-topics': fields.topics });
    expect(await saved.text()).toContain('Topics: agents, cs.CL');
    expect(await (await get(path)).text()).toContain('<option value="month" selected>');
    expect(await store.subscriptions.find(channel)).toMatchObject({
      ...{ cron: '0 19 * * *', zone: 'Asia/Tokyo', topics: ['agents', 'cs.CL'] },
      recaps: { month: { cron: '0 19 1 * *', nextDueAt: Date.parse('2026-05-01T10:00:00Z') } },
    });
    expect((await post(path, { time: 'noonish' })).status).toBe(400);
    clock.advance(15 * 24 * 60 * 60_000);
    expect((await get(path)).status).toBe(410);
    expect((await post(path, { time: '8:00' })).status).toBe(410);
  });

  it('say how many papers match new topics before they are saved, and count again where others are typed', async () => {
    const { reader, post, links, store } = await aSite();
    const channel = await reader();
    const path = toPath(links.toChangeLink(channel));
    const topics = async () => (await store.subscriptions.find(channel))?.topics;
    const save = async (fields: Record<string, string>) =>
      (await post(path, { time: '9:00', ...fields })).text();
    const asked = await save({ topics: 'number 3, "number 4"', zone: 'Asia/Tokyo' });
    expect(asked).toContain('2 of the 8 papers of the last week match. Nothing is saved yet.');
    expect(asked).toContain('value="Asia/Tokyo"');
    expect(await topics()).toEqual([]);
    const [, seen = ''] = /name="seen-topics" value="([^"]*)"/.exec(asked) ?? [];
    expect(seen).toBe('number 3, &quot;number 4&quot;');
    const other = await save({ topics: 'robots', 'seen-topics': 'number 3, "number 4"' });
    expect(other).toContain('None of the 8 papers of the last week matches. Nothing is saved yet.');
    expect(await topics()).toEqual([]);
    expect(await save({ topics: 'robots', 'seen-topics': 'robots' })).toContain('The mails come');
    expect(await topics()).toEqual(['robots']);
    // Nothing is asked where the topics stay, or where there are none.
    expect(await save({ topics: 'robots', zone: 'Asia/Tokyo' })).toContain('Asia/Tokyo');
    expect(await save({ topics: '' })).toContain('The mails come');
    expect(await topics()).toEqual([]);
  });

  it('vote by a button, and not by being followed', async () => {
    const { reader, get, post, links, store } = await aSite();
    const channel = await reader();
    const path = toPath(links.toVoteLink(channel, '2604.00001', 1));
    const { id } = splitId(channel);
    const votes = async () => {
      const { tenant } = (await store.mailboxes.find(channel)) ?? {};
      return store.votes.list(['2604.00001'], tenant ? [tenant] : []);
    };
    expect(await (await get(path)).text()).toContain('Paper number 1');
    expect(await votes()).toEqual([]);
    for (const cut of [path.slice(0, -1), `${path}x`, path.replace(/up$/, 'toString')])
      for (const answer of [await get(cut), await post(cut)])
        expect([cut, answer.status]).toEqual([cut, 410]);
    expect(await votes()).toEqual([]);
    expect(await (await post(path)).text()).toContain('You have voted for it.');
    expect(await votes()).toMatchObject([{ person: toPersonId('email', id), value: 1 }]);
  });

  it('vote as the person who asked for the mail in a chat: nobody votes twice', async () => {
    const { post, links, store, signUps } = await aSite();
    const [ada, tenant] = [toPersonId('discord', '7'), toTenantId('discord', '10')];
    const wish = toMailWish({ kind: 'day' }, { cron: '0 9 * * *', zone: 'UTC' }, false);
    for (const [n, value] of [-1, 1].entries()) {
      await signUps.ask({ address: `ada${n}@example.org`, asker: ada, askedBy: ada, tenant, wish });
      const channel = toChannelId('email', `${n + 1}`.padStart(32, '0'));
      await signUps.confirm(channel);
      await post(toPath(links.toVoteLink(channel, '2604.00001', value === 1 ? 1 : -1)));
    }
    expect(await store.votes.list(['2604.00001'], [tenant])).toMatchObject([{ person: ada, value: 1 }]);
  });

  it('are worth nothing for another purpose, another reader, or once the mailbox is gone', async () => {
    const { reader, get, post, keys, links, signUps } = await aSite();
    const channel = await reader();
    const token = keys.sign('vote', { channel, paperId: '2604.00001' });
    for (const path of [
      `/mail/unsubscribe/${token}`,
      `/mail/change/${token}`,
      `/mail/confirm/${token}`,
      '/mail/vote/x.y/up',
    ])
      for (const answer of [await get(path), await post(path)]) expect(answer.status).toBe(410);
    await signUps.stop(channel, 'unsubscribed');
    expect((await post(toPath(links.toVoteLink(channel, '2604.00001', 1)))).status).toBe(410);
    expect((await get(toPath(links.toChangeLink(channel)))).status).toBe(410);
    expect((await post(toPath(links.toConfirmLink(channel)))).status).toBe(410);
  });

  it('are cached nowhere and sent to nobody', async () => {
    const { reader, get, links } = await aSite();
    const answer = await get(toPath(links.toChangeLink(await reader())));
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await answer.text()).toContain('noindex');
  });
});
