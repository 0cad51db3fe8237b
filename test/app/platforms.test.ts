import { expect, it } from 'vitest';
import { checkAlertChannel } from '../../src/app/platforms.ts';
import { channelId } from '../support/ids.ts';

const check = (channel?: string) =>
  checkAlertChannel({ ALERT_CHANNEL: channel === undefined ? undefined : channelId(channel) });

it('the channel for alerts is refused without the workspace that its platform wants', () => {
  expect(() => check('slack:C0123456789')).toThrow(/ALERT_CHANNEL.* is not a channel/);
  for (const whole of ['slack:T0123456789/C0123456789', 'discord:123456789012345678', undefined])
    expect(() => check(whole)).not.toThrow();
});
