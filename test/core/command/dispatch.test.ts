import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildCommandBody } from '../../../adapters/discord/api/register.ts';
import { buildManifest } from '../../../adapters/slack/api/manifest.ts';
import { commands } from '../../../commands/index.ts';
import { InputError, SourceError } from '../../../src/core/base/errors.ts';
import { flattenText } from '../../../src/core/base/text.ts';
import { readActionId, toActionId } from '../../../src/core/command/action-id.ts';
import { checkOptions, describeUsage, parseLine } from '../../../src/core/command/arguments.ts';
import type { Command } from '../../../src/core/command/command.ts';
import { aDesk, readMessage, textIn } from '../../commands/desk.ts';
import { hello } from '../../commands/hello.ts';
import { aProblem } from '../../support/a-problem.ts';
import { personId, tenantId } from '../../support/ids.ts';

/** Two seconds' worth. */
const RUNS = 100_000;

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
    ['Ada 0', /Times: a whole number from 1 to 9, not "0"/],
    ['Ada tone:cold', /Tone: warm or dry, not "cold"/],
    ['Ada loud:perhaps', /Loud: yes or no/],
    ['x'.repeat(300), /Who: at most 250 characters, not 300/],
  ])('%j is an error that says what may be given, and no long usage', (line, complaint) => {
    expect(() => parseLine(hello, line)).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(complaint),
        code: 'arguments-invalid',
        fix: undefined,
      }),
    );
  });

  it.each([
    ['', /Say who\./],
    ['Ada 2 yes dry more', /Unexpected argument: "more"/],
    ['Ada times:2 times:3', /given twice/],
  ])('%j is an error that shows the usage', (line, complaint) => {
    expect(() => parseLine(hello, line)).toThrow(complaint);
    try {
      parseLine(hello, line);
    } catch (error) {
      expect(flattenText((error as InputError).fix)).toContain('/papers hello <who>');
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
  }, 60_000);

  it('take a bare yes-or-no option for yes where no text can be meant', () => {
    const [top] = commands.filter(({ name }) => name === 'top');
    if (!top) throw new Error('no top');
    expect(parseLine(top, 'here')).toEqual({ period: 'week', here: true, page: 1 });
    expect(parseLine(top, 'month here 2')).toEqual({ period: 'month', here: true, page: 2 });
    expect(parseLine(hello, 'loud')).toEqual({ who: 'loud' });
  });

  it('keep a named option in quotes whole, also behind a text that takes the rest', () => {
    const [follow] = commands.filter(({ name }) => name === 'follow');
    if (!follow) throw new Error('no follow');
    expect(parseLine(follow, 'author Ada Lovelace time:"8:30 pm"')).toEqual({
      what: 'author',
      text: 'Ada Lovelace',
      time: '8:30 pm',
    });
  });

  it('that are left out have their defaults', () => {
    const [top] = commands.filter(({ name }) => name === 'top');
    expect(top && checkOptions(top, {})).toEqual({ period: 'week', here: false, page: 1 });
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
    expect(textIn(await type('help all'))).toContain('/papers hello');
    expect(textIn(await type('help hello'))).toContain(describeUsage(hello));
    expect(JSON.stringify(buildCommandBody([...commands, hello]))).toContain('"Greets somebody"');
    const { usage_hint } = buildManifest({ commands: [...commands, hello] }).features.slash_commands[0] ?? {};
    expect(usage_hint).toContain('hello <who>');
  });

  it('answers an error with what is wrong, the usage and an example, and runs nothing', async () => {
    const { type, script } = await aDesk();
    const errors = {
      'today someday': 'is not a day',
      'week 2026-W99': 'is not a week',
      'month April': 'is not a month',
      'show attention': 'is not a paper',
      'save attention': 'is not a paper',
      'export csv everything': 'cannot be exported',
      'export csv top year': 'cannot be exported',
      'summary 2604.00001 haiku': 'Style: tldr, short, or bullets',
      'subscribe days:someday': 'names no weekdays',
      'top here:perhaps': 'Only this channel: yes or no',
    };
    for (const [line, complaint] of Object.entries(errors)) {
      const [name = ''] = line.split(' ');
      const answer = await type(line);
      expect(answer).toMatchObject({ kind: 'notice', title: expect.stringContaining(complaint) });
      if (answer.kind !== 'notice') throw new Error('no notice');
      // Beside a fix of its own, the usage of eleven options would be in the way.
      const usage = expect.stringContaining(`/papers ${name} `);
      expect(flattenText(answer.fix)).toEqual(
        name === 'subscribe' ? 'Write mon-fri, daily, weekends or mon,wed,fri.' : usage,
      );
      expect(answer.example?.text).toContain(`/papers ${name} `);
    }
    expect(script.asked).toEqual([]);
  });

  it('answers with help when nothing is typed, and with the nearest command on nonsense', async () => {
    const { type } = await aDesk();
    expect((await type('')).kind).toBe('fields');
    expect(textIn(await type('serach x'))).toContain('/papers search <query>');
    expect(await type('xyzzy')).toMatchObject({
      title: 'There is no command "xyzzy".',
      example: { text: '/papers help all' },
    });
    const hints = {
      'summarize 1': 'Did you mean /papers summary <paper>',
      'topics agents, cs.CL': 'Did you mean /papers subscribe topics:agents, cs.CL?',
      'topics:agents': 'Did you mean /papers subscribe topics:agents?',
      topics: 'Did you mean /papers help subscribe?',
      '1': 'Did you mean /papers show 1?',
      '#12': 'Did you mean /papers show 12?',
      page: 'For all commands, see the help.',
    };
    for (const [line, hint] of Object.entries(hints)) {
      const answer = await type(line);
      expect(answer.kind === 'notice' && flattenText(answer.fix), line).toContain(hint);
    }
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
    const message = readMessage(reply);
    expect(textIn(message)).not.toContain('inner workings');
    const requestId = message.kind === 'notice' ? message.requestId : undefined;
    expect(log.lines.find(({ level }) => level === 'error')?.facts).toMatchObject({
      requestId,
      err: expect.any(TypeError),
    });
  });

  it('bothers nobody with a request id for an error in what was typed, but for what failed elsewhere', async () => {
    const failing: Command = {
      ...hello,
      name: 'failing',
      options: [],
      run: async () => {
        throw new SourceError(aProblem('Hugging Face does not answer.', { code: 'source-failing' }));
      },
    };
    const { type } = await aDesk({ commands: [...commands, failing] });
    expect(await type('show nonsense')).not.toHaveProperty('requestId');
    expect(await type('failing')).toHaveProperty('requestId');
  });

  it('asks one person who floods to wait, and nobody else', async () => {
    const { type, clock } = await aDesk();
    const flood = { person: personId('discord:flood') };
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
          const id = toActionId({ mode, line });
          expect(id?.length ?? 0).toBeLessThanOrEqual(100);
          expect(readActionId(id ?? '')).toEqual({ mode, line });
        },
      ),
    );
  });

  it('hold on one line what was typed on several', async () => {
    const { type, press } = await aDesk();
    const found = await type('search attention\nsinks');
    expect(readMessage(await press(found, 'Next ▶'))).toMatchObject({ title: 'Search: attention sinks' });
  });

  it.each(['', 'x', 'u:', 'v:today', 'r:a\nb', `r:${'x'.repeat(200)}`, '__proto__', 'vote:up'])(
    'that we never made (%j) run nothing',
    async (id) => {
      const { ask } = await aDesk();
      expect(textIn(readMessage(await ask({ kind: 'action', id })))).toContain('no longer works');
    },
  );

  it('that are forged are parsed, checked and permitted like a typed line', async () => {
    const { ask, store } = await aDesk();
    expect(
      textIn(readMessage(await ask({ kind: 'action', id: 'r:unsubscribe' }, { mayManage: false }))),
    ).toContain('You need permission to manage');
    expect(textIn(readMessage(await ask({ kind: 'action', id: 'r:vote sideways 2604.00001' })))).toContain(
      'How to vote: up or down',
    );
    expect(await store.votes.list(['2604.00001'], [tenantId('discord:guild')])).toEqual([]);
  });
});

describe('an interaction that the end of the process breaks off', () => {
  const command: Command = {
    ...hello,
    name: 'wait',
    options: [],
    run: ({ signal }) =>
      new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
  };

  it('is answered, and no internal error', async () => {
    const stopping = new AbortController();
    const { type, log } = await aDesk({ commands: [command], signal: stopping.signal });
    const answer = type('wait');
    stopping.abort();
    expect(textIn(await answer)).toContain('The bot is being stopped');
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
