import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandBody } from '../../adapters/discord/register.ts';
import { slackManifest } from '../../adapters/slack/manifest.ts';
import { commands } from '../../commands/index.ts';
import { actionId, readActionId } from '../../src/core/action-id.ts';
import { checkOptions, parseLine, usage } from '../../src/core/arguments.ts';
import type { Command } from '../../src/core/command.ts';
import { InputError, SourceError } from '../../src/core/errors.ts';
import { FIELDS_PER_MESSAGE } from '../../src/core/message.ts';
import { aDesk, messageOf, textIn } from '../commands/desk.ts';

/** `PARSER_RUNS=100000` for the long run. */
const RUNS = Number(process.env.PARSER_RUNS ?? 3000);

const hello: Command = {
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

describe('arguments on a line', () => {
  it.each([
    ['Ada', { who: 'Ada' }],
    ['"Ada Lovelace" 2', { who: 'Ada Lovelace', times: 2 }],
    ['“Ada Lovelace” times:3', { who: 'Ada Lovelace', times: 3 }],
    ['times=3 Ada', { times: 3, who: 'Ada' }],
    ['--times 3 --loud Ada', { times: 3, loud: true, who: 'Ada' }],
    ['--loud no Ada tone:DRY', { loud: false, who: 'Ada', tone: 'dry' }],
    ["who:'Grace Hopper' loud:yes", { who: 'Grace Hopper', loud: true }],
    ['who:"a" times: 4', { who: 'a', times: 4 }],
    ['it"s', { who: 'it"s' }],
  ])('%j', (line, expected) => expect(parseLine(hello, line)).toEqual(expected));

  it.each([
    ['', /who is missing/],
    ['Ada 0', /times is a whole number from 1 to 9, not "0"/],
    ['Ada 2 yes dry more', /left over: "more"/],
    ['Ada times:2 times:3', /given twice/],
    ['Ada tone:cold', /tone is one of warm, dry/],
    ['Ada loud:perhaps', /loud is yes or no/],
    ['x'.repeat(300), /longer than 250/],
  ])('%j is a mistake that shows the usage', (line, complaint) => {
    expect(() => parseLine(hello, line)).toThrow(complaint);
    try {
      parseLine(hello, line);
    } catch (error) {
      expect((error as InputError).fix).toContain('/papers hello <who>');
    }
  });

  it('of any kind are read, or refused with an InputError, in no time', () => {
    const lines = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc
        .array(
          fc.constantFrom(
            '"',
            "'",
            '“',
            'times:',
            '--loud',
            'tone=',
            'who:',
            ' ',
            '\n',
            ':',
            '=',
            '-',
            'a',
            '9',
          ),
          { maxLength: 60 },
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(fc.constantFrom(hello, ...commands), lines, (command, line) => {
        try {
          parseLine(command, line);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('that a platform split already are checked the same way', () => {
    expect(checkOptions(hello, { who: 'Ada', times: 2, loud: true })).toEqual({
      who: 'Ada',
      times: 2,
      loud: true,
    });
    expect(() => checkOptions(hello, { who: 'Ada', times: 99 })).toThrow(InputError);
    expect(() => checkOptions(hello, { who: 'Ada', extra: 1 })).toThrow(/no option "extra"/);
  });

  it('keep the operators of a search as they are typed', () => {
    const search = commands.find(({ name }) => name === 'search');
    if (!search) throw new Error('no search');
    expect(parseLine(search, '"a b" -c author:"Jane Doe" votes:>20 page:2')).toEqual({
      query: '"a b" -c author:"Jane Doe" votes:>20',
      page: 2,
    });
  });

  it('of every command’s own example are accepted', () => {
    for (const command of commands) {
      const [name = '', ...rest] = command.example.split(' ');
      expect(name).toBe(command.name);
      expect(() => parseLine(command, rest.join(' ')), command.example).not.toThrow();
    }
  });
});

describe('the dispatcher', () => {
  it('finds a command that was added by one line, in the help and on both platforms', async () => {
    const { type } = await aDesk({ commands: [...commands, hello] });
    expect(await type('hello Ada 2')).toMatchObject({ title: 'hello Ada ×2' });
    expect(textIn(await type('help'))).toContain('/papers hello');
    expect(textIn(await type('help hello'))).toContain(usage(hello));
    expect(JSON.stringify(commandBody([...commands, hello]))).toContain('"Greets somebody"');
    expect(JSON.stringify(slackManifest({ commands: [hello] }))).toContain('hello');
  });

  it('answers with help when nothing is typed, and with the nearest command on nonsense', async () => {
    const { type } = await aDesk();
    expect((await type('')).kind).toBe('fields');
    expect(await type('serach x')).toMatchObject({ fix: expect.stringContaining('/papers search') });
    expect(await type('xyzzy')).toMatchObject({ fix: 'The help lists them all.' });
  });

  it('answers privately with a request id that the log has, when a command breaks', async () => {
    const broken: Command = {
      ...hello,
      name: 'broken',
      options: [],
      run: async () => {
        throw new TypeError('secret inner workings');
      },
    };
    const { ask, log } = await aDesk({ commands: [broken] });
    const reply = await ask({ kind: 'line', text: 'broken' });
    expect(reply).not.toHaveProperty('shared');
    const message = messageOf(reply);
    expect(textIn(message)).not.toContain('inner workings');
    const requestId = message.kind === 'notice' ? message.requestId : undefined;
    expect(log.lines.find(({ level }) => level === 'error')?.facts).toMatchObject({
      requestId,
      err: expect.any(TypeError),
    });
  });

  it('bothers nobody with a request id for a mistake in what was typed, but for what failed elsewhere', async () => {
    const failing: Command = {
      ...hello,
      name: 'failing',
      options: [],
      run: async () => {
        throw new SourceError('source-down', 'Hugging Face does not answer.');
      },
    };
    const { type } = await aDesk({ commands: [...commands, failing] });
    expect(await type('show nonsense')).not.toHaveProperty('requestId');
    expect(await type('failing')).toHaveProperty('requestId');
  });

  it('helps with every command there is, within one message', async () => {
    const { type } = await aDesk();
    const listed = commands.filter(({ hidden }) => !hidden);
    const told = await type('help');
    expect(told.kind === 'fields' && told.fields.length).toBe(listed.length);
    expect(listed.length).toBeLessThanOrEqual(FIELDS_PER_MESSAGE);
  });

  it('asks one person who floods to wait, and nobody else', async () => {
    const { type, clock } = await aDesk();
    const flood = { person: 'discord:flood' };
    for (let i = 0; i < 8; i++) expect((await type('help', flood)).kind).toBe('fields');
    expect(textIn(await type('help', flood))).toContain('One moment, please');
    expect((await type('help')).kind).toBe('fields');
    expect((await type('help', { ...flood, channel: '200' })).kind).toBe('fields');
    clock.advance(3000);
    expect((await type('help', flood)).kind).toBe('fields');
  });
});

describe('action ids', () => {
  it('come back as the line they were made of', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('update' as const, 'reply' as const),
        fc.stringMatching(/^[ -~]{1,98}$/),
        (mode, line) => {
          const id = actionId({ mode, line });
          expect(id?.length ?? 0).toBeLessThanOrEqual(100);
          expect(readActionId(id ?? '')).toEqual({ mode, line });
        },
      ),
    );
  });

  it.each(['', 'x', 'u:', 'v:today', 'r:a\nb', `r:${'x'.repeat(200)}`, '__proto__', 'vote:up'])(
    'that we never made (%j) run nothing',
    async (id) => {
      const { ask } = await aDesk();
      expect(textIn(messageOf(await ask({ kind: 'action', id })))).toContain('not known any more');
    },
  );

  it('that are forged are parsed, checked and permitted like a typed line', async () => {
    const { ask, store } = await aDesk();
    expect(
      textIn(messageOf(await ask({ kind: 'action', id: 'r:unsubscribe' }, { mayManage: false }))),
    ).toContain('Only who may manage');
    expect(textIn(messageOf(await ask({ kind: 'action', id: 'r:vote sideways 2604.00001' })))).toContain(
      'which is one of up, down',
    );
    expect(await store.votes.of(['2604.00001'], ['discord:guild'])).toEqual([]);
  });
});
