import { suggestZones } from '../../src/core/base/time-zone.ts';
import type { Choice } from '../../src/core/message/interaction.ts';

const MAX_CHOICES = 25;

/** Time zones for what was typed so far. */
export function completeZone(typed: string): Choice[] {
  return suggestZones(typed)
    .slice(0, MAX_CHOICES)
    .map((zone) => ({ label: zone, value: zone }));
}
