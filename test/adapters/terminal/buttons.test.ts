import { afterEach, describe, expect, it } from 'vitest';
import { aNotice, aRecordingInbound } from '../../support/builders.ts';
import { aTerminal, type TerminalHarness } from './harness.ts';

describe('at the prompt', () => {
  let harness: TerminalHarness | undefined;
  afterEach(async () => {
    await harness?.terminal.connection.stop();
  });

  it('a letter presses the button that is on the screen, also below a notice', async () => {
    harness = aTerminal();
    const pressed: string[] = [];
    await harness.terminal.connection.start({
      ...aRecordingInbound(),
      interact: async (_asker, interaction) => {
        if (interaction.kind === 'action') pressed.push(interaction.id);
        const isList = interaction.kind === 'line' && interaction.text === 'search x';
        if (!isList) return { kind: 'message', message: aNotice('greeting') };
        const actions = [{ kind: 'button', id: 'u:search x page:2', label: 'Next' }] as const;
        return {
          kind: 'message',
          message: { kind: 'list', title: 'Found', entries: [], language: 'en', actions },
        };
      },
    });
    await harness.type('search x', /\[a\] Next/);
    await harness.type('hello', /greeting/);
    await harness.type('a', /greeting/);
    await harness.type('b', /no such button/);
    await harness.type('a', /greeting/);
    expect(pressed).toEqual(['u:search x page:2', 'u:search x page:2']);
  });

  it.each([
    ['y', 'y:follow k1'],
    ['YES', 'y:follow k1'],
    ['n', 'n:follow k1'],
    ['no', 'n:follow k1'],
  ])('%s answers a question', async (line, id) => {
    harness = aTerminal();
    const pressed: string[] = [];
    await harness.terminal.connection.start({
      ...aRecordingInbound(),
      interact: async (_asker, interaction) => {
        if (interaction.kind === 'action') {
          pressed.push(interaction.id);
          return { kind: 'message', message: aNotice('answered') };
        }
        const actions = [
          { kind: 'button', id: 'y:follow k1', label: 'Follow' },
          { kind: 'button', id: 'n:follow k1', label: 'Cancel' },
        ] as const;
        return { kind: 'message', message: { kind: 'fields', title: 'Follow?', fields: [], actions } };
      },
    });
    await harness.type('follow query x', /Type yes \(or y\)/);
    await harness.type(line, /answered/);
    expect(pressed).toEqual([id]);
  });
});
