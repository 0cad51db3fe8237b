import { describe, expect, it, onTestFinished } from 'vitest';
import { commands } from '../../commands/index.ts';
import { readText } from '../../loopback/discord/index.ts';
import { aDiscord, awaitAnswer } from '../adapters/discord/harness.ts';
import { answerTo, aWorld, ephemeralTo, OPEN } from '../adapters/slack/harness.ts';
import { aDesk } from '../commands/desk.ts';
import { aRecordingInbound, until } from '../support/builders.ts';

describe('feedback on a summary', () => {
  it('on Slack is Slack’s own pair of buttons: a press is saved, and nothing is sent to anybody', async () => {
    const desk = await aDesk();
    const world = await aWorld();
    const { server, platform } = world;
    onTestFinished(world.close);
    await platform.connection.start({ ...aRecordingInbound(), ...desk.dispatcher });
    await answerTo(server.people.slash('U0BOB', OPEN.channel, 'summary 2604.00001 short'));
    const on = ephemeralTo(world, 'U0BOB');
    if (!on) throw new Error('no summary came');
    const block = (on.blocks as Array<{ type: string }>).find(({ type }) => type === 'context_actions');
    expect(block).toMatchObject({ elements: [{ type: 'feedback_buttons' }] });
    const before = JSON.stringify(server.state.channels.get(OPEN.channel)?.messages);
    const { acked, answers } = server.people.press('U0BOB', { channel: OPEN.channel, on }, '👎 Not helpful');
    await acked;
    const totals = () => desk.store.feedback.listTotals(undefined, 9);
    await until(async () => (await totals()).length > 0, 'the press is saved');
    expect(await totals()).toEqual([{ provider: 'extract', style: 'short', language: 'en', yes: 0, no: 1 }]);
    expect(answers).toEqual([]);
    expect(JSON.stringify(server.state.channels.get(OPEN.channel)?.messages)).toBe(before);
    expect(server.violations).toEqual([]);
  });

  it('on Discord is two buttons: a press is saved and counted on them, and the summary stays as it is', async () => {
    const desk = await aDesk();
    const { server, platform, close } = await aDiscord({ commands });
    onTestFinished(close);
    await platform.connection.start({ ...aRecordingInbound(), ...desk.dispatcher });
    await until(() => server.world.commands.size > 0, 'commands are registered');
    const ann = server.user('ann').id;
    const options = { paper: '2604.00001', style: 'short' };
    const summary = await awaitAnswer(server.slash(ann, server.general.id, 'papers', 'summary', options));
    const [text, rows] = [readText(summary), JSON.stringify(summary.components)];
    expect(rows).toContain('👍 Helpful"');
    const record = server.pressButton(ann, summary, '👍 Helpful');
    await until(() => JSON.stringify(summary.components).includes('👍 Helpful · 1'), 'the press shows');
    expect(JSON.stringify(summary.components).replace(' · 1', '')).toBe(rows);
    expect(readText(summary)).toBe(text);
    expect(record.followUps).toEqual([]);
    expect(server.violations).toEqual([]);
  });
});
