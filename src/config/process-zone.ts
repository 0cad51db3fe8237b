import { findLocalZone } from '../core/base/time-zone.ts';

/**
 * Puts the process in UTC and returns the machine's own zone. node-cron finds the current second by local time: in an hour that
 * comes twice it takes the second one for the first, and calls itself hundreds of times a second until that hour is over.
 */
export function leaveLocalZone(env: Record<string, string | undefined> = process.env): string {
  const zone = findLocalZone();
  env.TZ = 'UTC';
  return zone;
}
