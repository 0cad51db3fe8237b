import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { plain } from '../../../adapters/terminal/escape.ts';
import { parseLine } from '../../../adapters/terminal/inbound.ts';
import { renderText } from '../../../adapters/terminal/render.ts';
import { commandSpan } from '../../../src/core/base/text.ts';
import type { SentPost } from '../../../src/core/delivery/delivery.ts';
import type { FilledForm, Reply } from '../../../src/core/message/interaction.ts';
import type { Message } from '../../../src/core/message/message.ts';
import { aNotice, anOverview, aPaper, aRecordingInbound, aView, until } from '../../support/builders.ts';
import { personId } from '../../support/ids.ts';
import { aTerminal, type TerminalHarness } from './harness.ts';

const LOOK = { color: false, columns: 80 };

describe('a line at the prompt', () => {
  it.each([
    ['+1 3', { kind: 'vote', value: 1, n: 3 }],
    ['-1 #2', { kind: 'vote', value: -1, n: 2 }],
    ['0 10', { kind: 'vote', value: 0, n: 10 }],
    ['+1', { kind: 'vote', value: 1, n: undefined }],
    ['+1 x', { kind: 'command', text: '+1 x' }],
    ['/papers search "a b"', { kind: 'command', text: 'search "a b"' }],
    ['papers today', { kind: 'command', text: 'today' }],
    ['/papers', { kind: 'command', text: '' }],
    ['help', { kind: 'command', text: 'help' }],
    ['b', { kind: 'button', index: 1 }],
    ['quit', { kind: 'quit' }],
    ['   ', { kind: 'nothing' }],
  ])('%j is understood', (line, expected) => {
    expect(parseLine(line)).toEqual(expected);
  });

  it('of any kind is understood as something', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (line) => {
        expect(['vote', 'command', 'button', 'quit', 'nothing']).toContain(parseLine(line).kind);
      }),
    );
  });
});

describe('what the terminal shows', () => {
  it('cannot move the cursor, ring the bell or turn the text around', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (title) => {
        const text = renderText(
          { kind: 'card', view: aView({ paper: aPaper({ title }) }), language: 'en' },
          LOOK,
        );
        expect(text).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
    expect(plain('a\u001b[31mred\u0007\u202eb')).toBe('a\\u001b[31mred\\u0007\\u202eb');
  });

  it('fits into 80 columns, addresses excepted', () => {
    const view = aView({
      n: 1,
      paper: aPaper({ title: 'word '.repeat(80), organization: '組織'.repeat(30), stars: 12_345 }),
      summary: { text: 'tell '.repeat(200), by: 'abstract' },
      why: 'because '.repeat(20),
    });
    const messages: Message[] = [
      { kind: 'card', view, language: 'en' },
      anOverview(10, { entries: [view] }),
      { kind: 'list', title: 'Search', note: '3 hits', entries: [view], language: 'en' },
      {
        kind: 'summary',
        view,
        points: [{ label: 'Problem', text: 'long '.repeat(90) }],
        by: 'abstract',
        notes: ['n '.repeat(90)],
        language: 'en',
      },
      {
        kind: 'fields',
        title: 'Status',
        fields: [{ name: 'Last', value: [{ text: 'yes ', strong: true }, { text: 'long '.repeat(50) }] }],
      },
      {
        kind: 'notice',
        tone: 'error',
        title: 't '.repeat(80),
        text: 'x '.repeat(80),
        fix: 'f '.repeat(80),
        example: commandSpan('help'),
        requestId: 'r1',
      },
    ];
    for (const message of messages) {
      const long = renderText(message, LOOK)
        .split('\n')
        .filter((line) => line.length > 80 && !line.includes('http'));
      expect(long).toEqual([]);
    }
  });

  it('has color only where it is asked for', () => {
    expect(renderText(anOverview(1), LOOK)).not.toContain('\u001b[');
    expect(renderText(anOverview(1), { ...LOOK, color: true })).toContain('\u001b[');
  });
});

