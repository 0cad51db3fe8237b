import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKnownRedact, createRedact, looksLikeToken } from '../src/redact.ts';
import { cpuMs } from './support/cpu-time.ts';

const SECRET = 'k"e+y/=&\\-of-ours<1>é';

const percent = (text: string) =>
  [...Buffer.from(text)].map((b) => `%${b.toString(16).padStart(2, '0')}`).join('');
const html = (text: string) => [...text].map((c) => `&#${c.codePointAt(0)};`).join('');
const unicode = (text: string) =>
  Array.from(
    { length: text.length },
    (_, i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`,
  ).join('');

/** Ways in which a server, a library or a log line may repeat what it was given. */
const ECHOES: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'in JSON': (text) => JSON.stringify(text).slice(1, -1),
  'in JSON in JSON': (text) => JSON.stringify(JSON.stringify(text)).slice(3, -3),
  'in JSON with escaped slashes': (text) => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/'),
  'in JSON by code': unicode,
  'in an URL': encodeURIComponent,
  'in an URL in an URL': (text) => encodeURIComponent(encodeURIComponent(text)),
  'in an URL, every character': percent,
  'in an URL, in capitals': (text) => percent(text).toUpperCase(),
  'in a page': html,
  'in a page by names': (text) =>
    text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
};
const BASE64: Readonly<Record<string, (text: string) => string>> = {
  'in base64': (text) => Buffer.from(text).toString('base64'),
  'in base64 for URLs': (text) => Buffer.from(text).toString('base64url'),
  'as a password in base64': (text) => Buffer.from(`me:${text}`).toString('base64'),
  'as a name in base64': (text) => Buffer.from(`${text}:pw`).toString('base64'),
  'in JSON in base64': (text) => Buffer.from(`{"a": "${text}"}`).toString('base64'),
};

describe('a secret that is known', () => {
  it.each(Object.entries({ ...ECHOES, ...BASE64 }))('is taken out %s', (_how, echo) => {
    const text = `before ${echo(SECRET)} after`;
    expect(createRedact([SECRET])(text)).toBe('before [secret] after');
    expect(createKnownRedact([SECRET])(text)).toBe('before [secret] after');
    expect(createKnownRedact(['another-secret'])(text)).toBe(text);
  });

  it('is taken out whatever it is made of, spelled in a mixture, beside others', () => {
    const secret = fc
      .string({ unit: 'grapheme-ascii', minLength: 8, maxLength: 40 })
      .filter((text) => text.length >= 8);
    const how = fc.constantFrom(...Object.values(ECHOES));
    const pieces = fc.array(how, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(secret, pieces, fc.constantFrom(...Object.values(BASE64)), (text, hows, base64) => {
        const characters = [...text.toWellFormed()];
        const size = Math.ceil(characters.length / hows.length);
        const mixed = hows
          .map((echo, i) => echo(characters.slice(i * size, (i + 1) * size).join('')))
          .join('');
        const hide = createKnownRedact([text.toWellFormed()]);
        expect(hide(`<${mixed}>`)).toBe('<[secret]>');
        expect(hide(`< ${base64(text.toWellFormed())} >`)).toBe('< [secret] >');
      }),
      { numRuns: 150, endOnFailure: true },
    );
  });

  it('costs a line of 200 KB little, also one made to be slow', () => {
    const hide = createRedact(['aaaaaaaaaaaaaaaab', SECRET]);
    for (const piece of [
      'a',
      '\\',
      '\\\\u0061',
      '%25',
      '&amp;',
      ' ',
      '//',
      '//a:',
      'authorization:',
      '?key=',
      'QUFB',
      'sk-',
      'whsec_',
    ]) {
      const text = piece.repeat(Math.ceil(200_000 / piece.length));
      expect(
        cpuMs(() => void hide(text)),
        piece,
      ).toBeLessThan(2_000);
    }
  });
});

describe('what is in the place of a secret', () => {
  it.each([
    ['authorization: Basic bWU6cHc=', 'authorization: Basic [secret]'],
    ['{"Authorization":"Bearer short"}', '{"Authorization":"Bearer [secret]"}'],
    [
      '"said":"{\\"authorization\\":\\"Basic bWU6cHc=\\"}"',
      '"said":"{\\"authorization\\":\\"Basic [secret]\\"}"',
    ],
    ['GET https://me:pw@proxy.example/v1', 'GET https://[secret]@proxy.example/v1'],
    ['https://a.example/v1?a=1&api-key=short#x', 'https://a.example/v1?a=1&api-key=[secret]#x'],
    ['the key is whsec_MfKQ9r8G/+YqwTwD2==.', 'the key is [secret].'],
    ['https://a.example/?token=short&b=2', 'https://a.example/?token=[secret]&b=2'],
  ])('is taken out: %s', (text, hidden) => {
    expect(createRedact([])(text)).toBe(hidden);
  });

  it('and ordinary words are left alone', () => {
    const words =
      'Basic training, a Bearer of news; https://a.example/a:b@2 and 12:30 https://huggingface.co/papers/2604.26752?p=1&key';
    expect(createRedact([])(words)).toBe(words);
    expect(['gemma3:12b', 'risk-assessment', 'hf_hub', 'org/sk-learn'].filter(looksLikeToken)).toEqual([]);
    expect(
      ['xoxb-123-456-abc', 'hf_abcdefgh1', 'a/sk-proj-abcdefghijkl'].filter(looksLikeToken),
    ).toHaveLength(3);
  });
});
