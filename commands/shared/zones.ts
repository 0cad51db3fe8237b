import { suggestZones } from '../../src/core/base/time-zone.ts';
import type { Choice } from '../../src/core/message/interaction.ts';

/** Time zones for what was typed so far. */
export function completeZone(typed: string): Choice[] {
  return suggestZones(typed).map((zone) => ({ label: zone, value: zone }));
}