describe('at the prompt', () => {
  let harness: TerminalHarness | undefined;
  afterEach(async () => {
    await harness?.terminal.connection.stop();
  });

  async function started() {
    const inbound = aRecordingInbound();
    harness = aTerminal();
    await harness.terminal.connection.start(inbound);
    await harness.terminal.send({ channel: 'local' }, anOverview(3), 'k0');
    const posts: SentPost[] = [];
    for (const view of anOverview(3).entries)
      posts.push(
        await harness.terminal.send(
          { channel: 'local', thread: '1' },
          { kind: 'card', view, language: 'en' },
          `k${view.n}`,
        ),
      );
    return { ...harness, inbound, posts };
  }

  it('a vote, a changed mind and a vote taken back reach the card of that number', async () => {
    const { input, inbound } = await started();
    input.write('+1 2\n-1 2\n0 2\n');
    await until(() => inbound.events.length === 4, 'four events arrive');
    expect(inbound.events.map(({ ballot, added }) => [ballot.kind, added])).toEqual([
      ['up', true],
      ['up', false],
      ['down', true],
      ['down', false],
    ]);
    // The third post is the second card.
    expect(new Set(inbound.events.map(({ messageId }) => messageId.split('-')[1]))).toEqual(new Set(['3']));
  });

  it('a number in a command means the paper that was shown with it last', async () => {
    harness = aTerminal();
    const { terminal, type } = harness;
    const lines: Array<readonly [text: string, second: string | undefined]> = [];
    const found = aView({ n: 2, paper: aPaper({ id: '2604.99999' }) });
    await terminal.connection.start({
      ...aRecordingInbound(),
      interact: async (_asker, interaction) => {
        if (interaction.kind === 'line') lines.push([interaction.text, interaction.listed?.get(2)]);
        return {
          kind: 'message',
          message: { kind: 'list', title: 'Found', entries: [found], language: 'en' },
        };
      },
    });
    await type('show 2', /Found/);
    await type('show 2', /Found/);
    await terminal.send({ channel: 'local' }, anOverview(3), 'k0');
    await type('show #2', /Found/);
    expect(lines).toEqual([
      ['show 2', undefined],
      ['show 2', '2604.99999'],
      ['show #2', anOverview(3).entries[1]?.paper.id],
    ]);
  });

  it('a number that a new list does not have means no paper of an older one; a further page adds to the first', async () => {
    harness = aTerminal();
    const { terminal, type } = harness;
    const known: unknown[] = [];
    let first = 1;
    await terminal.connection.start({
      ...aRecordingInbound(),
      interact: async (_asker, interaction) => {
        if (interaction.kind === 'line') known.push([...(interaction.listed?.keys() ?? [])].toSorted());
        const entries = [aView({ n: first }), aView({ n: first + 1 })];
        return { kind: 'message', message: { kind: 'list', title: 'Found', entries, language: 'en' } };
      },
    });
    await terminal.send({ channel: 'local' }, anOverview(5), 'k0');
    await type('search x', /Found/);
    first = 3;
    await type('search x page:2', /Found/);
    await type('search x page:3', /Found/);
    expect(known).toEqual([
      [1, 2, 3, 4, 5],
      [1, 2],
      [1, 2, 3, 4],
    ]);
  });

  it('is as wide as its window is now', async () => {
    let columns = 90;
    harness = aTerminal({ readColumns: () => columns });
    const { terminal, text } = harness;
    const widest = async () => {
      const from = text().length;
      await terminal.send({ channel: 'local' }, anOverview(3), `k${from}`);
      return Math.max(
        ...text()
          .slice(from)
          .split('\n')
          .map((line) => line.length),
      );
    };
    expect(await widest()).toBe(90);
    columns = 45;
    expect(await widest()).toBe(45);
  });

  it('posts of a process that has ended are gone, so that votes on them stay and no other post is edited', async () => {
    const { posts, terminal } = await started();
    const [old] = posts;
    if (!old) throw new Error('no card was posted');
    await terminal.connection.stop();
    const { terminal: next } = await started();
    await expect(next.reactions.read(old)).rejects.toMatchObject({ fault: 'gone' });
    await expect(next.editor.edit(old, anOverview(1))).rejects.toMatchObject({ fault: 'gone' });
  });

  it('a changed tally is shown once, in one line', async () => {
    const { terminal, text, posts } = await started();
    const [first] = anOverview(3).entries;
    const card: Message = {
      kind: 'card',
      view: { ...aView(first), tally: { up: 2, down: 1 } },
      language: 'en',
    };
    const [sent] = posts;
    if (!sent) throw new Error('no card was posted');
    const before = text().length;
    await terminal.editor.edit(sent, card);
    await terminal.editor.edit(sent, card);
    expect(text().slice(before).trim()).toBe('1. Paper number 1 — 👍 2 👎 1');
  });

  it('a terminal that cannot move its cursor gets plain lines, and one that does not say its width has 80', async () => {
    vi.stubEnv('TERM', 'dumb');
    harness = aTerminal({ interactive: true, dumb: true, readColumns: () => 0 });
    await harness.terminal.connection.start(aRecordingInbound());
    const title = 'Something that is said in a line of more than twenty characters';
    await harness.terminal.directMessages.notify(personId('terminal:you'), aNotice(title));
    vi.unstubAllEnvs();
    expect(harness.text()).toBe(`papers> \ni ${title}\n\npapers> `);
  });

  it('the end of the input leaves only after every line is answered', async () => {
    const { terminal, input, text } = await started();
    input.end('today\nsearch x\n');
    await terminal.left;
    expect(text().match(/heard/g)).toHaveLength(2);
  });

  it('a form is asked field by field, and an empty line keeps what was set', async () => {
    const answers: unknown[] = [];
    harness = aTerminal();
    await harness.terminal.connection.start({
      ...aRecordingInbound(),
      interact: async (_asker, interaction) => {
        answers.push(interaction);
        if (interaction.kind === 'form') return { kind: 'message', message: aNotice('saved') };
        const fields = [
          { name: 'count', label: 'How many', value: '5', required: true },
          { name: 'zone', label: 'Zone', value: 'UTC', required: true },
        ];
        return { kind: 'form', form: { id: 'settings', title: 'Settings', submit: 'Save', fields } };
      },
    });
    await harness.type('settings', /How many \[5\]: /);
    await harness.type('', /Zone \[UTC\]: /);
    await harness.type('Europe/Paris', /saved/);
    expect(answers[1]).toEqual({
      kind: 'form',
      id: 'settings',
      values: { count: '5', zone: 'Europe/Paris' },
    });
  });

  describe('a form', () => {
    const fields = [
      {
        name: 'count',
        label: 'How many',
        hint: '1 to 30',
        value: '5',
        required: true,
      },
      {
        name: 'layout',
        label: 'Layout',
        value: 'thread',
        required: true,
        choices: [
          { label: 'Thread', value: 'thread' },
          { label: 'Compact list', value: 'compact' },
        ],
      },
      { name: 'zone', label: 'Zone', required: true },
    ];
    const answers: unknown[] = [];
    const handlers = {
      ...aRecordingInbound(),
      validateForm: ({ values }: FilledForm): Record<string, string> =>
        values.count === 'many' ? { count: '"many" is no number.' } : {},
      interact: async (_asker: unknown, interaction: { kind: string }): Promise<Reply> => {
        answers.push(interaction);
        if (interaction.kind !== 'line') return { kind: 'message', message: aNotice('saved') };
        return { kind: 'form', form: { id: 'settings', title: 'Settings', submit: 'Save', fields } };
      },
    };
    const opened = async (interactive = false) => {
      answers.length = 0;
      const opening = aTerminal({ interactive });
      harness = opening;
      await opening.terminal.connection.start(handlers);
      await opening.type('settings', /How many \(1 to 30\) \[5\]: /);
      return opening;
    };

    it('says of each answer at once what is wrong with it, and asks again', async () => {
      const asked = await opened();
      expect(await asked.type('many', /How many .*: /)).toContain(
        '"many" is no number. (cancel closes the form)',
      );
      await asked.type('7', /Layout \(thread, compact\) \[thread\]: /);
      expect(await asked.type('sideways', /Layout .*: /)).toContain(
        '"sideways" is not one of thread, compact.',
      );
      await asked.type('compact LIST', /Zone \[\]: /);
      expect(await asked.type('', /Zone .*: /)).toContain('This is required.');
      await asked.type('UTC', /saved/);
      expect(answers[1]).toMatchObject({ values: { count: '7', layout: 'compact', zone: 'UTC' } });
    });

    it('is left with cancel, and lines are commands again', async () => {
      const asked = await opened();
      await asked.type('7', /Layout/);
      await asked.type('Cancel', /Nothing was changed\./);
      await asked.type('settings', /How many/);
      expect(answers).toHaveLength(2);
    });

    it('Ctrl-C leaves a form; a second one exits', async () => {
      const asked = await opened(true);
      asked.input.write('\u0003');
      await until(() => asked.text().includes('Nothing was changed.'), 'the form is left');
      await asked.type('settings', /How many/);
      asked.input.write('\u0003');
      await until(() => asked.text().split('Nothing was changed.').length === 3, 'left again');
      asked.input.write('\u0003');
      await asked.terminal.left;
      expect(answers).toHaveLength(2);
    });

    it('stays on the line with what was typed when a post comes in between', async () => {
      const asked = await opened(true);
      asked.input.write('1');
      await until(() => asked.text().endsWith('1'), 'the echo');
      await asked.terminal.send({ channel: 'local' }, aNotice('the news'), 'k');
      const after = asked.text().slice(asked.text().indexOf('the news'));
      expect(stripVTControlCharacters(after)).toMatch(/How many \(1 to 30\) \[5\]: 1/);
      await asked.type('2', /Layout/);
      await asked.type('cancel', /Nothing/);
    });
  });

  it('a letter presses a button of the last answer', async () => {
    const pressed: unknown[] = [];
    harness = aTerminal();
    await harness.terminal.connection.start({
      ...aRecordingInbound(),
      interact: async (_asker, interaction) => {
        pressed.push(interaction);
        return {
          kind: 'message',
          message: {
            kind: 'list',
            title: 'List',
            entries: [],
            empty: 'none',
            language: 'en',
            actions: [{ kind: 'button', id: 'page:2', label: 'Next' }],
          },
        };
      },
    });
    expect(await harness.type('today', /\[a\]/)).toContain('[a] Next');
    await harness.type('a', /List/);
    expect(pressed[1]).toEqual({ kind: 'action', id: 'page:2' });
    await harness.type('c', /no such button/);
  });
});
