import type { APIApplicationCommandBasicOption } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { nameOptions, readOptions } from '../../playground/page/command-options.ts';

const CHOICES = ['author', 'org', 'query'].map((value) => ({ name: value, value }));
const FOLLOW: APIApplicationCommandBasicOption[] = [
  { type: 3, name: 'what', description: 'What to follow', required: true, choices: CHOICES },
  { type: 3, name: 'text', description: 'A name or words', required: true },
  { type: 5, name: 'here', description: 'Whether here' },
  { type: 4, name: 'most', description: 'How many' },
];

describe('what was typed into the options of a command', () => {
  it('is sent as it is where each has its own', () => {
    expect(readOptions(FOLLOW, { what: 'Query', text: 'org charts', here: 'true' })).toEqual({
      given: { what: 'query', text: 'org charts', here: true },
    });
  });

  it('is split behind a choice where the next is still needed', () => {
    expect(readOptions(FOLLOW, { what: 'query  world models', text: '' })).toEqual({
      given: { what: 'query', text: 'world models' },
    });
  });

  it.each([
    [{ what: 'what:query text:world models' }, { what: 'query', text: 'world models' }],
    [{ what: 'query text:world  models here:true' }, { what: 'query', text: 'world  models', here: true }],
    [
      { what: 'org', text: 'Tencent here:false most:3' },
      { what: 'org', text: 'Tencent', here: false, most: 3 },
    ],
    [
      { what: 'query', text: 'agents after:2024 votes:>20' },
      { what: 'query', text: 'agents after:2024 votes:>20' },
    ],
  ])('%j is split where it names options, as help shows them', (values, given) => {
    expect(readOptions(FOLLOW, values)).toEqual({ given });
  });

  it('is read where a whole line is typed: what names no option is the first one', () => {
    expect(nameOptions(FOLLOW, 'org text:Tencent here:true', 'what')).toEqual({
      ...{ what: 'org', text: 'Tencent', here: 'true' },
    });
    expect(nameOptions(FOLLOW, '', 'what')).toEqual({});
  });

  it.each([
    [{ what: 'world models' }, 'what is author, org, or query.'],
    [{ what: 'query world models', text: 'robots' }, 'what is author, org, or query.'],
    [{ what: 'query' }, 'text is needed: A name or words.'],
    [{ text: 'robots' }, 'what is needed: author, org, or query.'],
    [{ what: 'org', text: 'Tencent', here: 'perhaps' }, 'here is true or false.'],
  ])('%j is refused: %s', (values, wrong) => {
    expect(readOptions(FOLLOW, values)).toEqual({ wrong });
  });
});
