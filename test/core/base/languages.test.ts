import { setTimeout } from 'node:timers/promises';
import PQueue from 'p-queue';
import { describe, expect, it } from 'vitest';
import { createProblems, createTexts } from '../../../src/core/base/catalog.ts';
import { InputError } from '../../../src/core/base/errors.ts';
import { saveLanguage } from '../../../src/core/base/language.ts';
import { createLanguages, translateProblems, translateTexts } from '../../../src/core/base/languages.ts';
import { formatDate } from '../../../src/core/paper/format.ts';

const texts = createTexts({ saved: 'Saved', on: 'on {date}', next: 'next: {date}' });
const problems = createProblems({ dayInvalid: { what: '"{typed}" is not a day.', fix: 'Write it out.' } });
const languages = createLanguages([
  {
    tag: 'de',
    catalogs: [
      translateTexts(texts, { saved: 'Gespeichert', on: 'am {date}' }),
      translateProblems(problems, { dayInvalid: { what: '„{typed}“ ist kein Tag.' } }),
    ],
  },
]);
const date = () => formatDate('2026-04-30', 'de');

describe('what is said', () => {
  it('is in the language of a tag or of its region, and else in English', () => {
    expect(
      ['de', 'de-AT', 'fr', 'en-GB', 'no such tag', ''].map((tag) => languages.speak(tag, texts.saved)),
    ).toEqual(['Gespeichert', 'Gespeichert', 'Saved', 'Saved', 'Saved', 'Saved']);
    expect(languages.speak(undefined, texts.saved)).toBe('Saved');
    expect(['de', 'de-CH', 'en', 'fr'].map(languages.has)).toEqual([true, true, true, false]);
  });

  it('has the date of its own language, message by message', () => {
    expect(languages.speak('de', () => [texts.on({ date }), texts.next({ date })])).toEqual([
      'am 30. Apr. 2026',
      'next: Apr 30, 2026',
    ]);
    expect(texts.on({ date })).toBe('on Apr 30, 2026');
  });

  it('is of an error in the language of who reads it, and in English in the log', () => {
    const error = languages.speak('de', () => new InputError(problems.dayInvalid({ typed: 'x' })));
    expect([error.message, error.fix]).toEqual(['"x" is not a day.', 'Write it out.']);
    expect(languages.speak('de', () => [error.sayWhat(), error.sayFix()])).toEqual([
      '„x“ ist kein Tag.',
      'Write it out.',
    ]);
  });

  it('stays in the language through waits and queues, and in work for later', async () => {
    const queue = new PQueue({ concurrency: 1 });
    const say = () => queue.add(() => setTimeout(1).then(texts.saved));
    const said = [languages.speak('de', say), say(), languages.speak('de', say)];
    expect(await Promise.all(said)).toEqual(['Gespeichert', 'Saved', 'Gespeichert']);
    const speak = languages.speak('de', saveLanguage);
    expect(speak(texts.saved)).toBe('Gespeichert');
  });
});
