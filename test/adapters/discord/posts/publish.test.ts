import { expect, it } from 'vitest';
import { createPublisher } from '../../../../adapters/discord/posts/publish.ts';
import { aClock } from '../../../support/builders.ts';
import { tenantId } from '../../../support/ids.ts';

const GUILD = tenantId('discord:5');

it('a channel publishes ten posts in any hour, however they are spread, and another channel its own', async () => {
  const clock = aClock();
  let sent = 0;
  const { publish } = createPublisher(async () => sent++, clock);
  const tries = async (count: number, channel = '5') => {
    const before = sent;
    for (let n = 0; n < count; n++)
      await publish({ channel, messageId: '7', tenant: GUILD }).catch(() => undefined);
    return sent - before;
  };
  expect(await tries(6)).toBe(6);
  clock.advance(40 * 60_000);
  expect(await tries(6)).toBe(4);
  expect(await tries(1, '6')).toBe(1);
  clock.advance(21 * 60_000);
  expect(await tries(12)).toBe(6);
});
