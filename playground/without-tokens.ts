const REDACTED = '…';

/** Fields of Discord's and Slack's payloads that let who reads them act as somebody. */
const TOKEN_FIELDS: ReadonlySet<string> = new Set(['token', 'trigger_id', 'authorization']);

/** Parts of addresses that do: of interactions, answers, uploads and the socket. */
const IN_ADDRESSES = [
  /(?<=\/interactions\/[^/]+\/)[^/?]+/g,
  /(?<=\/webhooks\/[^/]+\/)[^/?]+/g,
  /(?<=\/(?:response|upload)\/)[^/?\s"]+/g,
  /(?<=[?&]ticket=)[\w-]+/g,
] as const;

/** A copy of a JSON value in which every token is a single `…`: by the field's name, by where it is, and those given. */
export function withoutTokens(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return redactText(value, secrets);
  if (Array.isArray(value)) return value.map((item) => withoutTokens(item, secrets));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      TOKEN_FIELDS.has(name.toLowerCase()) && inner ? REDACTED : withoutTokens(inner, secrets),
    ]),
  );
}

function redactText(text: string, secrets: readonly string[]): string {
  const known = secrets.reduce((left, secret) => left.replaceAll(secret, REDACTED), text);
  return IN_ADDRESSES.reduce((left, pattern) => left.replace(pattern, REDACTED), known);
}
