/**
 * Ends of names on the web that people know, for where an address is spelled with spaces or words; with real dots every
 * ending counts. None of them is a word that sentences about papers begin with.
 */
const ENDINGS =
  'c ?o ?m|o ?r ?g|n ?e ?t|io|ai|dev|app|co|edu|gov|info|biz|xyz|gg|ly|link|site|online|shop|store|tech|club|top|vip|win|pro|de|fr|es|pt|br|ru|cn|jp|kr|uk|eu|nl|pl|ch|tv|cc|eth|onion|test|example|рф|ру|中国';
/** How `dot` is said in a few languages, and how it is spelled apart. */
const DOT =
  '(?: (?:d ?o ?t|d0t|punkt|punto|point|ponto|kropka|nokta|точка) | ?[点點점] ?| ?(?:ドット|닷) ?|\\. | \\. ?| ?[[({<] ?(?:dot|punkt|punto|point|ponto|точка|\\.) ?[\\])}>] ?)';

const ADDRESSES: readonly RegExp[] = [
  /(?:h[tx]{2}ps?|ftp|ipfs|magnet|mailto|tel|sms|tg)\s?:\s?\S|(?:data|javascript):\S|:\s?\/\s?\/|\bwww\b/i,
  // Within a word a dot between letters, `example.com`: neither `e.g.` nor `Node.js` nor `U.S.` is one.
  /(?:^|[^\p{L}\p{N}.])[\p{L}\p{N}_-]{2,}\.(?!(?:js|cpp|py|md)(?![\p{L}\p{N}]))(?:xn--[a-z0-9-]+|\p{L}{2,})/iu,
  /\b\d{1,3}(?:\.\d{1,3}){3}\b|(?<!\S)\/\/\w|\p{L},(?:com|net|org|io|ai)(?![\p{L}\p{N}])/iu,
  /\b(?:github|gitlab|hugging ?face|repo|repository|docker ?hub|npm|pypi)\b.{0,20}?(?<![\p{L}\p{N}])[a-z0-9][\w.-]{0,40}\/[\w.-]/iu,
  /(?<![\p{L}\p{N}])10\.\d{4,9}\/|\barxiv\s?:\s?\d{4}\.\d{4,5}|\bdoi\s?:/iu,
  new RegExp(`[\\p{L}\\p{N}]${DOT}(?:${ENDINGS})(?![\\p{L}\\p{N}])`, 'iu'),
  /(?<=[\p{L}\p{N}]{3})dot(?:com|org|net|io)(?![\p{L}\p{N}])/iu,
];

