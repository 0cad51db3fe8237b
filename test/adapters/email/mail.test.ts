import { describe, expect, it } from 'vitest';
import { email } from '../../../adapters/email/definition.ts';
import { renderMail } from '../../../adapters/email/render/render.ts';
import { splitId } from '../../../src/core/base/ids.ts';
import type { PaperView } from '../../../src/core/message/message.ts';
import { anOverview, aPaper, aView, papers } from '../../support/builders.ts';
import { aDkimKey } from '../../support/dkim-key.ts';
import { aMailbox, mailboxId } from '../../support/mailboxes.ts';
import { anEmail } from './harness.ts';

const { id } = splitId(mailboxId(1));
const HOSTILE =
  '<script>alert(1)</script> "\'> &amp; \r\nBcc: victim@example.com \u0007 ]]> \u202e[x](javascript:1)';

/** An overview as long as a digest can be. */
function aLongDigest(count: number, title = (i: number) => `T${i}x ${HOSTILE} ${'long '.repeat(200)}`) {
  const entries = papers(count).map((paper, i) =>
    aView({
      paper: { ...paper, title: title(i), authors: Array.from({ length: 600 }, (_, n) => `Author ${n}`) },
      ...{
        n: i + 1,
        summary: { text: 'Eine Zusammenfassung ü. '.repeat(400), by: 'a model' },
        why: '12 upvotes',
      },
    }),
  );
  return anOverview(0, { entries, cards: 'none' });
}

const frame = {
  voteLink: (paperId: string, value: number) =>
    `https://papers.example.org/mail/vote/${'t'.repeat(140)}${paperId}${value}`,
  own: {
    change: 'https://papers.example.org/mail/change/t',
    unsubscribe: 'https://papers.example.org/mail/u/t',
  },
};

describe('a mail as it arrives', () => {
  it('is signed, and the signature covers both headers of the one-click unsubscribe', async () => {
    const key = aDkimKey();
    const dkim = { domainName: 'example.org', keySelector: 'paperboy', privateKey: key.pem };
    const rig = await anEmail({ dkim });
    await aMailbox(rig, 1, Number.MAX_SAFE_INTEGER);
    await rig.platform.send({ channel: id }, anOverview(3, { cards: 'none' }), 'key-1');
    const result = await key.verify(rig.server.received[0]?.raw ?? '');
    expect(result).toMatchObject({ status: 'pass', domain: 'example.org' });
    for (const header of ['from', 'to', 'subject', 'list-unsubscribe', 'list-unsubscribe-post', 'message-id'])
      expect(result.signed).toContain(header);
  });

  it('has no signature where no key is set', async () => {
    const rig = await anEmail();
    await aMailbox(rig, 1, Number.MAX_SAFE_INTEGER);
    await rig.platform.send({ channel: id }, anOverview(1, { cards: 'none' }), 'key-1');
    const raw = rig.server.received[0]?.raw ?? '';
    expect(raw).toMatch(/^List-Unsubscribe:/m);
    expect(raw).not.toMatch(/^DKIM-Signature:/im);
  });

  it('is not sent unsigned where the file of the key is missing: the file is named', async () => {
    const { server, clock, log, access } = await anEmail();
    const settings = {
      ...{ SMTP_URL: server.url, MAIL_FROM: 'papers@example.org', MAIL_PER_SECOND: 10, MAIL_PICTURES: false },
      ...{ MAIL_DKIM_KEY: '/nowhere/dkim.pem', MAIL_DKIM_SELECTOR: 'paperboy' },
    };
    const onEnd = () => undefined;
    const context = { commands: [], clock, botClock: clock, log, speed: 1, mail: access, onEnd };
    await expect(email.create(settings, context)).rejects.toThrow(
      'The DKIM key /nowhere/dkim.pem cannot be read.',
    );
  });

  it('has the headers of RFC 8058 word for word, and a link that is the mailbox’s own', async () => {
    const rig = await anEmail();
    await aMailbox(rig, 1, Number.MAX_SAFE_INTEGER);
    await rig.platform.send({ channel: id }, anOverview(1, { cards: 'none' }), 'key-1');
    const [{ raw, mail } = { raw: '', mail: undefined }] = rig.server.received;
    const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
    expect(head).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m);
    const [, token = ''] =
      /^List-Unsubscribe: <https:\/\/papers\.example\.org\/mail\/unsubscribe\/([\w.-]+)>$/m.exec(head) ?? [];
    expect(rig.keys.verify('unsubscribe', token, 9e15)).toEqual({ channel: mailboxId(1) });
    expect(rig.keys.verify('change', token, 0)).toBeUndefined();
    expect(head).toMatch(/^Auto-Submitted: auto-generated$/m);
    expect(mail?.headers.get('list-id') ?? mail?.headers.get('list')).toBeTruthy();
    expect(Buffer.byteLength(raw)).toBeLessThan(102_000);
  });

  it('shows of each paper what it found, where to read it and how to vote, in HTML and in plain text', async () => {
    const rig = await anEmail();
    await aMailbox(rig, 1, Number.MAX_SAFE_INTEGER);
    const entries = papers(3).map((paper, i) =>
      aView({ paper, n: i + 1, summary: { text: `It finds ${i + 1} things.`, by: 'a model' } }),
    );
    await rig.platform.send({ channel: id }, anOverview(0, { entries, cards: 'none' }), 'key-1');
    const { text = '', html } = rig.server.received[0]?.mail ?? {};
    for (const part of [text, String(html)]) {
      for (const { paper, summary } of entries) {
        const links = [`huggingface.co/papers/${paper.id}`, `arxiv.org/abs/${paper.id}`];
        for (const said of [paper.title, summary?.text ?? '', ...links]) expect(part).toContain(said);
      }
      const votes = [...part.matchAll(/https:\/\/papers\.example\.org\/mail\/vote\/([\w.-]+)\/(up|down)/g)];
      expect(votes.map(([, token = '', way]) => [rig.keys.verify('vote', token, 0)?.paperId, way])).toEqual(
        entries.flatMap(({ paper }) => [
          [paper.id, 'up'],
          [paper.id, 'down'],
        ]),
      );
      expect(part).toMatch(/https:\/\/papers\.example\.org\/mail\/unsubscribe\/[\w.-]+/);
    }
  });

  it('comes back to an address that says whose it was', async () => {
    const sender = {
      from: 'papers@example.org',
      address: 'papers@example.org',
      bounceTo: 'bounces@example.org',
    };
    const rig = await anEmail({ sender });
    await aMailbox(rig, 1, Number.MAX_SAFE_INTEGER);
    await rig.platform.send({ channel: id }, anOverview(1), 'key-1');
    expect(rig.server.received[0]?.from).toBe(`bounces+${id}@example.org`);
  });

  it('cannot be given another header or recipient by a title', async () => {
    const rig = await anEmail();
    await aMailbox(rig, 1, Number.MAX_SAFE_INTEGER);
    const view = aView({ paper: aPaper({ title: HOSTILE }) });
    await rig.platform.send({ channel: id }, { kind: 'card', view, language: 'en' }, 'key-1');
    const [{ mail, to } = { mail: undefined, to: [] }] = rig.server.received;
    expect(to).toEqual(['reader1@example.com']);
    expect(mail?.bcc).toBeUndefined();
    expect(mail?.subject).toContain('Bcc: victim@example.com');
    expect(String(mail?.html)).not.toContain('<script');
  });
});

