import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWebAddress } from '../../../src/core/text/web-address.ts';

describe('a web address', () => {
  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://a.example',
    'https://user:pw@a.example',
    'not a link',
    '',
    `https://a.example/${'x'.repeat(600)}`,
    // What the URL parser takes, and a platform does not, or nobody can open.
    'https://[::1]/',
    'https://[2001:db8::1]/',
    'http://localhost:8080/',
    'https://project.local/',
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://10.1.2.3/',
    'http://192.168.1.1/',
    'http://169.254.169.254/latest',
    'http://172.20.0.1/',
    'http://100.64.0.1/',
    'https://intranet/',
    "https://a'b.example/",
    'https://a(b).example/',
    'https://a..example/',
    `https://${'a'.repeat(64)}.example/`,
    `https://a.example/${'y'.repeat(100_000)}`,
  ])('refuses %j', (text) => expect(parseWebAddress(text)).toBeUndefined());

  it.each([
    ['https://a.example/x y', 'https://a.example/x%20y'],
    ['  HTTPS://A.Example/#f(1)  ', 'https://a.example/#f%281%29'],
    ['https://a.example/[b]?c=|d', 'https://a.example/%5Bb%5D?c=%7Cd'],
    ['https://münchen.example/', 'https://xn--mnchen-3ya.example/'],
    ['https://my_site.github.io', 'https://my_site.github.io/'],
    ['http://8.8.8.8:7860/', 'http://8.8.8.8:7860/'],
  ])('takes %j as %j', (text, address) => expect(parseWebAddress(text)).toBe(address));

  it('never holds a character that ends a link early in a chat', () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.string(), (url, tail) => {
        const safe = parseWebAddress(url + tail);
        if (safe === undefined) return;
        expect(safe).not.toMatch(/[<>|()[\]\\`"'\s]/);
        // Nothing rewrites it: parsed once more it is the same.
        expect(new URL(safe).href).toBe(safe);
      }),
    );
  });
});
