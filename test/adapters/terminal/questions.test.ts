import { expect, it } from 'vitest';
import { aRecordingInbound } from '../../support/builders.ts';
import { aTerminal } from './harness.ts';

const HOSTILE = '\u001b]0;owned\u0007\u009b2J\u202e';
const VISIBLE = '\\u001b]0;owned\\u0007\\u009b2J\\u202e';

it.each([true, false])(
  'a name in the question of a form cannot control the terminal (with a prompt: %s)',
  async (interactive) => {
    const { terminal, type } = aTerminal({ interactive });
    const field = {
      name: 'topics',
      label: `Topics ${HOSTILE}`,
      hint: HOSTILE,
      value: HOSTILE,
      required: true,
    };
    const form = { id: 'settings', title: 'Settings', submit: 'Save', fields: [field] };
    await terminal.connection.start({
      ...aRecordingInbound(),
      interact: async () => ({ kind: 'form', form }),
    });
    const asked = await type('settings', /Topics.*\]: /s);
    // What readline itself writes moves the cursor, and begins otherwise.
    for (const part of ['\u001b]', '\u0007', '\u009b', '\u202e']) expect(asked).not.toContain(part);
    expect(asked).toContain(`Topics ${VISIBLE} (${VISIBLE}) [${VISIBLE}]: `);
    await terminal.connection.stop();
  },
);
