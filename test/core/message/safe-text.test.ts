import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { DiscordPayload, SafeEmbed } from '../../../adapters/discord/render/payload.ts';
import type { Safe, SafeEntity } from '../../../adapters/slack/render/blocks.ts';
import type { SlackPayload } from '../../../adapters/slack/render/render.ts';
import {
  cutSafeText,
  type Markup,
  type SafeText,
  toManyLines,
  toOneLine,
} from '../../../src/core/message/safe-text.ts';
import { cpuMs } from '../../support/cpu-time.ts';

type EntityPayload = SafeEntity['entity_payload'];
type EntityAction = NonNullable<NonNullable<EntityPayload['actions']>['primary_actions']>[number];
type EntityField = NonNullable<EntityPayload['custom_fields']>[number];

const anything = fc.string({ unit: 'binary', maxLength: 200 });
const TOWER = 'e\u0301\u0302\u0303\u0304\u0305\u0306\u0307';

describe('safe text', () => {
  it('is on one line, sound, bounded and without what is not seen, and does not change a second time', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 1, max: 300 }), (text, max) => {
        const line = toOneLine(text, max);
        expect(line.length).toBeLessThanOrEqual(max);
        expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u200b\u202a-\u202e\u2066-\u2069\u3164\u2800]/u);
        expect(line).not.toMatch(/[\p{Mn}\p{Me}]{4}/u);
        expect(line.isWellFormed()).toBe(true);
        expect(toOneLine(line, max)).toBe(line);
        expect(toManyLines(text, max).length).toBeLessThanOrEqual(max);
        expect(cutSafeText(text, max).length).toBeLessThanOrEqual(max);
      }),
    );
  });

  it.each([
    ['zero-width characters', 'Mo\u200bdel\u2060 \ufeffone', 'Model one'],
    ['marks of direction', '\u202edlrow\u2066', 'dlrow'],
    ['blank fillers', '\u3164\u115f\uffa0\u2800A\u034f\u17b4', 'A'],
    ['joiners beside plain letters', 'pay\u200cpal\u200d', 'paypal'],
    ['variation selectors beyond those of emoji', 'A\u{e0101}\u{e0102}', 'A'],
    ['a tower of accents', TOWER, 'e\u0301\u0302\u0303'],
    ['controls and line breaks', 'a\u0000\r\nb\u2028c', 'a b c'],
    ['what is nothing but invisible', '\u200b\u200d \ufe0f\u0301', ''],
  ])('is without %s', (_, text, seen) => {
    expect(toOneLine(text, 100)).toBe(seen);
  });

  it.each(['👩‍👩‍👧‍👦', '❤️', '1️⃣', 'می‌خواهم', 'क्‍ष', 'Ṩ̈', 'Việt', 'שָׁלוֹם', 'ကြွှာ'])(
    'keeps %s as it is written',
    (text) => {
      expect(toOneLine(text, 100)).toBe(text);
    },
  );

  it('keeps line breaks where they mean something, but no more than one empty line', () => {
    expect(toManyLines(' a \r\n b\n\n\n\nc\u0007 ', 100)).toBe('a\nb\n\nc');
  });

  it('reads no more of a text than it may show', () => {
    const text = `A title${'\u200b\u2060'.repeat(5_000_000)}`;
    expect(cpuMs(() => expect(toOneLine(text, 300)).toBe('A title'))).toBeLessThan(500);
  });

  it('is the only text that payloads take', () => {
    expectTypeOf<string>().not.toExtend<SafeText>();
    expectTypeOf<string>().not.toExtend<Markup>();
    expectTypeOf<SafeText>().not.toExtend<Markup>();
    expectTypeOf<SlackPayload['text']>().toEqualTypeOf<Markup>();
    expectTypeOf<
      Safe<{ type: 'x'; text: { text: string }[] }>['text'][number]['text']
    >().toEqualTypeOf<SafeText>();
    expectTypeOf<{ type: 'header'; text: { type: 'plain_text'; text: string } }>().not.toExtend<
      SlackPayload['blocks'][number]
    >();
    expectTypeOf<EntityPayload['attributes']['title']['text']>().toEqualTypeOf<SafeText>();
    expectTypeOf<{ text: string; action_id: string }>().not.toExtend<EntityAction>();
    expectTypeOf<{ label: string; key: string; type: string }>().not.toExtend<EntityField>();
    expectTypeOf<DiscordPayload['content']>().toEqualTypeOf<Markup>();
    expectTypeOf<{ title: string }>().not.toExtend<SafeEmbed>();
    expectTypeOf<{ description: SafeText }>().not.toExtend<SafeEmbed>();
    expectTypeOf<{ footer: { text: string } }>().not.toExtend<SafeEmbed>();
  });
});
