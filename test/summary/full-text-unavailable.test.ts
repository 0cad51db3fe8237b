import { expect, it, onTestFinished } from 'vitest';
import { startModelServer } from '../../loopback/model-server.ts';
import { createSummarizer } from '../../src/summary/fallback-chain.ts';
import { createModel } from '../../src/summary/model/model.ts';
import { aClock, aLog, aPaper } from '../support/builders.ts';
import { IN_PROCESS } from '../support/in-process.ts';
import { memoryStore } from './memory-store.ts';

const DAY = 24 * 60 * 60 * 1_000;
const ABSTRACT = 'We propose Sieve, a cache that keeps the tokens that matter.';

it('writes again, once there is a full text, what it made of the abstract; asks for one once a day, and pays no model for that', async () => {
  const server = await startModelServer();
  onTestFinished(() => server.close());
  const clock = aClock();
  let isUnavailable = true;
  const summarizer = createSummarizer({
    model: createModel({ baseUrl: server.baseUrl, model: 'fake-1' }),
    fullText: async () => {
      if (isUnavailable) throw new Error('down');
      return [{ heading: '1 Introduction', text: 'Sieve evicts by a learned gate.' }];
    },
    ...{ store: memoryStore(), clock, log: aLog(), readers: IN_PROCESS, budget: {} },
  });
  const by = async (abstract = ABSTRACT) =>
    (await summarizer.summarize(aPaper({ abstract }), 'tldr', 'en')).by;
  const written = { quote: ABSTRACT, sentences: ['Sieve is a cache that keeps the tokens that matter.'] };

  server.will({ kind: 'says', content: written });
  expect(await by()).toBe('fake-1, checked against the abstract');
  isUnavailable = false;
  expect(await by()).toBe('fake-1, checked against the abstract');
  expect(server.asked).toHaveLength(1);

  isUnavailable = true;
  for (let day = 0; day < 3; day++) {
    clock.advance(DAY);
    expect(await by()).toBe('fake-1, checked against the abstract');
  }
  expect(server.asked).toHaveLength(1);

  isUnavailable = false;
  clock.advance(DAY);
  server.will({ kind: 'status', status: 400 });
  expect(await by()).toBe('fake-1, checked against the abstract');
  expect(await by('We propose another thing.')).toBe('from the abstract');
  server.will({ kind: 'says', content: written });
  expect(await by()).toBe('fake-1, checked against the full text');
  const { length } = server.asked;
  clock.advance(DAY);
  await by();
  expect(server.asked).toHaveLength(length);
});
