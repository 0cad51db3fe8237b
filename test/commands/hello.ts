import type { Command } from '../../src/core/command/command.ts';

/** A command that nothing but tests knows. */
export const hello: Command = {
  name: 'hello',
  summary: 'Greets somebody',
  example: 'hello Ada times:2',
  options: [
    { name: 'who', summary: 'Whom', type: 'text', required: true },
    { name: 'times', summary: 'How often', type: 'integer', min: 1, max: 9 },
    { name: 'loud', summary: 'In capitals', type: 'boolean' },
    { name: 'tone', summary: 'How', type: 'choice', choices: ['warm', 'dry'] },
  ],
  run: async (_context, { who, times = 1 }) => ({
    kind: 'message',
    message: { kind: 'notice', tone: 'info', title: `hello ${who} ×${times}` },
  }),
};
