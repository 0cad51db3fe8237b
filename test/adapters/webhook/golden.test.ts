import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { webhookEvent } from '../../../adapters/webhook/render/event-schema.ts';
import { renderEvent } from '../../../adapters/webhook/render/render.ts';
import { anOverview } from '../../support/builders.ts';
import { asFile, GOLDEN } from '../../support/golden.ts';

const envelope = { version: 1, timestamp: '2026-04-30T09:00:00.000Z', channel: 'webhook:papers' } as const;

describe.each(Object.entries(GOLDEN))('an event of a message of the kind %s', (kind, message) => {
  it('is unchanged, and is valid by the schema', async () => {
    const event = { ...envelope, ...renderEvent(message) };
    expect(webhookEvent.parse(event)).toEqual(event);
    const file = join(import.meta.dirname, 'golden', `${kind}.json`);
    await expect(asFile(event)).toMatchFileSnapshot(file);
  });
});

it('an event of a paper without an abstract is valid by the schema', () => {
  const [view] = anOverview(1).entries;
  if (!view) throw new Error('no paper');
  const bare = { ...view, paper: { ...view.paper, abstract: '', organization: '' }, why: '' };
  const event = { ...envelope, ...renderEvent(anOverview(0, { entries: [bare] })) };
  expect(webhookEvent.parse(event)).toEqual(event);
});

it('an event stays below four megabytes, whatever its papers contain', () => {
  const wide = '漢'.repeat(30_000);
  const [view] = anOverview(1).entries;
  if (!view) throw new Error('no paper');
  const paper = {
    ...view.paper,
    ...{ title: wide, abstract: wide, organization: wide },
    authors: Array.from({ length: 6000 }, () => wide.slice(0, 200)),
    keywords: Array.from({ length: 100 }, () => wide.slice(0, 100)),
    categories: Array.from({ length: 30 }, () => wide.slice(0, 60)),
  };
  const summary = { text: wide, line: wide, by: wide };
  const entries = Array.from({ length: 30 }, () => ({ ...view, paper, summary, why: wide }));
  const event = { ...envelope, ...renderEvent(anOverview(0, { entries })) };
  expect(webhookEvent.safeParse(event).success).toBe(true);
  expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(4_000_000);
});
