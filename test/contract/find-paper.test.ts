import { describe, expect, it, onTestFinished } from 'vitest';
import { FIND_SHORTCUT } from '../../adapters/slack/api/needs.ts';
import { typeInto } from '../../loopback/slack/suggest.ts';
import { aWorld, ephemeralTo, OPEN, textOfBlocks } from '../adapters/slack/harness.ts';
import { aDesk } from '../commands/desk.ts';
import { aRecordingInbound, until } from '../support/builders.ts';

const BOB = 'U0BOB';

/** A desk on Slack on which a person has the form before them. */
async function aForm({ isUnlimited = true, byShortcut = false } = {}) {
  const desk = await aDesk({ isUnlimited: () => isUnlimited });
  const world = await aWorld();
  onTestFinished(async () => {
    await world.close();
    expect(world.server.violations).toEqual([]);
  });
  await world.platform.connection.start({ ...aRecordingInbound(), ...desk.dispatcher });
  const { people, state } = world.server;
  if (byShortcut) people.globalShortcut(BOB, FIND_SHORTCUT);
  else people.slash(BOB, OPEN.channel, 'find');
  await until(() => state.views.length === 1, 'the form opens');
  const type = (typed: string) => typeInto(world.server, BOB, 'paper', typed);
  return { desk, world, people, state, type };
}

describe('the form in which a paper is found on Slack', () => {
  it('offers titles as one types, and shows the card of the one that is chosen where the form was opened', async () => {
    const { world, people, state, type } = await aForm();
    const offered = await type('number 2');
    expect(offered[0]?.text.text).toContain('number 2');
    const chosen = offered[0]?.value ?? '';
    people.submit(BOB, { paper: chosen });
    await until(() => ephemeralTo(world, BOB) !== undefined, 'the card comes');
    expect(textOfBlocks(ephemeralTo(world, BOB)?.blocks ?? [])).toContain('number 2');
    expect(state.views[0]?.isClosed).toBe(true);
  });

  it('opens from the shortcut, too, and then answers in direct messages', async () => {
    const { people, state, type } = await aForm({ byShortcut: true });
    const [first] = await type('number 1');
    people.submit(BOB, { paper: first?.value ?? '' });
    const { id } = state.dm(BOB);
    await until(() => (state.channels.get(id)?.messages.length ?? 0) > 0, 'the card comes');
    expect(textOfBlocks(state.channels.get(id)?.messages[0]?.blocks ?? [])).toContain('number 1');
  });

  it('takes an ID, and offers nothing for what no paper is called', async () => {
    const { type } = await aForm();
    const [byTitle] = await type('number 2');
    const id = byTitle?.value ?? '';
    expect(await type(id)).toMatchObject([{ value: id, text: { text: `${id} ${byTitle?.text.text}` } }]);
    expect(await type('https://arxiv.org/abs/2401.54321')).toMatchObject([{ value: '2401.54321' }]);
    expect(await type('zzzzzz qqqqqq')).toEqual([]);
  });

  it('offers nothing for a while to whoever types at a script’s pace, as on Discord', async () => {
    const { desk, type } = await aForm({ isUnlimited: false });
    for (let i = 0; i < 30; i += 1) expect((await type('number 2')).length).toBeGreaterThan(0);
    for (let i = 0; i < 5; i += 1) expect(await type('number 2')).toEqual([]);
    desk.clock.advance(1000);
    expect((await type('number 2')).length).toBeGreaterThan(0);
  });
});
