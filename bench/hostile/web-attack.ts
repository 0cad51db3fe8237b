import type { Random } from '../shared/random.ts';
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

type Attacks = Readonly<Record<string, () => void>>;

/** Whoever can reach the port of the web pages, and the one for health. */
export class WebAttack {
  readonly #webUrl: string;
  readonly #healthUrl: string;
  readonly #random: Random;
  readonly #tally: Tally;
  readonly #web: ReturnType<typeof createRawSockets>;
  readonly #health: ReturnType<typeof createRawSockets>;
  readonly #attacks: Attacks;

  constructor({ webUrl, healthUrl }: Pick<Stage, 'webUrl' | 'healthUrl'>, random: Random, tally: Tally) {
    this.#webUrl = webUrl;
    this.#healthUrl = healthUrl;
    this.#random = random;
    this.#tally = tally;
    this.#web = createRawSockets(new URL(webUrl));
    this.#health = createRawSockets(new URL(healthUrl));
    this.#attacks = {
      ...this.#pageAttacks(),
      ...this.#signUpAttacks(),
      ...this.#mailAttacks(),
      ...this.#connectionAttacks(),
      ...this.#probeAttacks(),
    };
  }

  sendOne(): void {
    const name = this.#random.pick(Object.keys(this.#attacks));
    this.#tally.count('requests for web pages and probes', name);
    this.#attacks[name]?.();
  }

  stop(): void {
    this.#web.stop();
    this.#health.stop();
  }

  #pageAttacks(): Attacks {
    return {
      'a page with a hostile address': () => this.#get(this.#random.pick(PAGES) + this.#word()),
      'a feed with a hostile address': () => this.#get(this.#random.pick(FEEDS) + this.#word()),
      'a paper, by another visitor each time': () =>
        this.#get(`/paper/${this.#random.pick(ORDINARY_IDS)}?page=${this.#random.whole(0, 1_000_000)}`),
      'an address that is no address': () =>
        this.#web.say(`GET ${this.#text().replaceAll(/\s/g, '')} HTTP/1.1\r\nhost: x\r\n\r\n`),
      'headers that say anything': () =>
        this.#get('/', {
          'if-none-match': this.#word(),
          'accept-language': this.#word().slice(0, 2_000),
          'x-forwarded-for': this.#word(),
        }),
    };
  }

  #signUpAttacks(): Attacks {
    return {
      'a sign-up of hostile texts': () => this.#submit('/sign-up', this.#fields()),
      'a sign-up of ten thousand fields': () => this.#submit('/sign-up', 'a=1&'.repeat(10_000)),
      'a sign-up of two megabytes': () => this.#submit('/sign-up', `topics=${'a'.repeat(2_000_000)}`),
      'a sign-up in parts without an end': () =>
        this.#submit('/sign-up', `--x\r\n${'a'.repeat(9_000)}`, 'multipart/form-data; boundary=x'),
      'a sign-up that stops': () => this.#web.say(`${writeHead('POST /sign-up', 15_000)}\r\naddress=a`),
      'a sign-up in chunks that never end': () =>
        this.#web.say(`POST /sign-up HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n`),
    };
  }

  #mailAttacks(): Attacks {
    return {
      'a link of a mail that nobody signed': () =>
        this.#get(`${this.#random.pick(MAIL_LINKS)}${this.#token()}${this.#random.pick(['', '/up', '/'])}`),
      'an unsubscription that nobody signed': () =>
        this.#submit(`/mail/unsubscribe/${this.#token()}`, 'List-Unsubscribe=One-Click'),
    };
  }

  #connectionAttacks(): Attacks {
    return {
      'a connection without a word': () => this.#web.say(''),
      'headers that never end': () => this.#web.say(`${writeHead('GET /', 0)}x-a: ${'a'.repeat(9_000)}`),
      'no HTTP': () => this.#web.say('\u0000\u0001\u0002 garbage \r\n\r\n'),
    };
  }

  #probeAttacks(): Attacks {
    return {
      'a probe with a hostile address': () =>
        send(this.#healthUrl + this.#random.pick(PROBES) + this.#word()),
      'a probe with a token that is none': () =>
        send(`${this.#healthUrl}/metrics`, {
          headers: { authorization: `Bearer ${this.#word().slice(0, 9_000)}` },
        }),
      'a probe with a body of two megabytes': () =>
        send(this.#healthUrl + this.#random.pick(PROBES), { method: 'POST', body: ' '.repeat(2_000_000) }),
      'a probe that never ends': () =>
        this.#health.say(`${writeHead(`GET ${this.#random.pick(PROBES)}`, 990_000)}x-a: `),
      'a probe, fifty at once': () => Array.from({ length: 50 }, () => send(`${this.#healthUrl}/readyz`)),
    };
  }

  #text(): string {
    return hostileText(this.#random.pick([20, 200, 4_000]), this.#random).text;
  }

  #word(): string {
    return encodeURIComponent(this.#text().toWellFormed());
  }

  #token(): string {
    const random = this.#random;
    return random.pick([
      this.#word(),
      'A'.repeat(random.whole(1, 300)),
      `${'A'.repeat(60)}.${'B'.repeat(43)}`,
    ]);
  }

  #get(path: string, headers: Record<string, string> = {}): void {
    send(this.#webUrl + path, { headers: { ...visitor(this.#random, '198.51.100'), ...headers } });
  }

  #submit(path: string, body: string, type = FORM): void {
    const headers = { ...visitor(this.#random, '198.51.100'), 'content-type': type };
    send(this.#webUrl + path, { method: 'POST', body, headers });
  }

  #fields(): string {
    return new URLSearchParams({
      address: this.#random.pick([this.#text(), 'a@example.com']),
      topics: this.#text(),
      time: this.#text(),
      zone: this.#text(),
      often: 'weekly',
      recap: this.#text(),
    }).toString();
  }
}

function writeHead(line: string, length: number): string {
  return `${line} HTTP/1.1\r\nhost: x\r\ncontent-type: ${FORM}\r\ncontent-length: ${length}\r\n`;
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
