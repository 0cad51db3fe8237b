import type {
  APIActionRowComponent,
  APIButtonComponent,
  APIEmbed,
  APIStringSelectComponent,
  RESTPostAPIChannelMessageJSONBody,
} from 'discord.js';
import type { Markup, SafeText, WithSafeText } from '../../../src/core/message/safe-text.ts';

/** An embed in which no text stands that was not made safe: markup where Discord reads it, plain text elsewhere. */
export interface SafeEmbed extends APIEmbed {
  readonly title?: Markup;
  readonly description?: Markup;
  readonly fields?: Array<{ name: Markup; value: Markup }>;
  readonly footer?: { text: SafeText };
  readonly author?: { name: SafeText };
}

/** A payload of Discord in which labels, options and what is filled in before are safe text. */
export type Safe<T> = WithSafeText<T, 'label' | 'description' | 'title' | 'placeholder'>;

/** Rows of five buttons or of one select each. */
export type ComponentRows = Safe<APIActionRowComponent<APIButtonComponent | APIStringSelectComponent>>[];

/** What a message is on Discord: the body of a post, an edit and an interaction's answer alike. */
export interface DiscordPayload extends RESTPostAPIChannelMessageJSONBody {
  /** Empty rather than absent, so that an edit leaves nothing of the old message standing. */
  readonly content: Markup;
  readonly embeds: SafeEmbed[];
  readonly components: ComponentRows;
  readonly allowed_mentions: { readonly parse: [] };
}
