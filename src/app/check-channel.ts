import { type Config, refuseChannel } from '../config/config.ts';
import { isMissingTenant, type PlatformInfo } from '../core/platform/platform-info.ts';

/** Throws a `ConfigError` for a channel whose platform wants a workspace with it. */
export function checkAlertChannel(
  { ALERT_CHANNEL: channel }: Pick<Config, 'ALERT_CHANNEL'>,
  platforms: readonly PlatformInfo[],
): void {
  if (channel !== undefined && isMissingTenant(platforms, channel))
    throw refuseChannel('ALERT_CHANNEL', channel);
}
