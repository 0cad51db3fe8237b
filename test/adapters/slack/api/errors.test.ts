import { webApi } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { readSlackCode, toDeliveryError } from '../../../../adapters/slack/api/errors.ts';
import type { SlackMethod } from '../../../../adapters/slack/api/rates.ts';
import { DeliveryError } from '../../../../src/core/base/errors.ts';
import { flattenText } from '../../../../src/core/base/text.ts';
import { aProblem } from '../../../support/a-problem.ts';

const said = (error: string, extra = {}) => new webApi.WebAPIPlatformError({ ok: false, error, ...extra });
const broke = (code: string) =>
  new webApi.WebAPIRequestError(
    new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code }) }),
  );
const http = (status: number) => new webApi.WebAPIHTTPError(status, 'no', {}, 'upstream');
const verdict = (error: unknown, method: SlackMethod = 'chat.postMessage') =>
  toDeliveryError(error, method).fault;

describe('a failed call to Slack', () => {
  it.each([
    ['not_in_channel', 'refused', '/invite @Paperboy'],
    ['channel_not_found', 'gone', '/invite @Paperboy'],
    ['is_archived', 'refused', 'Unarchive'],
    ['restricted_action_read_only_channel', 'refused', 'admin'],
    ['restricted_action_of_tomorrow', 'refused', 'admin'],
    ['token_revoked', 'unauthorized', 'SLACK_BOT_TOKEN'],
    ['invalid_auth', 'unauthorized', 'SLACK_BOT_TOKEN'],
    ['account_inactive', 'unauthorized', 'SLACK_BOT_TOKEN'],
    ['invalid_blocks', 'rejected', 'report'],
    ['msg_too_long', 'rejected', 'report'],
  ])('%s means %s and says what to do', (code, fault, fix) => {
    const error = toDeliveryError(said(code), 'chat.postMessage');
    expect(error).toMatchObject({ fault });
    expect(flattenText(error.fix)).toContain(fix);
    expect(error.message).toContain(code);
    expect(readSlackCode(error)).toBe(code);
  });

  it('names the missing scope', () => {
    const error = toDeliveryError(
      said('missing_scope', { needed: 'groups:history' }),
      'conversations.history',
    );
    expect(error.fault).toBe('refused');
    expect(error.message).toContain('groups:history');
    expect(flattenText(error.fix)).toContain('groups:history');
    expect(flattenText(error.fix)).toContain('slack-manifest.json');
  });

  it('is transient and has the wait when Slack asks to slow down', () => {
    const error = toDeliveryError(new webApi.WebAPIRateLimitedError(7), 'chat.postMessage');
    expect(error).toMatchObject({ fault: 'transient', retryAfterMs: 7000 });
  });

  it('was certainly not carried out when the request never left', () => {
    for (const code of ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])
      expect(verdict(broke(code))).toBe('transient');
    expect(verdict(said('service_unavailable'))).toBe('transient');
  });

  it('is an unknown outcome for a post that may have been carried out', () => {
    for (const code of ['ECONNRESET', 'UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT', 'EPIPE'])
      expect(verdict(broke(code))).toBe('unknown');
    for (const status of [500, 502, 503, 504]) expect(verdict(http(status))).toBe('unknown');
    expect(verdict(said('internal_error'))).toBe('unknown');
    expect(verdict(said('fatal_error'))).toBe('unknown');
    expect(verdict(said('<html>a proxy</html>'))).toBe('unknown');
    expect(verdict(new Error('something else'))).toBe('unknown');
  });

  it('may simply be made again for a method that can be repeated', () => {
    for (const error of [broke('ECONNRESET'), http(502), said('internal_error'), said('<html>')])
      expect(verdict(error, 'chat.update')).toBe('transient');
  });

  it('stays what it is when it has been understood before', () => {
    const error = new DeliveryError('gone', aProblem('known'));
    expect(toDeliveryError(error, 'auth.test')).toBe(error);
    expect(readSlackCode(error)).toBeUndefined();
  });
});
