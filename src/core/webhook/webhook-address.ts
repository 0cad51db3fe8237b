import { InputError } from '../base/errors.ts';
import { problems } from './texts.ts';

/** Longer than any address of a service that takes webhooks. */
const MAX_LENGTH = 2000;

/**
 * The address of a webhook as typed. Throws an `InputError` for one that nothing may be sent to. Where its host leads to is
 * looked up when something is sent: a name can lead elsewhere by then.
 */
export function parseWebhookAddress(text: string, options: { readonly allowsHttp: boolean }): URL {
  const url = text.length <= MAX_LENGTH ? URL.parse(text.trim()) : null;
  if (!url || url.hostname === '' || !['http:', 'https:'].includes(url.protocol))
    throw new InputError(problems.webhookAddressInvalid());
  if (url.username !== '' || url.password !== '') throw new InputError(problems.webhookAddressPassword());
  if (url.protocol === 'http:' && !options.allowsHttp) throw new InputError(problems.webhookAddressClear());
  url.hash = '';
  return url;
}
