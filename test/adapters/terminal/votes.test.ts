import { afterEach, describe, expect, it } from 'vitest';
import { aNotice, anOverview, aRecordingInbound } from '../../support/builders.ts';
import { aTerminal, type TerminalHarness } from './harness.ts';

describe('a vote at the prompt', () => {
  let harness: TerminalHarness | undefined;
  afterEach(async () => {
    await harness?.terminal.connection.stop();
  });

  it('for a number that is not there is refused as the command refuses it, which names the lists', async () => {
    harness = aTerminal();
    const { terminal, type } = harness;
    const asked: unknown[] = [];
    await terminal.connection.start({
      ...aRecordingInbound(),
      interact: async (_asker, interaction) => {
        if (interaction.kind === 'line') asked.push([interaction.text, interaction.listed?.size]);
        return { kind: 'message', message: aNotice('The last list has no such number') };
      },
    });
    expect(await type('+1 9', /Example.*\n/)).toMatch(/no paper 9[\s\S]*Show a list first[\s\S]*today/);
    await terminal.send({ channel: 'local' }, anOverview(3), 'k0');
    await type('+1 9', /no such number/);
    await type('-1 9', /no such number/);
    expect(await type('-1', /Example.*\n/)).toMatch(/Say which paper[\s\S]*Example: -1 1/);
    expect(asked).toEqual([
      ['vote up 9', 3],
      ['vote down 9', 3],
    ]);
  });

  it('is answered at once, with its paper, and none is said to be taken back that was not cast', async () => {
    harness = aTerminal();
    const { terminal, type } = harness;
    await terminal.connection.start(aRecordingInbound());
    const overview = anOverview(3);
    await terminal.send({ channel: 'local' }, overview, 'k0');
    for (const view of overview.entries) {
      const card = { kind: 'card', view, language: 'en' } as const;
      await terminal.send({ channel: 'local', thread: '1' }, card, `k${view.n}`);
    }
    for (const [line, answer] of [
      ['0 3', 'i You have no vote from +1 or -1 to take back\n  Paper number 3'],
      ['+1 2', '✓ Your 👍 is counted\n  Paper number 2'],
      ['+1 2', 'i You have already voted like this\n  Paper number 2'],
      ['-1 2', '✓ Your 👎 is counted\n  Paper number 2'],
      ['0 2', '✓ Your vote was taken back\n  Paper number 2'],
      ['0 2', 'i You have no vote from +1 or -1 to take back\n  Paper number 2'],
    ] as const)
      expect(await type(line, /\n\n/), line).toBe(`${answer}\n\n`);
  });
});
