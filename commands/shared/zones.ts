import { suggestZones } from '../../src/core/base/time-zone.ts';
import type { Choice } from '../../src/core/message/interaction.ts';

const MOST_CHOICES = 25;

/** Time zones for what was typed so far. */
export function completeZone(typed: string): Choice[] {
  return suggestZones(typed)
    .slice(0, MOST_CHOICES)
    .map((zone) => ({ label: zone, value: zone }));
}
