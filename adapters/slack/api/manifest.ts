import type { Command } from '../../../src/core/command/command.ts';
import { truncate } from '../../../src/core/paper/format.ts';
import { LIMITS } from '../render/limits.ts';
import { CONTENT_ITEM } from '../render/render-entity.ts';
import { texts } from '../texts/app.ts';
import {
  EVENTS,
  FIND_SHORTCUT,
  OPTIONAL_SCOPES,
  SCOPES,
  SHORTCUT,
  SLASH_COMMAND,
  UNFURL_DOMAINS,
} from './needs.ts';

export interface ManifestOptions {
  readonly commands: readonly Command[];
  /** Where Slack sends its requests in HTTP mode; without it the app uses Socket Mode. */
  readonly requestUrl?: string;
}

/**
 * The Slack app as one file to paste, generated from the list of commands and from what the code needs. A test compares the
 * committed `slack-manifest.json` with it.
 */
export function buildManifest({ commands, requestUrl }: ManifestOptions) {
  const url = requestUrl ? { url: requestUrl } : {};
  const request = requestUrl ? { request_url: requestUrl } : {};
  return {
    display_information: {
      name: 'Paperboy',
      description: texts.description(),
      background_color: '#1d3557',
    },
    features: {
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: true,
      },
      bot_user: { display_name: 'paperboy', always_online: true },
      shortcuts: [
        {
          name: texts.shortcut(),
          type: 'message',
          callback_id: SHORTCUT,
          description: texts.shortcutDescription(),
        },
        {
          name: texts.find(),
          type: 'global',
          callback_id: FIND_SHORTCUT,
          description: texts.findDescription(),
        },
      ],
      slash_commands: [
        {
          command: SLASH_COMMAND,
          description: texts.command(),
          usage_hint: writeUsageHint(commands),
          should_escape: false,
          ...url,
        },
      ],
      unfurl_domains: [...UNFURL_DOMAINS],
      // "Work Object Previews" in the app's settings.
      rich_previews: { is_active: true, entity_types: [CONTENT_ITEM] },
    },
    oauth_config: { scopes: { bot: [...SCOPES], bot_optional: [...OPTIONAL_SCOPES] } },
    settings: {
      event_subscriptions: { ...request, bot_events: [...EVENTS] },
      // Selects that are filled as one types ask at an address of their own.
      interactivity: {
        ...{ is_enabled: true, ...request },
        ...(requestUrl ? { message_menu_options_url: requestUrl } : {}),
      },
      org_deploy_enabled: false,
      socket_mode_enabled: requestUrl === undefined,
      token_rotation_enabled: false,
    },
  };
}

/** Line width, as in `biome.json`. */
const LINE_WIDTH = 110;

/** The manifest as the committed file: lists of words that fit are on one line, as the formatter requires. */
export function formatManifest(options: ManifestOptions): string {
  const expanded = JSON.stringify(buildManifest(options), null, 2);
  const folded = expanded.replace(/^( *".*": )\[([^{}[\]]+)\](,?)$/gm, (list, name, words, comma) => {
    const line = `${name}[${words
      .trim()
      .split('\n')
      .map((word: string) => word.trim())
      .join(' ')}]${comma}`;
    return line.length <= LINE_WIDTH ? line : list;
  });
  return `${folded}\n`;
}

/** `today | search <query> | show <paper>`: optional parts are left out. */
function writeUsageHint(commands: readonly Command[]): string {
  const shown = commands.filter(({ hidden }) => !hidden);
  const hints = shown.map(({ name, options }) => {
    const required = options.filter((option) => option.required).map((option) => ` <${option.name}>`);
    return `${name}${required.join('')}`;
  });
  return truncate(hints.join(' | '), LIMITS.manifestUsageHint) || 'help';
}
