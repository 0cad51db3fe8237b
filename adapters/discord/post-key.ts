import type { APIEmbed } from 'discord.js';
import type { DiscordPayload } from './render.ts';

const HOME = 'https://huggingface.co/papers';
const MARK = '#post-';

/**
 * Marks a post with its key. Discord never gives a nonce back, so the key stands in the fragment of the embed's own
 * address: nobody sees it, the link leads where it always did, and anybody may read it there. An edit loses it, which is
 * right: only a post that nobody knows to be sent is looked for, and such a post has not been edited.
 */
export function withKey(payload: DiscordPayload, key: string): DiscordPayload {
  const [embed] = payload.embeds;
  return { ...payload, embeds: [{ ...embed, url: `${embed.url ?? HOME}${MARK}${encodeURIComponent(key)}` }] };
}

export function hasKey(message: { readonly embeds: readonly APIEmbed[] }, key: string): boolean {
  return message.embeds.some(({ url }) => url?.endsWith(`${MARK}${encodeURIComponent(key)}`));
}