describe('the HTML of a mail', () => {
  it.each([1, 10, 30])('names all of %s papers and is never clipped', (count) => {
    const { html, text } = renderMail(aLongDigest(count), frame);
    expect(Buffer.byteLength(html)).toBeLessThan(100_001);
    for (let i = 0; i < count; i++) for (const part of [html, text]) expect(part).toContain(`T${i}x`);
    expect(html).toContain(frame.own.unsubscribe);
  });

  it('is never clipped where every letter takes three bytes', () => {
    const { html } = renderMail(
      aLongDigest(30, (i) => `T${i}x ${'論文'.repeat(200)}`),
      frame,
    );
    expect(Buffer.byteLength(html)).toBeLessThan(100_001);
    expect(html).toContain('T29x');
    expect(html).toContain(frame.own.unsubscribe);
  });

  it('needs no picture, no script and nothing from elsewhere', () => {
    const { html } = renderMail(aLongDigest(10), frame);
    expect(html).not.toMatch(/<(?:img|script|link|iframe|object|form)\b|url\(|@import|\son\w+=/i);
    expect(html).toContain('prefers-color-scheme: dark');
  });
});

describe('the pictures of a mail', () => {
  const teaser = 'https://cdn-uploads.example.org/teaser.png';
  const aDigest = (count: number, thumbnailUrl: string = teaser, view: Partial<PaperView> = {}) =>
    anOverview(0, {
      entries: papers(count).map((paper, i) =>
        aView({ paper: { ...paper, title: `T${i}x <b>"`, thumbnailUrl }, n: i + 1, ...view }),
      ),
      cards: 'none',
    });
  const listPictures = (html: string) => [...html.matchAll(/<img [^>]*>/g)].map(([tag]) => tag);

  it('are the teasers of its papers where they are switched on, each with a description; the text has none', async () => {
    const rig = await anEmail({ hasPictures: true });
    await aMailbox(rig, 1, Number.MAX_SAFE_INTEGER);
    await rig.platform.send({ channel: id }, aDigest(2), 'key-1');
    const { html, text } = rig.server.received[0]?.mail ?? {};
    const pictures = listPictures(String(html));
    expect(pictures).toHaveLength(2);
    for (const [i, picture] of pictures.entries()) {
      expect(picture).toContain(`src="${teaser}"`);
      expect(picture).toContain(`alt="Teaser picture of T${i}x &lt;b&gt;&quot;"`);
    }
    expect(text).not.toContain(teaser);
  });

  it('are off where nobody switched them on', async () => {
    const rig = await anEmail();
    await aMailbox(rig, 1, Number.MAX_SAFE_INTEGER);
    await rig.platform.send({ channel: id }, aDigest(2), 'key-1');
    expect(listPictures(String(rig.server.received[0]?.mail.html))).toEqual([]);
  });

  it.each(['http://cdn-uploads.example.org/teaser.png', 'javascript:alert(1)', 'data:image/png;base64,AAAA'])(
    'leave out %s',
    (address) => {
      const { html } = renderMail(aDigest(1, address), { ...frame, hasPictures: true });
      expect(html).toContain('T0x');
      expect(listPictures(html)).toEqual([]);
    },
  );

  it('are left out before any text is cut', () => {
    const view = { summary: { text: '要約'.repeat(400), by: 'a model' } };
    const draw = (count: number, hasPictures: boolean) =>
      renderMail(aDigest(count, teaser, view), { ...frame, hasPictures });
    expect(listPictures(draw(20, true).html)).toHaveLength(20);
    expect(Buffer.byteLength(draw(28, false).html)).toBeLessThan(100_001);
    expect(draw(28, true)).toEqual(draw(28, false));
  });
});
