import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { createProblems, createTexts, findProblem } from '../../../src/core/base/catalog.ts';
import { commandSpan } from '../../../src/core/base/text.ts';

const texts = createTexts({
  plain: 'Nothing new.',
  papers: '{count, plural, =0 {No papers} one {# paper} other {# papers}} of {day}',
  way: 'Events come by {way, select, socket {Socket Mode} other {HTTP at port {port}}}',
  go: 'Go on with {command}.',
  styled: '<b>{name}</b> is new',
});

describe('a catalog of texts', () => {
  it('has a method for each message', () => {
    expect(texts.plain()).toBe('Nothing new.');
    expect([0, 1, 1200].map((count) => texts.papers({ count, day: 'today' }))).toEqual([
      'No papers of today',
      '1 paper of today',
      '1,200 papers of today',
    ]);
    expect(texts.way({ way: 'http', port: 3000 })).toBe('Events come by HTTP at port 3000');
  });

  it('writes plurals as the library does, also where it needs none', () => {
    const message = '{count, plural, one {a paper of {day}} other {{shown} papers of {day}}}';
    const { plural } = createTexts({ plural: message });
    const format = new IntlMessageFormat(message, 'en');
    for (const count of [0, 1, 2, 5, 11, 21, 100, 101, 1.5, 1000]) {
      const values = { count, day: 'today', shown: String(count) };
      expect(plural(values)).toBe(format.format(values));
    }
  });

  it('keeps a command in a text a value, and styles', () => {
    const command = commandSpan('resume');
    expect(texts.go({ command })).toEqual([{ text: 'Go on with ' }, command, { text: '.' }]);
    expect(texts.go({ command: [command, { text: ' now' }] })).toEqual([
      { text: 'Go on with ' },
      command,
      { text: ' now.' },
    ]);
    expect(texts.styled({ name: 'A & B' })).toEqual([{ text: 'A & B', strong: true }, { text: ' is new' }]);
  });

  it('takes what people wrote as it is: braces, tags and number signs in a value are text', () => {
    for (const name of ['{count}', '<b>', '#', "it's {", '']) {
      expect(texts.papers({ count: 1, day: name })).toBe(`1 paper of ${name}`);
    }
  });

  it('refuses a call without its parameters', () => {
    // @ts-expect-error the message has parameters
    expect(() => texts.papers({ count: 1 })).toThrow(/day/);
    // @ts-expect-error the message has none of that name
    expect(() => texts.go({ com: '' })).toThrow(/command/);
  });
});

describe('a catalog of problems', () => {
  const problems = createProblems({
    followsMany: { what: 'You follow {most} things already.', fix: 'Unfollow one with {command}.' },
    http2Refused: { what: 'It does not speak HTTP/2.' },
  });

  it('gives the code and the parameters, and words them when asked', () => {
    const command = commandSpan('unfollow 1');
    const problem = problems.followsMany({ most: 50, command });
    expect(problem).toMatchObject({ code: 'follows-many', values: { most: 50, command } });
    expect(problem.what()).toBe('You follow 50 things already.');
    expect(problem.fix()).toEqual([{ text: 'Unfollow one with ' }, command, { text: '.' }]);
    expect(problems.http2Refused()).toMatchObject({ code: 'http2-refused', values: {} });
    expect(problems.http2Refused().fix()).toBeUndefined();
  });

  it('finds a stored problem by its code, also where the message names one', () => {
    const catalog = createProblems({
      away: { code: 'source-away', what: '{source} is away.' },
      full: { what: 'The disk is full.' },
    });
    const stored = (code: string, values = {}) => findProblem(catalog, { code, values })?.what();
    expect(stored('source-away', { source: 'arXiv' })).toBe('arXiv is away.');
    expect(stored('full')).toBe('The disk is full.');
    expect(stored('away', { source: 'arXiv' })).toBeUndefined();
  });

  it('has no words for what another version stored with other parameters', () => {
    expect(findProblem(problems, { code: 'follows-many', values: { most: 50 } })).toBeUndefined();
  });
});
