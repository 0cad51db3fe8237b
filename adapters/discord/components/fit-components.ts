import { ComponentType } from 'discord.js';
import { joinMarkup } from '../render/escape.ts';
import {
  COMPONENT_LIMITS,
  type Container,
  countComponents,
  createText,
  type Part,
  type TextDisplay,
} from './elements.ts';

/** The container with as many of its parts as Discord takes. No text and no button is lost. */
export function fitComponents(container: Container): Container {
  let fitted = container;
  for (const lessen of [dropDividers, dropPictures, mergeTexts]) {
    if (countComponents(fitted) <= COMPONENT_LIMITS.components) break;
    fitted = { ...fitted, components: lessen(fitted.components) };
  }
  return fitted;
}

function dropDividers(parts: readonly Part[]): Part[] {
  return parts.filter(({ type }) => type !== ComponentType.Separator);
}

function dropPictures(parts: readonly Part[]): Part[] {
  return parts.flatMap((part) => {
    if (part.type === ComponentType.Section) return part.components;
    return part.type === ComponentType.MediaGallery ? [] : [part];
  });
}

function mergeTexts(parts: readonly Part[]): Part[] {
  const merged: Part[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (part.type === ComponentType.TextDisplay && last?.type === ComponentType.TextDisplay)
      merged.splice(-1, 1, ...joinTexts(last, part));
    else merged.push(part);
  }
  return merged;
}

function joinTexts(first: TextDisplay, second: TextDisplay): TextDisplay[] {
  return createText(joinMarkup([first.content, second.content], '\n\n'));
}
