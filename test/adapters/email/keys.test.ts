import { describe, expect, it } from 'vitest';
import { parseMailAddress, parseNamedAddress, toMailboxKey } from '../../../src/core/mail/mail-address.ts';
import { createMailKeys } from '../../../src/mail/keys.ts';
import { mailboxId } from '../../support/mailboxes.ts';
import { MAIL_KEY } from './harness.ts';

const keys = createMailKeys(MAIL_KEY);
const [one, two] = [mailboxId(1), mailboxId(2)];

describe('what is sealed', () => {
  it('opens with the same key for the same mailbox alone', () => {
    const sealed = keys.seal(one, 'me@example.org');
    expect(sealed).not.toContain('example');
    expect(keys.seal(one, 'me@example.org')).not.toBe(sealed);
    expect(keys.open(one, sealed)).toBe('me@example.org');
    expect(keys.open(two, sealed)).toBeUndefined();
    expect(createMailKeys(`${MAIL_KEY}!`).open(one, sealed)).toBeUndefined();
    const changed = `${sealed.startsWith('A') ? 'B' : 'A'}${sealed.slice(1)}`;
    for (const broken of ['', 'x', sealed.slice(0, -4), changed, '🦄'])
      expect(keys.open(one, broken)).toBeUndefined();
  });
});

describe('a signed link', () => {
  it('is good for one purpose, one mailbox and its time', () => {
    const token = keys.sign('vote', { channel: one, paperId: 'hep-th/9901001' }, 1000);
    expect(keys.verify('vote', token, 1000)).toEqual({ channel: one, paperId: 'hep-th/9901001' });
    expect(keys.verify('vote', token, 1001)).toBeUndefined();
    expect(keys.verify('confirm', token, 0)).toBeUndefined();
    expect(createMailKeys(`${MAIL_KEY}!`).verify('vote', token, 0)).toBeUndefined();
  });

  it('cannot be changed', () => {
    const token = keys.sign('confirm', { channel: one }, 1000);
    const [text = '', mac = ''] = token.split('.');
    const forged = Buffer.from(`${two}\nzzzzz`).toString('base64url');
    const tries = [
      `${forged}.${mac}`,
      text,
      `${text}.`,
      `${text}.${mac}x`,
      `${token}.${mac}`,
      '',
      '.',
      'é.é',
    ];
    for (const made of tries) expect(keys.verify('confirm', made, 0)).toBeUndefined();
    expect(keys.verify('confirm', 'a'.repeat(1_000_000), 0)).toBeUndefined();
  });
});

describe('an address', () => {
  it.each([
    ['me@example.org', 'me@example.org'],
    [' Me.Too+tag@Example.ORG ', 'Me.Too+tag@example.org'],
    ['me@bücher.example', 'me@xn--bcher-kva.example'],
  ])('is taken as people write it: %s', (typed, address) => {
    expect(parseMailAddress(typed)).toBe(address);
  });

  it.each([
    ...['', 'me', '@example.org', 'me@', 'me@localhost', 'me@127.0.0.1', 'me@[::1]', 'a@b@example.org'],
    ...[
      'me @example.org',
      'me@example.org,you@example.org',
      'me@example.org\r\nBcc: x@y.zz',
      '"a b"@example.org',
    ],
    ...[
      '<me@example.org>',
      '.me@example.org',
      'me..you@example.org',
      `${'a'.repeat(65)}@example.org`,
      'me@example.org/x',
    ],
    ...[
      'me@exa mple.org',
      'me@example..org',
      'me\u0000@example.org',
      `me@${'a.'.repeat(130)}org`,
      'ümlaut@example.org',
    ],
  ])('is refused where it is none: %j', (typed) => {
    expect(parseMailAddress(typed)).toBeUndefined();
  });

  it('is the same mailbox in capitals and with a tag', () => {
    expect(toMailboxKey('Me+news@Example.org')).toBe(toMailboxKey('me@example.org'));
    expect(toMailboxKey('me@example.org')).not.toBe(toMailboxKey('you@example.org'));
  });

  it('may have a name before it', () => {
    expect(parseNamedAddress('Paper Boy <p@example.org>')).toEqual({
      name: 'Paper Boy',
      address: 'p@example.org',
    });
    for (const wrong of ['Boy <p@example.org', '<p@>', 'a"b <p@example.org>', 'x <y <p@example.org>'])
      expect(parseNamedAddress(wrong)).toBeUndefined();
  });
});
