import type { APIEmbed } from 'discord.js';
import { markLink } from '../render/escape.ts';
import type { DiscordPayload } from '../render/payload.ts';

const HOME = 'https://huggingface.co/papers';
const MARK = '#post-';

/**
 * Marks a post with its key. Discord never returns a nonce, so the key is in the fragment of the embed's own
 * address: it is invisible, the link still works, and anybody may read it. A post without an embed has
 * it after the first link of its content. An edit removes it, which is right: only a post that is not known to be sent is
 * searched for, and such a post has not been edited.
 */
export function withKey(payload: DiscordPayload, key: string): DiscordPayload {
  const [embed, ...more] = payload.embeds;
  if (!embed) return { ...payload, content: markLink(payload.content, HOME, toMark(key)) };
  return { ...payload, embeds: [{ ...embed, url: `${embed.url ?? HOME}${toMark(key)}` }, ...more] };
}

export function hasKey(
  message: { readonly content?: string; readonly embeds: readonly APIEmbed[] },
  key: string,
): boolean {
  const mark = toMark(key);
  return (
    message.embeds.some(({ url }) => url?.endsWith(mark)) || (message.content ?? '').includes(`${mark}>`)
  );
}

function toMark(key: string): string {
  return `${MARK}${encodeURIComponent(key)}`;
}
