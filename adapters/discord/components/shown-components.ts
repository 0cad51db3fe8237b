import { ComponentType } from 'discord.js';
import { z } from 'zod';

const button = z.object({
  type: z.literal(ComponentType.Button),
  style: z.number().int(),
  label: z.string().max(200).optional(),
  custom_id: z.string().min(1).max(200).optional(),
  url: z.string().max(1000).optional(),
});
const row = z.object({
  type: z.literal(ComponentType.ActionRow),
  components: z.array(button).max(5),
});
const rows = z.array(row).max(5);
const picture = z.object({
  media: z.object({ url: z.string().max(4000) }),
  description: z
    .string()
    .max(1024)
    .nullish()
    .transform((text) => text ?? ''),
});
const part = z.union([
  row,
  z.object({ type: z.literal(ComponentType.TextDisplay), content: z.string().max(4000) }),
  z.object({ type: z.literal(ComponentType.MediaGallery), items: z.array(picture).max(10) }),
]);
/** An answer that is made of components, where nothing else is in it than a card or a summary has. */
const container = z.object({
  type: z.literal(ComponentType.Container),
  accent_color: z.number().int().min(0).max(0xffffff),
  components: z.array(part).max(40),
});

/**
 * The components of a message of ours, as Discord describes it: what is drawn again with other labels. Anything but buttons is left as
 * it is.
 */
export const shownComponents = z.union([rows, z.tuple([container])]);
