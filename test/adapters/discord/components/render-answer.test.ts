import { ComponentType } from 'discord.js';
import { describe, expect, it } from 'vitest';
import {
  COMPONENT_LIMITS,
  countComponents,
  measureTexts,
} from '../../../../adapters/discord/components/elements.ts';
import {
  type AnswerPayload,
  renderAnswer,
  renderTrimmedAnswer,
} from '../../../../adapters/discord/components/render-answer.ts';
import { createBodyCheck } from '../../../../loopback/discord/body-check.ts';
import type { Action, Message } from '../../../../src/core/message/message.ts';
import { anOverview, aPaper, aView } from '../../../support/builders.ts';

const PICTURE = 'https://cdn-uploads.huggingface.co/a.png';
const MONSTROUS = '[*_`#@'.repeat(400);

function listOf(
  count: number,
  paper: Parameters<typeof aPaper>[0] = {},
  actions: readonly Action[] = [],
): Message {
  const entries = Array.from({ length: count }, (_, i) =>
    aView({ n: i + 1, paper: aPaper({ ...paper, id: `2604.000${String(i).padStart(2, '0')}` }) }),
  );
  return { kind: 'list', title: 'Search', note: 'Best matches', entries, language: 'en', actions };
}

const buttons = (count: number): Action[] =>
  Array.from({ length: count }, (_, i) => ({ kind: 'button', id: `b${i}`, label: `B${i}` }));

const typesOf = ({ components: [{ components }] }: AnswerPayload) => components.map(({ type }) => type);
const textsOf = ({ components: [{ components }] }: AnswerPayload) =>
  components.flatMap((part) => {
    if (part.type === ComponentType.TextDisplay) return [part.content];
    return part.type === ComponentType.Section ? part.components.map(({ content }) => content) : [];
  });

function expectWithinLimits(payload: AnswerPayload): void {
  const [container] = payload.components;
  createBodyCheck().check('followUp', payload, { files: [{ name: 'a.txt' }] });
  expect(countComponents(container)).toBeLessThanOrEqual(COMPONENT_LIMITS.components);
  expect(measureTexts(container)).toBeLessThanOrEqual(COMPONENT_LIMITS.text);
}

describe('an answer on Discord', () => {
  it.each<[string, Message]>([
    ['ten results with pictures and all buttons', listOf(10, { thumbnailUrl: PICTURE }, buttons(25))],
    [
      'ten results with endless titles',
      listOf(10, { title: MONSTROUS, organization: MONSTROUS }, buttons(5)),
    ],
    ['an overview of ten papers', anOverview(10)],
    [
      'as many values as there can be, each as long as it can be',
      {
        ...{ kind: 'fields', title: MONSTROUS, intro: MONSTROUS, actions: buttons(25) },
        fields: Array.from({ length: 25 }, () => ({ name: MONSTROUS, value: MONSTROUS })),
      },
    ],
    [
      'a summary of twenty points',
      {
        ...{ kind: 'summary', view: aView(), by: MONSTROUS, language: 'en', actions: buttons(25) },
        points: Array.from({ length: 20 }, () => ({ label: MONSTROUS, text: MONSTROUS })),
        notes: Array.from({ length: 12 }, () => MONSTROUS),
        feedback: { yes: { id: 'y', label: 'Yes' }, no: { id: 'n', label: 'No' } },
      },
    ],
    [
      'a notice that is too long',
      { kind: 'notice', tone: 'error', title: MONSTROUS, text: MONSTROUS, fix: MONSTROUS },
    ],
  ])('of %s is within the limits, with a file and as plain text too', (_, message) => {
    expectWithinLimits(renderAnswer(message));
    expectWithinLimits(renderAnswer(message, ['a.txt']));
    expectWithinLimits(renderTrimmedAnswer({ message, asText: true }, ['a.txt']));
  });

  it('loses no paper and no button where Discord takes no more components: lines go first', () => {
    const five = renderAnswer(listOf(5, {}, buttons(2)));
    expect(typesOf(five).filter((type) => type === ComponentType.Separator)).toHaveLength(5);
    const full = renderAnswer(listOf(10, { thumbnailUrl: PICTURE }, buttons(15)));
    expect(typesOf(full)).not.toContain(ComponentType.Separator);
    expect(
      textsOf(full)
        .join('\n')
        .match(/huggingface\.co\/papers/g),
    ).toHaveLength(10);
    expect(JSON.stringify(full).match(/"custom_id":"b\d+"/g)).toHaveLength(15);
  });

  it('has pictures beside the papers of a digest and none in a list, where five are to fit a phone', () => {
    const entries = [aView({ paper: aPaper({ thumbnailUrl: PICTURE }) })];
    expect(typesOf(renderAnswer(anOverview(0, { entries })))).toContain(ComponentType.Section);
    expect(typesOf(renderAnswer(listOf(5, { thumbnailUrl: PICTURE })))).not.toContain(ComponentType.Section);
  });

  it('has a picture only where the paper has one of its own', () => {
    const card = (thumbnailUrl: string): Message => ({
      ...{ kind: 'card', language: 'en' },
      view: aView({ paper: aPaper({ thumbnailUrl }) }),
    });
    const drawn = JSON.stringify(renderAnswer(card(PICTURE)));
    expect(drawn).toContain('"description":"Teaser picture of A small model that reads large papers"');
    for (const url of ['http://x.example/a.png', `https://x.example/${'a'.repeat(2000)}`])
      expect(typesOf(renderAnswer(card(url)))).not.toContain(ComponentType.MediaGallery);
    expect(typesOf(renderAnswer(listOf(1)))).not.toContain(ComponentType.Section);
  });

  it('links a title without its emoji, with which Discord would draw no link', () => {
    const title = '🔥 Fire👩‍👩‍👧 1️⃣ 🇩🇪 :fire: C© ™';
    const [, entry = ''] = textsOf(renderAnswer(listOf(1, { title })));
    expect(entry).toContain('[Fire 1  ∶fire: C© ™](https://huggingface.co/papers/2604.00000)');
  });

  it('has a title that no sign in it ends or takes apart', () => {
    const titled = (title: string) => textsOf(renderAnswer({ kind: 'notice', tone: 'info', title }))[0];
    expect(titled('Search: C#')).toBe('### ℹ️ Search: C\\#');
    expect(titled('## a\n# b')).toBe('### ℹ️ \\#\\# a \\# b');
  });
});
