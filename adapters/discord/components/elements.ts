import { ComponentType, SeparatorSpacingSize } from 'discord.js';
import { type Markup, type SafeText, toOneLine } from '../../../src/core/message/safe-text.ts';
import { LIMITS } from '../render/limits.ts';
import type { ComponentRows } from '../render/payload.ts';

/**
 * The limits of a message that is made of components (Components V2), each with its source: files of discord/discord-api-docs under
 * `developers/`, or a pull request there.
 */
export const COMPONENT_LIMITS = {
  /** components/reference.mdx and change-log.mdx, April 29, 2025: all components, those inside others counted */
  components: 40,
  /** discord-api-docs #8562: all text displays of a message together; we count UTF-16 units, which are never fewer */
  text: 4000,
  /** components/reference.mdx, Media Gallery and Thumbnail: the alternative text */
  mediaDescription: 1024,
} as const;

export interface TextDisplay {
  readonly type: ComponentType.TextDisplay;
  readonly content: Markup;
}

interface Media {
  readonly media: { readonly url: string };
  readonly description: SafeText;
}

export interface Thumbnail extends Media {
  readonly type: ComponentType.Thumbnail;
}

export interface Section {
  readonly type: ComponentType.Section;
  readonly components: TextDisplay[];
  readonly accessory: Thumbnail;
}

export interface MediaGallery {
  readonly type: ComponentType.MediaGallery;
  readonly items: Media[];
}

export interface Separator {
  readonly type: ComponentType.Separator;
  readonly divider: boolean;
  readonly spacing: SeparatorSpacingSize;
}

export interface AttachedFile {
  readonly type: ComponentType.File;
  readonly file: { readonly url: string };
}

export type Row = ComponentRows[number];
/** What a container holds (components/reference.mdx, Container Child Components). */
export type Part = TextDisplay | Section | MediaGallery | Separator | AttachedFile | Row;

export interface Container {
  readonly type: ComponentType.Container;
  readonly accent_color: number;
  readonly components: Part[];
}

/** A text; none where it is empty, which Discord refuses. */
export function createText(content: Markup): TextDisplay[] {
  return content.trim() === '' ? [] : [{ type: ComponentType.TextDisplay, content }];
}

/** A picture with what it is called for people who do not see it. */
export interface Picture {
  readonly url: string;
  readonly description: string;
}

/** A text with a small picture beside it, or alone where there is none. */
export function createSection(content: Markup, picture: Picture | undefined): Part[] {
  const texts = createText(content);
  if (!picture || texts.length === 0) return texts;
  const accessory = { type: ComponentType.Thumbnail, ...toMedia(picture) } as const;
  return [{ type: ComponentType.Section, components: texts, accessory }];
}

/** A picture as wide as the message. */
export function createGallery(picture: Picture | undefined): Part[] {
  return picture ? [{ type: ComponentType.MediaGallery, items: [toMedia(picture)] }] : [];
}

/** A thin line between two papers. */
export function createDivider(): Separator {
  return { type: ComponentType.Separator, divider: true, spacing: SeparatorSpacingSize.Small };
}

/** A file that is sent along: only where a component names it does Discord show it. */
export function createFile(name: string): AttachedFile {
  return { type: ComponentType.File, file: { url: `attachment://${name}` } };
}

export function createContainer(color: number, components: Part[]): Container {
  return { type: ComponentType.Container, accent_color: color, components };
}

/** The components that count toward the limit of a message: the container, and all in it. */
export function countComponents({ components }: Container): number {
  return components.reduce((sum, part) => sum + countPart(part), 1);
}

function countPart(part: Part): number {
  if (!('components' in part)) return 1;
  return 1 + part.components.length + ('accessory' in part ? 1 : 0);
}

/** The characters that count toward the limit of a message. */
export function measureTexts({ components }: Container): number {
  return components.flatMap(listTexts).reduce((sum, { content }) => sum + content.length, 0);
}

function listTexts(part: Part): TextDisplay[] {
  if (part.type === ComponentType.TextDisplay) return [part];
  return part.type === ComponentType.Section ? part.components : [];
}

function toMedia({ url, description }: Picture): Media {
  return { media: { url }, description: toOneLine(description, COMPONENT_LIMITS.mediaDescription) };
}

/** Whether an address can be one of a picture: longer ones are refused. */
export function isUsablePicture(url: string | undefined): url is string {
  return url !== undefined && url.length <= LIMITS.url;
}
