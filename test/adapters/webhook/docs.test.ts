import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { webhookEvent } from '../../../adapters/webhook/render/event-schema.ts';

it('the example in the documents is valid by the schema, with no field that it does not know', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/webhooks.md'), 'utf8');
  const [, example = ''] = page.split('```json\n');
  const event: unknown = JSON.parse(example.slice(0, example.indexOf('```')));
  expect(webhookEvent.parse(event)).toEqual(event);
});
