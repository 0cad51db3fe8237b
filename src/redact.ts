/** What a token looks like, wherever it turns up in a line: in a message, an URL, a stack. */
const TOKENS: readonly RegExp[] = [
  /xox[a-z]-[\w-]{4,}/g,
  /xapp-[\w-]{4,}/g,
  /hf_\w{4,}/g,
  /sk-[\w-]{8,}/g,
  /whsec_[\w+/=]{8,}/g,
  /\b[\w-]{20,30}\.[\w-]{6}\.[\w-]{25,}\b/g,
  /(?<=\b(?:Bearer|Bot)\s)[\w.~+/-]{20,}=*/g,
];

/** What is where a secret is: behind `Authorization: Basic`, in `//name:password@`, in `?api-key=`. */
const SECRET_POSITIONS: readonly RegExp[] = [
  /\b(authorization\\{0,3}["']?\s{0,3}[:=]\s{0,3}\\{0,3}["']?(?:basic|bearer|bot|token)\s{1,3})[^\s"',;\\]+/gi,
  /(\/\/)[^\s/@":\\]{1,200}:[^\s/@"\\]{1,400}(?=@)/g,
  /([?&;](?:api[-_]?key|apikey|key|access[-_]?token|token|auth|sig|signature|secret|password|pass|pwd)=)[^&;#\s"'<>\\]+/gi,
];

/** A shorter value is no secret, and would take words out of every line. */
const MIN_SECRET_LENGTH = 8;
/** The part of a secret that its base64 form has for certain must be long enough to be nothing else. */
const MIN_BASE64_LENGTH = 8;
/** Before a character that is escaped, also where that was done a few times. */
const MOST_BACKSLASHES = 8;
const HIDDEN = '[secret]';
/** Of a text in which tokens are looked for: it may quote a whole reply of another server. */
export const MAX_REDACTED_LENGTH = 40_000;
/** A secret at the place of a cut would be half in it, which nothing recognizes: so long is one at most, however it is spelled. */
const MAX_SECRET_LENGTH = 8_000;

export type Redact = (text: string) => string;

/** Whether a text holds what is a token for all that is known: longer than in `TOKENS`, for a model may be called `risk-of-2`. */
export function looksLikeToken(text: string): boolean {
  const read = text.slice(0, MAX_REDACTED_LENGTH);
  return /(?<![\w-])(?:xox[a-z]-[\w-]{4}|xapp-[\w-]{4}|hf_[A-Za-z0-9]{8}|sk-[\w-]{12}|[\w-]{20,30}\.[\w-]{6}\.[\w-]{25})/.test(
    read,
  );
}

/**
 * Takes the given secrets out of a text: as they are, URL-encoded, escaped as in JSON or HTML (several times, too, and in any
 * mixture) and in base64, alone or inside a longer text such as `name:password`.
 */
export function createKnownRedact(secrets: readonly string[]): Redact {
  const known = [...new Set(secrets)]
    .filter((secret) => secret.length >= MIN_SECRET_LENGTH)
    // A secret that holds another one goes first, or its rest would stay.
    .toSorted((a, b) => b.length - a.length);
  const patterns = known.map(buildPattern);
  const encoded = known.flatMap(listBase64Cores).map(buildPattern);
  return (text) =>
    encoded.reduce(
      (left, core) => withoutRuns(left, core),
      patterns.reduce((left, pattern) => left.replace(pattern, HIDDEN), text),
    );
}

/** The same, and whatever looks like a secret or is where one is. Of a text that is too long only the beginning stays. */
export function createRedact(secrets: readonly string[]): Redact {
  const known = createKnownRedact(secrets);
  const redact = (text: string): string => {
    const rest = SECRET_POSITIONS.reduce(
      (left, position) => left.replace(position, `$1${HIDDEN}`),
      known(text),
    );
    return TOKENS.reduce((left, token) => left.replace(token, HIDDEN), rest);
  };
  return (text) =>
    text.length <= MAX_REDACTED_LENGTH
      ? redact(text)
      : `${redact(text.slice(0, MAX_REDACTED_LENGTH)).slice(0, -MAX_SECRET_LENGTH)}…`;
}

/** A pattern for every way to spell a text; its alternatives begin differently, so that it takes linear time. */
function buildPattern(secret: string): RegExp {
  const parts = secret.match(/\\+|[^\\]/gu) ?? [];
  let runs = 0;
  const patterns = parts.map((part, i) => {
    if (part.startsWith('\\')) return matchBackslashes(part.length, ++runs);
    return matchCharacter(part, parts[i - 1]?.startsWith('\\') === true);
  });
  return new RegExp(patterns.join(''), 'g');
}

/**
 * In JSON a quotation mark, a backslash and, in some, a slash have a backslash before them. All backslashes that follow each other
 * are taken at once, those of the next character as well, and never given back (a lookahead is not entered again): if each
 * could have several, a few of them would take seconds.
 */
function matchBackslashes(count: number, group: number): string {
  const { bytes, html } = listEscapes('\\');
  return `(?=((?:${bytes}|${html}|\\\\(?:u005[cC])?){${count},${MOST_BACKSLASHES * (count + 1)}}))\\${group}`;
}

function matchCharacter(character: string, isAfterBackslashes: boolean): string {
  const { bytes, units, html } = listEscapes(character);
  const [one, some] = isAfterBackslashes
    ? ['', '']
    : [`\\\\{1,${MOST_BACKSLASHES}}`, `\\\\{0,${MOST_BACKSLASHES}}`];
  const unicode = units.map((unit, i) => `${i === 0 ? one : `\\\\{1,${MOST_BACKSLASHES}}`}u${unit}`).join('');
  const named = NAMED[character] === undefined ? '' : `|&(?:amp;){0,2}${NAMED[character]};`;
  const plain = /["/]/.test(character) ? some + escapeLiteral(character) : escapeLiteral(character);
  // The plain form last: `&` is also how `&amp;` begins.
  return `(?:${bytes}|${unicode}|${html}${named}|${plain})`;
}

/** A character as in an address, in JSON (without the backslashes) and in HTML. */
function listEscapes(character: string) {
  const code = character.codePointAt(0) ?? 0;
  return {
    bytes: [...Buffer.from(character)].map((byte) => `%(?:25){0,3}${matchAnyCase(toHex(byte, 2))}`).join(''),
    units: Array.from({ length: character.length }, (_, i) =>
      matchAnyCase(toHex(character.charCodeAt(i), 4)),
    ),
    html: `&(?:amp;){0,2}#(?:0{0,4}${code}|[xX]0{0,4}${matchAnyCase(code.toString(16))});`,
  };
}

const NAMED: Readonly<Record<string, string>> = {
  '"': 'quot',
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  "'": 'apos',
};

/** What the base64 form of any text with the secret in it holds, for each of the three places where it may begin. */
function listBase64Cores(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((before) => {
    const padded = Buffer.concat([Buffer.alloc(before), bytes]);
    const whole = padded.toString('base64').replaceAll('=', '');
    // The characters at both ends depend on what is beside the secret.
    const from = before === 0 ? 0 : before + 1;
    const core = whole.slice(from, Math.floor((padded.length * 4) / 3));
    if (core.length < MIN_BASE64_LENGTH) return [];
    return [...new Set([core, core.replaceAll('+', '-').replaceAll('/', '_')])];
  });
}

const BASE64 = /[\w+/=%-]/;

/** The text without the whole run of base64 in which the core is. */
function withoutRuns(text: string, core: RegExp): string {
  let out = '';
  let done = 0;
  for (const match of text.matchAll(core)) {
    if (match.index < done) continue;
    let [from, to] = [match.index, match.index + match[0].length];
    while (from > done && BASE64.test(text[from - 1] ?? '')) from--;
    while (to < text.length && BASE64.test(text[to] ?? '')) to++;
    out += text.slice(done, from) + HIDDEN;
    done = to;
  }
  return out + text.slice(done);
}

function toHex(n: number, digits: number): string {
  return n.toString(16).padStart(digits, '0');
}

function matchAnyCase(digits: string): string {
  return digits.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

function escapeLiteral(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
