import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { signHeaders } from '../../../adapters/webhook/api/sign.ts';
import { webhookEvent } from '../../../adapters/webhook/render/event-schema.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../../../docs/webhooks.md'), 'utf8');

/** The first block of code in a language. */
function readBlock(language: string): string {
  const [, block = ''] = PAGE.split(`\`\`\`${language}\n`);
  return block.slice(0, block.indexOf('```'));
}

it('the check in the documents accepts what is sent, and nothing that was changed, is old or has another key', async () => {
  const { isFromPaperboy } = await import(`data:text/javascript,${encodeURIComponent(readBlock('js'))}`);
  const [secret, other] = ['a', 'b'].map(
    (letter) => `whsec_${Buffer.from(letter.repeat(32)).toString('base64')}`,
  );
  const body = '{"type":"digest"}';
  const timestamp = Math.floor(Date.now() / 1000);
  const headers = signHeaders({ id: 'msg_1', timestamp, body }, secret ?? '');
  expect(isFromPaperboy(headers, body, secret)).toBe(true);
  expect(isFromPaperboy(headers, `${body} `, secret)).toBe(false);
  expect(isFromPaperboy(headers, body, other)).toBe(false);
  expect(isFromPaperboy({}, body, secret)).toBe(false);
  const old = signHeaders({ id: 'msg_1', timestamp: timestamp - 301, body }, secret ?? '');
  expect(isFromPaperboy(old, body, secret)).toBe(false);
});

it('the example in the documents is valid by the schema, with no field that it does not know', () => {
  const event: unknown = JSON.parse(readBlock('json'));
  expect(webhookEvent.parse(event)).toEqual(event);
});
