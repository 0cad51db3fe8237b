import { suggestZones } from '../../src/core/base/time-zone.ts';
import type { Choice } from '../../src/core/message/interaction.ts';

/** Zones that most people live in, from west to east, for a list that cannot be searched. */
const LIKELY = (
  'America/Los_Angeles America/Denver America/Chicago America/New_York America/Toronto America/Sao_Paulo UTC Europe/London ' +
  'Europe/Paris Europe/Berlin Europe/Zurich Europe/Madrid Europe/Athens Africa/Lagos Africa/Johannesburg Asia/Jerusalem ' +
  'Asia/Dubai Asia/Kolkata Asia/Singapore Asia/Shanghai Asia/Seoul Asia/Tokyo Australia/Sydney Pacific/Auckland'
).split(' ');

/** The zone that is set, and those that are likely in its place. */
export function listLikelyZones(zone: string): Choice[] {
  return [...new Set([zone, ...LIKELY])].map((name) => ({ label: name, value: name }));
}

/** Time zones for what was typed so far. */
export function completeZone(typed: string): Choice[] {
  return suggestZones(typed).map((zone) => ({ label: zone, value: zone }));
}
