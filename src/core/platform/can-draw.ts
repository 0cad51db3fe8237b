import { isSpecial, type Layout } from '../schedule/subscription.ts';
import type { Platform } from './platform.ts';

/** Whether a platform has the parts of a layout. */
export function canDraw(platform: Pick<Platform, 'specialLayouts'> | undefined, layout: Layout): boolean {
  return !isSpecial(layout) || (platform?.specialLayouts?.includes(layout) ?? false);
}
