import { ComponentType, MessageFlags } from 'discord.js';

/** A component of a body, as far as the rules about whole messages look at it. */
export interface LooseComponent {
  readonly type?: number;
  readonly content?: string;
  readonly custom_id?: string;
  readonly components?: readonly LooseComponent[];
  readonly accessory?: LooseComponent;
  readonly items?: ReadonlyArray<{ readonly media?: { readonly url?: string } }>;
  readonly media?: { readonly url?: string };
  readonly file?: { readonly url?: string };
}

interface LooseBody {
  readonly content?: string | null;
  readonly embeds?: readonly unknown[] | null;
  readonly poll?: unknown;
  readonly sticker_ids?: readonly unknown[] | null;
  readonly flags?: number | null;
  readonly components?: readonly LooseComponent[] | null;
}

/** components/reference.mdx: with the flag 40 components, those inside others counted; without it five rows */
const MAX_COMPONENTS = 40;
const MAX_ROWS = 5;
const MAX_IN_ROW = 5;
/** discord-api-docs #8562 */
const MAX_TEXT = 4000;

/** components/reference.mdx: which component may be in which; what is not listed holds none. */
const INSIDE: ReadonlyMap<number, ReadonlySet<number>> = new Map([
  [
    ComponentType.Container,
    new Set([
      ComponentType.ActionRow,
      ComponentType.TextDisplay,
      ComponentType.Section,
      ComponentType.MediaGallery,
      ComponentType.Separator,
      ComponentType.File,
    ]),
  ],
  [ComponentType.Section, new Set([ComponentType.TextDisplay])],
  [
    ComponentType.ActionRow,
    new Set([
      ComponentType.Button,
      ComponentType.StringSelect,
      ComponentType.UserSelect,
      ComponentType.RoleSelect,
      ComponentType.MentionableSelect,
      ComponentType.ChannelSelect,
    ]),
  ],
]);
const ACCESSORIES: ReadonlySet<number> = new Set([ComponentType.Button, ComponentType.Thumbnail]);
const ON_TOP: ReadonlySet<number> = new Set([
  ...(INSIDE.get(ComponentType.Container) ?? []),
  ComponentType.Container,
]);

export function hasComponentsFlag({ flags }: { readonly flags?: number | null | undefined }): boolean {
  return ((flags ?? 0) & MessageFlags.IsComponentsV2) !== 0;
}

/** All components at any depth. */
export function listComponents(components: readonly LooseComponent[] | null | undefined): LooseComponent[] {
  return (components ?? []).flatMap((one) => [
    one,
    ...listComponents(one.components),
    ...(one.accessory ? listComponents([one.accessory]) : []),
  ]);
}

/** The texts that are in sight, in their order. */
export function listShownTexts(components: readonly LooseComponent[] | null | undefined): string[] {
  return listComponents(components).flatMap(({ content }) => content ?? []);
}

/** The addresses of its pictures and files. */
export function listMedia(components: readonly LooseComponent[] | null | undefined): string[] {
  return listComponents(components).flatMap(({ media, file, items = [] }) =>
    [media, file, ...items.map((item) => item.media)].flatMap((one) => one?.url ?? []),
  );
}

/**
 * What Discord's reference says against the components of a message. `isMade` where the message is known to be made of components,
 * whatever the body says of it.
 */
export function findComponentComplaints(body: LooseBody, isMade = hasComponentsFlag(body)): string[] {
  const top = body.components ?? [];
  const all = listComponents(top);
  const ids = all.flatMap(({ custom_id }) => custom_id ?? []);
  return [
    ...(isMade ? findMadeComplaints(body, all) : findLegacyComplaints(top)),
    ...all.flatMap(findNestingComplaints),
    ...complain(
      all.some(({ type, components = [] }) => type === ComponentType.ActionRow && !fitsRow(components)),
      'components: 1 to 5 buttons or one select',
    ),
    ...complain(new Set(ids).size < ids.length, 'components: Component custom id cannot be duplicated'),
  ];
}

/** resources/message.mdx, Create Message and Edit Message: what the flag excludes. */
function findMadeComplaints(body: LooseBody, all: readonly LooseComponent[]): string[] {
  const { content, embeds, poll, sticker_ids } = body;
  const excluded = { content: content ?? '', embeds: embeds ?? [], sticker_ids: sticker_ids ?? [] };
  const used = Object.entries(excluded).filter(([, value]) => value.length > 0);
  const top = body.components ?? [];
  const text = listShownTexts(top).reduce((sum, { length }) => sum + length, 0);
  return [
    ...used.map(([name]) => `${name}: cannot be used when using MessageFlags.IS_COMPONENTS_V2`),
    ...complain(Boolean(poll), 'poll: cannot be used when using MessageFlags.IS_COMPONENTS_V2'),
    ...complain(all.length > MAX_COMPONENTS, `components: ${all.length} components, and 40 are allowed`),
    ...complain(text > MAX_TEXT, `components: displayable text size exceeds maximum size of 4000 (${text})`),
    ...complain(
      top.some(({ type = 0 }) => !ON_TOP.has(type)),
      'components: not a top-level component',
    ),
  ];
}

function findLegacyComplaints(top: readonly LooseComponent[]): string[] {
  return [
    ...complain(top.length > MAX_ROWS, 'components: Must be 5 or fewer in length.'),
    ...complain(
      top.some(({ type }) => type !== ComponentType.ActionRow),
      'components: needs MessageFlags.IS_COMPONENTS_V2',
    ),
  ];
}

function findNestingComplaints({ type = 0, components = [], accessory }: LooseComponent): string[] {
  const inside = INSIDE.get(type);
  return [
    ...complain(
      components.some((one) => !inside?.has(one.type ?? 0)),
      `components: not inside of type ${type}`,
    ),
    ...complain(
      type === ComponentType.Section && !ACCESSORIES.has(accessory?.type ?? 0),
      'components: a section needs a button or a thumbnail',
    ),
    ...complain(
      type === ComponentType.Container && components.length === 0,
      'components: an empty container',
    ),
    ...complain(
      type === ComponentType.Section && (components.length === 0 || components.length > 3),
      'components: one to three texts in a section',
    ),
  ];
}

function fitsRow(components: readonly LooseComponent[]): boolean {
  const buttons = components.filter(({ type }) => type === ComponentType.Button).length;
  return buttons === components.length ? buttons > 0 && buttons <= MAX_IN_ROW : components.length === 1;
}

const complain = (isWrong: boolean, complaint: string): string[] => (isWrong ? [complaint] : []);
