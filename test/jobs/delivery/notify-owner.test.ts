import { describe, expect, it } from 'vitest';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import { flattenText } from '../../../src/core/base/text.ts';
import { aProblem } from '../../support/a-problem.ts';
import { personId } from '../../support/ids.ts';
import { aWorld, fault, wish } from '../world.ts';

const DAY = 24 * 3_600_000;

type World = Awaited<ReturnType<typeof aWorld>>;

async function anOwned(): Promise<World> {
  const world = await aWorld();
  await wish(world.store, { owner: personId('discord:7') });
  world.clock.set('2026-04-30T09:00:10Z');
  return world;
}

const said = ({ platform }: World) =>
  platform.notified.map(({ person, message }) =>
    message.kind === 'notice' ? `${person}: ${message.title}. ${flattenText(message.text)}` : person,
  );

describe('the owner of a channel is notified privately', () => {
  it('of a digest that failed without a pause, once while it goes on failing', async () => {
    const world = await anOwned();
    const { clock, tick, platform, last } = world;
    for (let day = 0; day < 2; day++) {
      clock.set('2026-04-30T09:00:10Z');
      clock.advance(day * DAY);
      // Given up when it is six hours late and was tried often enough.
      for (let hour = 0; hour < 9; hour++) {
        platform.faults.push({ error: fault('transient') });
        await tick();
        clock.advance(3_600_000);
      }
    }
    platform.faults.length = 0;
    expect((await last())?.state).toBe('failed');
    expect(said(world)).toEqual([
      'discord:7: A digest could not be posted. The digest for 100 was given up. The next one is tried as usual. the platform says transient.',
    ]);
  });

  it('of a digest whose outcome is unknown, once', async () => {
    const world = await anOwned();
    const { clock, tick, platform, last } = world;
    platform.faults.push({
      error: new DeliveryError('unknown', aProblem('cut off')),
      after: true,
    });
    platform.findFault = new DeliveryError('refused', aProblem('may not look'), {
      fix: 'let us look',
    });
    await tick();
    clock.advance(3_600_000);
    await tick();
    expect((await last())?.state).toBe('unknown');
    expect(said(world)).toEqual([expect.stringContaining('It is not known whether a digest was posted')]);
    expect(platform.notified[0]?.message).toMatchObject({ fix: 'let us look' });
  });

  it('of nothing where the digest got through', async () => {
    const world = await anOwned();
    await world.tick();
    expect(said(world)).toEqual([]);
  });
});
