import { findNearest } from '../text/nearest.ts';
import { InputError } from './errors.ts';
import { formatList } from './language.ts';
import { problems } from './texts.ts';

const NEW_YORK = 'America/New_York';
const CHICAGO = 'America/Chicago';
const DENVER = 'America/Denver';
const LOS_ANGELES = 'America/Los_Angeles';
const HALIFAX = 'America/Halifax';
const PARIS = 'Europe/Paris';
const ATHENS = 'Europe/Athens';
const SYDNEY = 'Australia/Sydney';

/**
 * What people mean by an abbreviation. The tz database knows some of them, as fixed offsets (EST, MST) or as a different location
 * from the one most people mean (ICU: BST is Dhaka, IST is Kolkata), so no abbreviation is accepted as a zone.
 */
const MEANT: Readonly<Record<string, readonly string[]>> = {
  ...{ EST: [NEW_YORK], EDT: [NEW_YORK], ET: [NEW_YORK], EST5EDT: [NEW_YORK] },
  ...{ CST: [CHICAGO, 'Asia/Shanghai'], CDT: [CHICAGO], CT: [CHICAGO], CST6CDT: [CHICAGO] },
  ...{ MST: [DENVER, 'America/Phoenix'], MDT: [DENVER], MT: [DENVER], MST7MDT: [DENVER] },
  ...{ PST: [LOS_ANGELES], PDT: [LOS_ANGELES], PT: [LOS_ANGELES], PST8PDT: [LOS_ANGELES] },
  ...{ AKST: ['America/Anchorage'], AKDT: ['America/Anchorage'], HST: ['Pacific/Honolulu'] },
  ...{ AST: [HALIFAX], ADT: [HALIFAX], NST: ['America/St_Johns'], NDT: ['America/St_Johns'] },
  ...{ BRT: ['America/Sao_Paulo'], ART: ['America/Argentina/Buenos_Aires'], CLT: ['America/Santiago'] },
  ...{ BST: ['Europe/London'], WET: ['Europe/Lisbon'], WEST: ['Europe/Lisbon'], MSK: ['Europe/Moscow'] },
  ...{ CET: [PARIS, 'Europe/Berlin'], CEST: [PARIS, 'Europe/Berlin'], MET: [PARIS], MEST: [PARIS] },
  ...{ EET: [ATHENS, 'Europe/Helsinki'], EEST: [ATHENS, 'Europe/Helsinki'], ECT: [PARIS] },
  ...{ SAST: ['Africa/Johannesburg'], WAT: ['Africa/Lagos'], EAT: ['Africa/Nairobi'] },
  ...{ IST: ['Asia/Kolkata', 'Europe/Dublin', 'Asia/Jerusalem'], PKT: ['Asia/Karachi'] },
  ...{ SGT: ['Asia/Singapore'], HKT: ['Asia/Hong_Kong'], JST: ['Asia/Tokyo'], KST: ['Asia/Seoul'] },
  ...{ AEST: [SYDNEY, 'Australia/Brisbane'], AEDT: [SYDNEY], AET: [SYDNEY], AWST: ['Australia/Perth'] },
  ...{ ACST: ['Australia/Adelaide', 'Australia/Darwin'], ACDT: ['Australia/Adelaide'] },
  ...{ NZST: ['Pacific/Auckland'], NZDT: ['Pacific/Auckland'] },
};

/** Names without a slash that are a location, or UTC itself. Any other is an abbreviation. */
const WHOLE_NAMES = new Set(
  (
    'UTC UCT GMT GMT0 Zulu Universal Greenwich Cuba Egypt Eire GB GB-Eire Hongkong Iceland Iran Israel Jamaica Japan ' +
    'Kwajalein Libya NZ NZ-CHAT Navajo PRC Poland Portugal ROC ROK Singapore Turkey W-SU'
  )
    .toLowerCase()
    .split(' '),
);

/** `+02:00`, `UTC+2`, `Etc/GMT-2`, `SystemV/EST5`; `Etc/GMT0` is UTC. */
const FIXED_OFFSET = /^(?:etc\/)?(?:utc|gmt)?\s?[+-]\s?(?!0?0(?::?00)?$)\d|^systemv\//i;

/** Parses the name of an IANA time zone of a location, or UTC; throws an `InputError` that suggests the zone probably meant. */
export function parseZone(text: string): string {
  const typed = text.trim();
  const meant = MEANT[typed.toUpperCase()];
  if (meant)
    throw new InputError(problems.zoneAbbreviated({ typed, zones: formatList(meant, 'disjunction') }));
  if (FIXED_OFFSET.test(typed)) throw new InputError(problems.zoneFixed({ typed }));
  const name = findIanaName(typed.replaceAll(' ', '_'));
  if (name !== undefined && (typed.includes('/') || WHOLE_NAMES.has(typed.toLowerCase()))) return name;
  const near = findZonesMeant(typed).slice(0, MAX_ZONES);
  const zones = formatList(near, 'disjunction');
  throw new InputError(problems.zoneUnknown({ typed: text, near: zones === '' ? 'none' : 'some', zones }));
}

/** The zone of this machine, for texts that a person reads at its terminal; UTC where it is set to a zone that does not exist. */
export function findLocalZone(): string {
  // Node returns undefined, or "Etc/Unknown", where TZ names no zone.
  const name: string | undefined = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (name && findIanaName(name)) || 'UTC';
}

function findIanaName(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const MAX_ZONES = 3;

/** Every zone of a location, and UTC. */
export function listZones(): string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
}

/** Zones for what was typed so far, the likeliest first: an abbreviation, a city, a part of a name, or a city with a typo. */
export function suggestZones(typed: string): string[] {
  const text = typed.trim();
  const wanted = toZoneForm(text);
  const zonesWith = listZones().filter((zone) => zone.toLowerCase().includes(wanted));
  const meant = MEANT[text.toUpperCase()] ?? [];
  const begun = zonesWith.filter((zone) => readCity(zone).startsWith(wanted));
  return [...new Set([...meant, ...findZonesMeant(text), ...begun, ...zonesWith])];
}

/** Zones whose city is what was typed (`new york`, `Europe/Berln`), begins with it, or differs from it by a typo. */
function findZonesMeant(typed: string): string[] {
  const city = readCity(toZoneForm(typed));
  if (city === '') return [];
  const zones = Intl.supportedValuesOf('timeZone').map((zone) => ({ zone, city: readCity(zone) }));
  const listMatching = (fits: (city: string) => boolean) =>
    zones.filter((one) => fits(one.city)).map(({ zone }) => zone);
  const whole = listMatching((one) => one === city);
  if (whole.length > 0) return whole;
  const begun = listMatching((one) => one.startsWith(`${city}_`));
  if (begun.length > 0 || city.length < MIN_LENGTH_WITH_A_SLIP) return begun;
  const near = findNearest(city, [...new Set(zones.map((one) => one.city))]);
  return listMatching((one) => one === near);
}

/** In a word of fewer letters one typo is a third of the word: `Mars` is not Paris. */
const MIN_LENGTH_WITH_A_SLIP = 5;

/** The last part of a name, as typed: `new_york`. */
function readCity(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).toLowerCase();
}

function toZoneForm(typed: string): string {
  return typed.toLowerCase().replaceAll(' ', '_');
}
