import { describe, expect, it } from 'vitest';
import { aPaper } from '../support/builders.ts';
import { findFaults } from '../support/check-drawn.ts';
import { hostileMessage, listKinds } from '../support/hostile-message.ts';
import { createRandom } from '../support/hostile-text.ts';
import { PLATFORMS } from '../support/intended.ts';

const MESSAGES = 600;

const inEnglish = { language: 'en', forum: { tags: [], requiresTag: false } };

describe('what an independent parser reads of a message', () => {
  const seed = Number(process.env.HOSTILE_SEED ?? Math.floor(Math.random() * 2 ** 31));
  const cases = PLATFORMS.flatMap((platform) => listKinds(platform).map((kind) => [platform, kind] as const));

  it.each(cases)(
    'on %s of kind %s is what was meant: links lead where their papers are, nothing mentions, nothing nests',
    (platform, kind) => {
      const random = createRandom(seed);
      for (let i = 0; i < MESSAGES; i++) {
        const message = hostileMessage(kind, random);
        const faults = findFaults(message, platform);
        expect(faults, `seed ${seed}, message ${i}: ${JSON.stringify(message)}`).toEqual([]);
      }
    },
    120_000,
  );
});

describe('what text tried', () => {
  it('bold words that touch do not take the link of the next paper', () => {
    const view = (n: number, snippet: Array<{ text: string; strong: boolean }>) => ({
      ...{ n, snippet, tally: { up: 0, down: 0 } },
      paper: aPaper({ id: `2604.0000${n}`, title: `T${n}x`, abstract: '', authors: [] }),
    });
    const bold = (text: string) => ({ text, strong: true });
    const entries = [view(1, [bold('a'), bold('b'), bold('c')]), view(2, [bold('](https://evil.example)')])];
    const list = { kind: 'list', title: 'Found', entries, language: 'en' } as const;
    for (const platform of PLATFORMS)
      expect(findFaults({ ...inEnglish, message: list }, platform)).toEqual([]);
  });

  it('code on two lines, about a channel that is none, does not let the next code out', () => {
    const note = [
      { text: '1.\n<', code: true, channel: '1><@&2' },
      { text: '](https://evil.example)\n***', code: true },
    ];
    const list = { kind: 'list', title: 'Found', note, entries: [], empty: 'none', language: 'en' } as const;
    for (const platform of PLATFORMS)
      expect(findFaults({ ...inEnglish, message: list }, platform)).toEqual([]);
  });

  it.each(['several', 'terms'] as const)(
    'a form opens where all that could be chosen with %s is too long for it: it is typed instead',
    (kind) => {
      const options = [{ label: 'One', value: 'x'.repeat(200) }];
      const field = { name: 'topics', label: 'Topics', required: false, picker: { kind, options } };
      const form = { id: 'form', title: 'Settings', submit: 'Save', fields: [field] };
      for (const platform of PLATFORMS) expect(findFaults({ language: 'en', form }, platform)).toEqual([]);
    },
  );

  it.each([undefined, { kind: 'radio' }] as const)(
    'nor does one with such choices fail, picked by %o',
    (picker) => {
      const choices = ['a', 'b', 'c'].map((label) => ({ label, value: label.repeat(200) }));
      const field = { name: 'layout', label: 'Layout', required: true, choices, ...(picker && { picker }) };
      const form = { id: 'form', title: 'Settings', submit: 'Save', fields: [field] };
      for (const platform of PLATFORMS) expect(findFaults({ language: 'en', form }, platform)).toEqual([]);
    },
  );

  it('nor does a bracket before a parenthesis in the reason end the link of a project', () => {
    const paper = aPaper({
      ...{ id: '2604.00001', title: 'T1x', abstract: '', authors: [] },
      projectUrl: 'https://span.example/',
    });
    const view = { paper, why: '](https://evil.example)', tally: { up: 0, down: 0 } };
    for (const platform of PLATFORMS)
      expect(findFaults({ ...inEnglish, message: { kind: 'card', view, language: 'en' } }, platform)).toEqual(
        [],
      );
  });
});
