import { describe, expect, it, onTestFinished } from 'vitest';
import type { Inbound } from '../../../src/core/platform/inbound.ts';
import { aDesk } from '../../commands/desk.ts';
import { aRecordingInbound, until } from '../../support/builders.ts';
import { aWorld } from './harness.ts';

/** Bob's Home tab, drawn by this bot. */
async function aHome(inbound: Partial<Inbound>) {
  const world = await aWorld();
  onTestFinished(async () => {
    await world.close();
    expect(world.server.violations).toEqual([]);
  });
  await world.platform.connection.start({ ...aRecordingInbound(), ...inbound });
  const { people, state, calls } = world.server;
  return {
    ...{ people, state },
    drawn: () => JSON.stringify(state.homes.get('U0BOB') ?? ''),
    countDraws: () => calls.filter(({ method }) => method === 'views.publish').length,
  };
}

describe('the Home tab', () => {
  it('is drawn again after a paper was saved or removed in it, and after its settings were sent off', async () => {
    const { people, state, drawn, countDraws } = await aHome((await aDesk()).dispatcher);
    await people.openHome('U0BOB');
    await until(() => state.homes.has('U0BOB'), 'the Home tab is drawn');
    expect(drawn()).toMatch(/Your reading list:.*Nothing saved yet/);
    people.press('U0BOB', 'home', 'Save Paper number 4');
    await until(() => drawn().includes('Remove Paper number 4'), 'the paper is on the list in the tab');
    expect(drawn()).not.toContain('Nothing saved yet');
    expect(drawn()).toContain('Similar to Paper number 4');
    people.press('U0BOB', 'home', 'Remove Paper number 4');
    await until(() => drawn().includes('Nothing saved yet'), 'it is not there any more');
    expect(drawn()).toContain('You have no notifications yet.');
    const drawsBefore = countDraws();
    people.press('U0BOB', 'home', 'Settings');
    await until(() => state.views.length > 0, 'a form opens');
    const modal = state.views[0]?.view;
    expect(JSON.stringify(modal)).toMatch(/When you are notified.*Time zone.*Quiet hours/);
    people.submit('U0BOB', { time: '07:45', quiet: '21-6' });
    await until(() => drawn().includes('quiet hours 21:00'), 'the tab shows what was set');
    expect(drawn()).toMatch(/You are notified [^"]*7:45/);
    expect(countDraws() - drawsBefore, 'none when the form opened').toBe(1);
  });

  it('is drawn in order: a draw begins when the one before it has ended', async () => {
    const steps: Array<() => void> = [];
    const interact: Inbound['interact'] = async () => {
      const n = steps.length + 1;
      await new Promise<void>((resolve) => steps.push(resolve));
      return { kind: 'message', message: { kind: 'notice', tone: 'info', title: `Drawn ${n}` } };
    };
    const { people, drawn } = await aHome({ interact });
    await people.openHome('U0BOB');
    await people.openHome('U0BOB');
    await until(() => steps.length > 0, 'it is drawn');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(steps).toHaveLength(1);
    steps[0]?.();
    await until(() => steps.length === 2, 'it is drawn again');
    expect(drawn()).toContain('Drawn 1');
    steps[1]?.();
    await until(() => drawn().includes('Drawn 2'), 'the later draw stays');
  });
});
