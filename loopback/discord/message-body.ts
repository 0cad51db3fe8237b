import type { APIEmbed, APIMessageTopLevelComponent } from 'discord.js';

/** What a body says of a message, in any of the places where one is sent. */
export interface MessageBody {
  readonly content?: string | null;
  readonly embeds?: APIEmbed[] | null;
  readonly components?: APIMessageTopLevelComponent[] | null;
  readonly flags?: number | null;
  readonly nonce?: string | number | null;
  readonly enforce_nonce?: boolean | null;
}
