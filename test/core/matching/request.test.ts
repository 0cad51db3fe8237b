import { describe, expect, test } from 'vitest';
import { readRequest } from '../../../src/core/matching/request.ts';
import { describeNote } from '../../../src/search/query/describe-notes.ts';

describe('a request', () => {
  test.each([
    ['papers about world models', 'world models', ''],
    ['any good survey of world models?', 'world models?', 'survey'],
    ['latest research on agents', 'agents', 'newest'],
    ["what's new in agents", 'agents', 'newest'],
    ['the latest on agents', 'agents', 'newest'],
    ['recent interesting agents', 'agents', 'newest'],
    ['world models survey', 'world models', 'survey'],
    ['latest world model papers', 'world model', 'newest'],
    ['latest papers', '', 'newest'],
    ['papers that are focused on agents', 'agents', ''],
    ['papers dealing with agents', 'agents', ''],
    ['work related to agents', 'agents', ''],
    ['latest surveys on agents', 'agents', 'newest survey'],
    // Words of asking inside a phrase.
    ['papers about "llm survey"', '"llm survey"', ''],
    ['latest "position papers"', '"position papers"', 'newest'],
    ['papers on “a literature review”', '“a literature review”', ''],
    ['"llm agents" survey', '"llm agents"', 'survey'],
    ['papers about gan -"white paper"', 'gan -"white paper"', ''],
    ['papers by author:"Some Review" papers', 'author:"Some Review"', ''],
    // Words of the topic behind a connector.
    ['papers on new materials', 'new materials', ''],
    ['papers about use cases of llms', 'use cases of llms', ''],
    ['survey of related work generation', 'related work generation', 'survey'],
    ['papers on focused ultrasound', 'focused ultrasound', ''],
    ['papers about A* search', 'A* search', ''],
    ["what's new in good practices", 'good practices', 'newest'],
    // Reviews that are no surveys.
    ['peer review papers', 'peer review', ''],
    ['code review papers', 'code review', ''],
    ['latest peer review papers', 'peer review', 'newest'],
    ['world model review papers', 'world model', 'survey'],
    ['code review survey', 'code review', 'survey'],
  ])('%s is about %j %s', (line, topic, order) => {
    expect(readRequest(line)).toEqual({
      topic,
      newest: order.includes('newest'),
      survey: order.includes('survey'),
    });
  });

  test.each([
    '"llm survey"',
    '"position papers"',
    'gan -"white paper"',
    'an unclosed "llm survey',
    'new agents',
    'code review',
    'customer reviews',
    'world models',
    'papers',
    '',
  ])('%j is none', (line) => {
    expect(readRequest(line)).toBeUndefined();
  });

  test('with a long topic is mentioned in a line', () => {
    const topic = 'world models '.repeat(300);
    const note = describeNote({ code: 'readRequest', topic, newest: true, survey: false });
    expect(note).toMatch(/^Searched for “world models .*…”, the newest first\.$/);
    expect(note.length).toBeLessThan(120);
  });
});
