import type {
  APIActionRowComponent,
  APIButtonComponent,
  APIEmbed,
  APIStringSelectComponent,
  RESTPostAPIChannelMessageJSONBody,
} from 'discord.js';
import type { Markup, SafeText, WithSafeText } from '../../../src/core/message/safe-text.ts';

/** An embed with only escaped text: markup where Discord parses it, plain text elsewhere. */
export interface SafeEmbed extends APIEmbed {
  readonly title?: Markup;
  readonly description?: Markup;
  readonly fields?: Array<{ name: Markup; value: Markup }>;
  readonly footer?: { text: SafeText };
  readonly author?: { name: SafeText };
}

/** A Discord payload with safe text in labels, options and prefilled values. */
export type Safe<T> = WithSafeText<T, 'label' | 'description' | 'title' | 'placeholder'>;

/** Rows of five buttons or of one select each. */
export type ComponentRows = Safe<APIActionRowComponent<APIButtonComponent | APIStringSelectComponent>>[];

/** Nothing in a text mentions anybody; one role may be mentioned by its id. */
export interface AllowedMentions {
  readonly parse: [];
  readonly roles?: [string];
}

/** A message on Discord: the body of a post, an edit and an interaction's answer alike. */
export interface DiscordPayload extends RESTPostAPIChannelMessageJSONBody {
  /** Empty rather than absent, so that an edit removes all of the old message. */
  readonly content: Markup;
  readonly embeds: SafeEmbed[];
  readonly components: ComponentRows;
  readonly allowed_mentions: AllowedMentions;
}
