import type { Act, PlaygroundState } from './protocol.ts';

/** What the demo's page shows. */
export async function readState(url: string): Promise<PlaygroundState> {
  return (await (await fetch(`${url}/state`)).json()) as PlaygroundState;
}

/** Does what a person does on the demo's page. */
export async function act(url: string, body: Act): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answered = await fetch(`${url}/act`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answered.ok) throw new Error(await answered.text());
}
