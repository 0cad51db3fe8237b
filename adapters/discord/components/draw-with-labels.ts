import { ComponentType } from 'discord.js';
import type { ButtonLabel } from '../../../src/core/message/message.ts';
import { type ShownRow, withLabels } from '../render/buttons.ts';
import { readOwnMarkup } from '../render/escape.ts';
import type { ComponentRows } from '../render/payload.ts';
import { type Container, createContainer, createGallery, createText, type Part } from './elements.ts';

/** A message of ours that is made of components, as Discord describes it. */
export interface ShownContainer {
  readonly type: ComponentType.Container;
  readonly accent_color: number;
  readonly components: readonly ShownPart[];
}

/** What a card and a summary have in them. */
type ShownPart =
  | ShownRow
  | { readonly type: ComponentType.TextDisplay; readonly content: string }
  | {
      readonly type: ComponentType.MediaGallery;
      readonly items: ReadonlyArray<{
        readonly media: { readonly url: string };
        readonly description: string;
      }>;
    };

/** In rows of their own, or in a container. */
type ShownComponents = readonly ShownRow[] | readonly [ShownContainer];

/** The components of a message with these labels on its buttons. */
export function drawWithLabels(
  shown: ShownComponents,
  labels: readonly ButtonLabel[],
): ComponentRows | [Container] {
  return isContainer(shown) ? [drawAgain(shown[0], labels)] : withLabels(shown, labels);
}

/** Whether those buttons of a message that are among these have these labels. */
export function hasLabels(shown: ShownComponents, labels: readonly ButtonLabel[]): boolean {
  const byId = new Map(labels.map(({ id, label }) => [id, label]));
  const parts = isContainer(shown) ? shown[0].components : shown;
  const buttons = parts.flatMap((part) => (part.type === ComponentType.ActionRow ? part.components : []));
  return buttons.every(({ custom_id: id = '', label }) => !byId.has(id) || byId.get(id) === label);
}

function isContainer(shown: readonly (ShownRow | ShownContainer)[]): shown is readonly [ShownContainer] {
  return shown[0]?.type === ComponentType.Container;
}

function drawAgain({ accent_color, components }: ShownContainer, labels: readonly ButtonLabel[]): Container {
  return createContainer(
    accent_color,
    components.flatMap((part) => drawPart(part, labels)),
  );
}

function drawPart(part: ShownPart, labels: readonly ButtonLabel[]): Part[] {
  switch (part.type) {
    case ComponentType.TextDisplay:
      return createText(readOwnMarkup(part.content));
    case ComponentType.MediaGallery:
      return part.items.flatMap(({ media, description }) => createGallery({ url: media.url, description }));
    case ComponentType.ActionRow:
      return withLabels([part], labels);
  }
}
