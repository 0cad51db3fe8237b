import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import { listShownTexts } from './components-check.ts';
import type { Message } from './world.ts';

/** Something that a person did, and all that came back. */
export interface InteractionRecord {
  readonly id: string;
  readonly token: string;
  readonly kind: 'command' | 'button' | 'modal' | 'autocomplete';
  readonly userId: string;
  readonly channelId: string;
  readonly startedAt: number;
  /** The first answer: its type, and how many milliseconds it took. */
  first: { readonly type: number; readonly afterMs: number } | undefined;
  /** The reply, or the message whose button was pressed. */
  original: Message | undefined;
  /** Deferred, and not filled yet. */
  pending: boolean;
  /** Whether the reply is for this person's eyes alone. */
  ephemeral: boolean;
  readonly followUps: Array<{ readonly message: Message; readonly ephemeral: boolean }>;
  modal: APIModalInteractionResponseCallbackData | undefined;
  choices: ReadonlyArray<{ readonly name: string; readonly value: string | number }> | undefined;
}

/** All text that a person sees of a message. */
export function readText(message: Message | undefined): string | undefined {
  if (!message) return undefined;
  const embeds = message.embeds.flatMap(({ author, title, description, fields = [], footer }) => [
    author?.name,
    title,
    description,
    ...fields.flatMap(({ name, value }) => [name, value]),
    footer?.text,
  ]);
  return [message.content, ...embeds, ...listShownTexts(message.components)].filter(Boolean).join('\n');
}