const HANDLES: readonly RegExp[] = [
  // `Pass@1`, `Recall@k` and `mIoU@0.5` are measures.
  /@(?!\{?(?:\d|[a-z](?![\p{L}\p{N}_])))|(?:^|[^\p{L}\p{N}])@|@\d*\p{L}{2}|@[^\s@]*\.\p{L}/iu,
  /[[({<] ?(?:at|arroba|ät|собака) ?[\])}>]|\barroba\b|\bklammeraffe\b/iu,
  /<[@!#][^>]{0,40}>|(?:^|[\s(])(?:u|user)\/\w/i,
  /(?<![\p{L}\p{N}])(?:telegram|whatsapp|wechat|signal|discord|instagram|tiktok|twitter|skype|viber|paypal|venmo|icq|qq|微信|电报|加微信)\s?(?::|：|id(?![\p{L}\p{N}])|handle|user ?name|nick|号|群)/iu,
  /\b(?:handle|user ?name|nick ?name) (?:is|of|on)\b|\b(?:telegram|whatsapp|wechat|skype|discord|slack|twitter|instagram)(?: name| account)? is\b|\bcoupon (?!collect)|\b(?:promo|voucher|discount|invit(?:e|ation)) codes?\b|\bcode [A-Z]{3,}\d/iu,
  /\bdonations? (?:are|is|via|to|in|at)\b|\b(?:takes?|accepts?|welcomes?|asks? for) (?:donations?|bitcoin|payments?|money)\b/i,
  /\b(?:on|via|over|by|per|auf|über|sur|par|en|por) (?:telegram|whatsapp|wechat|skype|viber|instagram)\b/i,
];

const SPOKEN_DIGIT =
  'zero|one|two|three|four|five|six|seven|eight|nine|oh|double|triple|null|eins|zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun|zéro|un|deux|trois|quatre|cinq|sept|huit|neuf|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve';
const SPOKEN_NUMBER = new RegExp(
  `(?<!\\p{L})(?:(?:${SPOKEN_DIGIT})[ ,.-]{1,2}){5,}(?:${SPOKEN_DIGIT})(?!\\p{L})|[〇零一二三四五六七八九]{7,}`,
  'iu',
);
/** Digits with the separators that phone numbers have. */
const DIGIT_RUN = /[+(]{0,2}\d(?:[ ().\-_/]{0,3}\d){5,}/g;
const LETTERS_FOR_DIGITS = /\b1?[- ]?8(?:00|88|77|66)-[A-Z0-9-]{5,}\b/;

/** Keys, wallets, invitations, account numbers: long words of letters and digits that nobody can say. */
const OPAQUE = /[\p{L}\p{N}]{20,}/gu;
const ACCOUNT = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,}/;
const WALLET = /\b(?:bc1|0x|ltc1)[a-z0-9]{8,}|\b[13][a-km-zA-HJ-NP-Z1-9]{25,}/;
/** The same in groups: three words in a row with digits among their letters. */
const GROUPED_KEY =
  /(?:(?<![\p{L}\p{N}])(?=[A-Za-z]*\d+[A-Za-z])[A-Za-z0-9]{4,}[ -]){2}(?=[A-Za-z]*\d)[A-Za-z0-9]{3,}/u;
const ACCOUNT_AT =
  /\b(?:wallet|bitcoin|btc|ethereum|eth|usdt|monero|iban) ?(?:address|account)? ?(?::|=|is\b|to\b)/i;

/**
 * The first thing in a sentence, given by its readings, by which a stranger could be reached: a web or mail address, a handle, a number to call, an
 * account or a wallet, also where it is disguised. A summary has none: links come from the paper's own fields.
 */
export function findContact(readings: readonly string[]): string | undefined {
  for (const text of readings) {
    const found = [
      ...ADDRESSES,
      ...HANDLES,
      SPOKEN_NUMBER,
      LETTERS_FOR_DIGITS,
      ACCOUNT,
      WALLET,
      GROUPED_KEY,
      ACCOUNT_AT,
    ]
      .map((pattern) => pattern.exec(text))
      .find((match) => match !== null);
    if (found) return readAround(text, found.index, found[0].length);
    const number = text.match(DIGIT_RUN)?.find(isCalled) ?? text.match(OPAQUE)?.find(isKey);
    if (number !== undefined) return number.trim();
  }
  return undefined;
}

/** The words around a match, for the note that says what was left out. */
function readAround(text: string, at: number, length: number): string {
  const start = text.lastIndexOf(' ', at) + 1;
  const end = text.indexOf(' ', at + length - 1);
  return text
    .slice(start, end < 0 ? undefined : end)
    .trim()
    .slice(0, 60);
}

function isKey(word: string): boolean {
  return (word.match(/\d/g) ?? []).length >= 3 && /\p{L}/u.test(word);
}

/** `(1991-2000` and `2007-11`. */
function isYears(text: string): boolean {
  const [from = '', to = '', ...more] = text.slice(text.startsWith('(') ? 1 : 0).split('-');
  if (from.length !== 4 || ![2, 4].includes(to.length) || more.length > 0) return false;
  const [first, last] = [Number(from), Number(from.slice(0, 4 - to.length) + to)];
  return first >= 1000 && first <= last && last < 2100;
}

/** Whether digits are a number to call, rather than an amount, a decimal, a date or a list of measures. */
function isCalled(run: string): boolean {
  const text = run.trim();
  const digits = text.replace(/\D/g, '').length;
  if (/^\d{3}-\d{4}$/.test(text)) return true;
  const isAmount = /^\d{1,3}(?: \d{3})+$|^[1-9]0+$|^\d+\.\d+$/.test(text);
  const isDate = /^(?:19|20)\d\d([-./])\d\d?\1\d\d?$|^\d\d?([-./])\d\d?\2(?:19|20)\d\d$/.test(text);
  const isMeasures =
    / /.test(text) && text.split(' ').every((part) => /^\d{1,3}(?:\.\d+)?$/.test(part) && part.includes('.'));
  if (isAmount || isDate || isMeasures || isYears(text)) return false;
  const groups = text.split(/[ ().\-_/]+/).filter((group) => group !== '').length;
  return digits >= 9 || (digits >= 7 && (/^[+(]/.test(text) || groups >= 3));
}
