import { describe, expect, it } from 'vitest';
import { findContact } from '../../../src/summary/text/contacts.ts';
import { listReadings } from '../../../src/summary/text/undisguise.ts';

describe('contactIn', () => {
  it.each([
    'The survey covers two schools (1991-2000) of thought.',
    'Data of three seasons (2007-11; 2012-2016) is used.',
    'Data of 1933-2006 is used.',
  ])('takes a span of years for no number to call: %s', (sentence) => {
    expect(findContact(listReadings(sentence))).toBeUndefined();
  });

  it.each([
    'Call (555) 123-4567.',
    'Call (2007-1999-12) today.',
    'Call +1991-2000.',
    'Call (1234-5678) today.',
    'Call (1234-5678 today.',
  ])('still finds a number to call: %s', (sentence) => {
    expect(findContact(listReadings(sentence))).toBeDefined();
  });
});
