import type { RESTOptions } from 'discord.js';

/**
 * Passes a form (a message with a file) to `makeRequest` as bytes. Otherwise undici would encode it: in a process that
 * loads several versions of undici the first one sends all requests, and may not recognize the other versions' forms.
 */
export function withEncodedForm(makeRequest: RESTOptions['makeRequest']): RESTOptions['makeRequest'] {
  return async (url, init) => {
    if (!(init.body instanceof FormData)) return makeRequest(url, init);
    const form = new Response(init.body);
    const headers = new Headers(init.headers as Record<string, string>);
    headers.set('content-type', form.headers.get('content-type') ?? 'multipart/form-data');
    const body = new Uint8Array(await form.arrayBuffer());
    return makeRequest(url, { ...init, headers: Object.fromEntries(headers), body });
  };
}
