import type { RESTOptions } from 'discord.js';

/**
 * Hands `makeRequest` a form (a message with a file) as bytes. Left as it is, undici would encode it: and in a process that
 * loads several undicis the first one carries everybody's requests, and may not know the others' forms.
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
