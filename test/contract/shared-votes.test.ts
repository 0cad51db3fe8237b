import { describe, expect, it, onTestFinished } from 'vitest';
import { commands } from '../../commands/index.ts';
import { readText } from '../../loopback/discord/index.ts';
import { aDiscord, awaitAnswer } from '../adapters/discord/harness.ts';
import { answerTo, aWorld, ephemeralTo, OPEN } from '../adapters/slack/harness.ts';
import { aDesk } from '../commands/desk.ts';
import { aRecordingInbound, until } from '../support/builders.ts';

/** With a paper that has a picture, which the card keeps. */
async function aDeskWithPicture() {
  const desk = await aDesk();
  const paper = await desk.store.papers.find('2604.00001');
  if (!paper) throw new Error('no paper');
  const thumbnailUrl = 'https://cdn.example/teaser.png';
  await desk.store.papers.save([{ ...paper, thumbnailUrl }], desk.clock.now());
  return desk;
}

describe('a press on a button of a shared card', () => {
  it('on Discord changes the number on it for everybody, and says nothing to anybody', async () => {
    const desk = await aDeskWithPicture();
    const { server, platform, close } = await aDiscord({ commands });
    onTestFinished(close);
    await platform.connection.start({ ...aRecordingInbound(), ...desk.dispatcher });
    await until(() => server.world.commands.size > 0, 'commands are registered');
    const [ann, bob] = ['ann', 'bob'].map((name) => server.user(name).id) as [string, string];
    const shown = server.slash(ann, server.general.id, 'papers', 'show', { paper: '2604.00001' });
    server.pressButton(ann, await awaitAnswer(shown), 'Share to channel');
    const find = () =>
      [...server.general.messages.values()].find((message) => readText(message)?.includes('Shared by'));
    await until(() => find() !== undefined, 'the card is shared');
    const card = find();
    if (!card) throw new Error('no card');
    const drawn = () => JSON.stringify(card.components);
    const before = drawn();
    const presses = [server.pressButton(ann, card, '👍')];
    await until(() => drawn().includes('"👍 1"'), 'the first press shows');
    presses.push(server.pressButton(bob, card, '👍 1'));
    await until(() => drawn().includes('"👍 2"'), 'the second press shows');
    presses.push(server.pressButton(ann, card, '👍 2'));
    await until(() => drawn().includes('"👍 1"'), 'one is taken back');
    expect(drawn().replace('👍 1', '👍')).toBe(before);
    expect(presses.flatMap(({ followUps }) => followUps)).toEqual([]);
    expect(server.violations).toEqual([]);
  });

  it('on Slack changes the number on it for everybody, and says nothing to anybody', async () => {
    const desk = await aDeskWithPicture();
    const world = await aWorld();
    const { server, platform } = world;
    onTestFinished(world.close);
    await platform.connection.start({ ...aRecordingInbound(), ...desk.dispatcher });
    await answerTo(server.people.slash('U0BOB', OPEN.channel, 'show 2604.00001'));
    const own = ephemeralTo(world, 'U0BOB');
    if (!own) throw new Error('no card came');
    server.people.press('U0BOB', { channel: OPEN.channel, on: own }, 'Share to channel');
    const channel = server.state.channels.get(OPEN.channel);
    await until(() => channel?.messages.length === 1, 'the card is shared');
    const [card] = channel?.messages ?? [];
    if (!card) throw new Error('no card');
    const drawn = () => JSON.stringify(card.blocks);
    const [before, seen] = [drawn(), channel?.ephemerals.length];
    server.people.press('U0BOB', { channel: OPEN.channel, on: card }, '👍');
    await until(() => drawn().includes('"👍 1"'), 'the press shows');
    expect(drawn().replace('👍 1', '👍')).toBe(before);
    expect(channel?.ephemerals).toHaveLength(seen ?? 0);
    expect(server.violations).toEqual([]);
  });
});
