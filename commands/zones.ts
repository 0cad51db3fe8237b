import type { Choice } from '../src/core/message/interaction.ts';

const MOST_CHOICES = 25;

/** Time zones that hold what was typed so far. */
export function completeZone(typed: string): Choice[] {
  const wanted = typed.trim().toLowerCase().replaceAll(' ', '_');
  return ['UTC', ...Intl.supportedValuesOf('timeZone')]
    .filter((zone) => zone.toLowerCase().includes(wanted))
    .slice(0, MOST_CHOICES)
    .map((zone) => ({ label: zone, value: zone }));
}
