import type { Random } from '../soak/random.ts';
import { ORDINARY_IDS } from './papers.ts';
import { createRawSockets } from './raw-sockets.ts';
import type { Stage } from './stage.ts';
import type { Tally } from './tally.ts';
import { hostileText } from './texts.ts';

/** What is before a part of an address that anybody can choose. */
const PAGES = ['/', '/week/', '/paper/', '/channel/', '/channel/readers/', '/search?q=', '/sign-up?topics='];
const FEEDS = [
  '/feed.xml',
  '/atom.xml',
  '/feed.json',
  '/sitemap.xml',
  '/channel/readers/atom.xml',
  '/search/atom.xml?q=',
];
const MAIL_LINKS = ['/mail/confirm/', '/mail/unsubscribe/', '/mail/change/', '/mail/vote/'];
const PROBES = ['/livez', '/readyz', '/metrics'];
const FORM = 'application/x-www-form-urlencoded';

/** Whoever can reach the port of the web pages, and the one for health. */
export function createWebAttack(
  { webUrl, healthUrl }: Pick<Stage, 'webUrl' | 'healthUrl'>,
  random: Random,
  tally: Tally,
) {
  const web = createRawSockets(new URL(webUrl));
  const health = createRawSockets(new URL(healthUrl));

  const text = (): string => hostileText(random.pick([20, 200, 4_000]), random).text;
  const word = (): string => encodeURIComponent(text().toWellFormed());
  const token = (): string =>
    random.pick([word(), 'A'.repeat(random.whole(1, 300)), `${'A'.repeat(60)}.${'B'.repeat(43)}`]);
  const get = (path: string, headers: Record<string, string> = {}) =>
    send(webUrl + path, { headers: { ...visitor(random, '198.51.100'), ...headers } });
  const submit = (path: string, body: string, type = FORM) =>
    send(webUrl + path, {
      method: 'POST',
      body,
      headers: { ...visitor(random, '198.51.100'), 'content-type': type },
    });
  const fields = (): string =>
    new URLSearchParams({
      address: random.pick([text(), 'a@example.com']),
      topics: text(),
      time: text(),
      zone: text(),
      often: 'weekly',
      recap: text(),
    }).toString();
  const head = (line: string, length: number) =>
    `${line} HTTP/1.1\r\nhost: x\r\ncontent-type: ${FORM}\r\ncontent-length: ${length}\r\n`;

  const attacks: Readonly<Record<string, () => void>> = {
    'a page with a hostile address': () => get(random.pick(PAGES) + word()),
    'a feed with a hostile address': () => get(random.pick(FEEDS) + word()),
    'a paper, by another visitor each time': () =>
      get(`/paper/${random.pick(ORDINARY_IDS)}?page=${random.whole(0, 1_000_000)}`),
    'an address that is no address': () =>
      web.say(`GET ${text().replaceAll(/\s/g, '')} HTTP/1.1\r\nhost: x\r\n\r\n`),
    'headers that say anything': () =>
      get('/', {
        'if-none-match': word(),
        'accept-language': word().slice(0, 2_000),
        'x-forwarded-for': word(),
      }),
    'a sign-up of hostile texts': () => submit('/sign-up', fields()),
    'a sign-up of ten thousand fields': () => submit('/sign-up', 'a=1&'.repeat(10_000)),
    'a sign-up of two megabytes': () => submit('/sign-up', `topics=${'a'.repeat(2_000_000)}`),
    'a sign-up in parts without an end': () =>
      submit('/sign-up', `--x\r\n${'a'.repeat(9_000)}`, 'multipart/form-data; boundary=x'),
    'a sign-up that stops': () => web.say(`${head('POST /sign-up', 15_000)}\r\naddress=a`),
    'a sign-up in chunks that never end': () =>
      web.say(`POST /sign-up HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n`),
    'a link of a mail that nobody signed': () =>
      get(`${random.pick(MAIL_LINKS)}${token()}${random.pick(['', '/up', '/'])}`),
    'an unsubscription that nobody signed': () =>
      submit(`/mail/unsubscribe/${token()}`, 'List-Unsubscribe=One-Click'),
    'a connection without a word': () => web.say(''),
    'headers that never end': () => web.say(`${head('GET /', 0)}x-a: ${'a'.repeat(9_000)}`),
    'no HTTP': () => web.say('\u0000\u0001\u0002 garbage \r\n\r\n'),
    'a probe with a hostile address': () => send(healthUrl + random.pick(PROBES) + word()),
    'a probe with a token that is none': () =>
      send(`${healthUrl}/metrics`, { headers: { authorization: `Bearer ${word().slice(0, 9_000)}` } }),
    'a probe with a body of two megabytes': () =>
      send(healthUrl + random.pick(PROBES), { method: 'POST', body: ' '.repeat(2_000_000) }),
    'a probe that never ends': () => health.say(`${head(`GET ${random.pick(PROBES)}`, 990_000)}x-a: `),
    'a probe, fifty at once': () => Array.from({ length: 50 }, () => send(`${healthUrl}/readyz`)),
  };

  return {
    sendOne(): void {
      const name = random.pick(Object.keys(attacks));
      tally.count('requests for web pages and probes', name);
      attacks[name]?.();
    },
    stop(): void {
      web.stop();
      health.stop();
    },
  };
}

/** Behind a proxy on this machine each visitor has an address of their own; those who attack are in another network. */
export function visitor(random: Random, network: '198.51.100' | '203.0.113'): Record<string, string> {
  return { 'x-forwarded-for': `${network}.${random.whole(1, 254)}` };
}

/** The bot may refuse it in any way, or go on without an answer. */
function send(url: string, init: RequestInit = {}): void {
  fetch(url, { ...init, signal: AbortSignal.timeout(30_000) }).then(
    (response) => response.body?.cancel(),
    () => undefined,
  );
}
