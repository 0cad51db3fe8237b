import { describe, expect, it } from 'vitest';
import config from '../../vitest.config.ts';
import { findLeaks } from '../support/produced.ts';

const TOKEN = 'xoxb-1234-5678';

describe('the watch for tokens', () => {
  it('is in every test file', () => {
    expect(config.test?.setupFiles).toEqual(['test/support/no-leaks.ts']);
  });

  it.each<[string, unknown]>([
    ['a line', `token ${TOKEN} refused`],
    ['a fact of a log line', [{ facts: { deep: [{ er: TOKEN }] } }]],
    ['the message of an error', new Error(`bad ${TOKEN}`)],
    ['the cause of an error', new Error('bad', { cause: new Error(TOKEN) })],
    [
      'a field of an error',
      Object.assign(new Error('bad'), { request: { headers: new Headers({ authorization: TOKEN }) } }),
    ],
    ['a map', new Map([['payload', { text: TOKEN }]])],
    ['an interaction’s token that is known', 'PATCH /webhooks/1/made-on-the-way'],
  ])('finds one in %s', (_where, value) => {
    expect(findLeaks('here', value, ['made-on-the-way'])).toHaveLength(1);
  });

  it('lets ordinary words through', () => {
    const words =
      'SLACK_BOT_TOKEN begins with xoxb-, SLACK_APP_TOKEN with xapp-. hf_secrets, sk-learn, a hf_hub_download';
    expect(findLeaks('here', [words, new Error(words)], [])).toEqual([]);
  });
});
