import { scopeTexts } from '../texts/app.ts';

/** The bot scopes that the code uses: the manifest requests them and `check` compares the token with them. */
export const SCOPES = [
  'app_mentions:read',
  'chat:write',
  'chat:write.public',
  'commands',
  'reactions:read',
  'reactions:write',
  'channels:read',
  'groups:read',
  'channels:history',
  'groups:history',
  'im:history',
  'im:write',
  'users:read',
  'files:write',
  'links:read',
  'links:write',
] as const satisfies ReadonlyArray<keyof typeof scopeTexts>;

/**
 * Those of them that whoever installs the app may leave out: without them a post whose outcome is unknown is not looked up, exports
 * are not sent, and links do not unfurl. Slack wants them in both lists.
 */
export const OPTIONAL_SCOPES: ReadonlyArray<(typeof SCOPES)[number]> = [
  'channels:history',
  'groups:history',
  'im:history',
  'files:write',
  'links:read',
  'links:write',
];

/** `reactions:read (count votes)`: a scope and what the app does with it. */
export function describeScope(scope: (typeof SCOPES)[number]): string {
  return `${scope} (${scopeTexts[scope]()})`;
}

/** The events that the app subscribes to. */
export const EVENTS = [
  'app_home_opened',
  'app_mention',
  // A workspace that removes the app is paused, and its data deleted later; `tokens_revoked` when only the token is revoked.
  'app_uninstalled',
  // A person opens the side pane of a Work Object; it needs no scope.
  'entity_details_requested',
  'link_shared',
  'reaction_added',
  'reaction_removed',
  'tokens_revoked',
] as const;

/** Sites whose paper links unfurl; at most five. */
export const UNFURL_DOMAINS = ['arxiv.org', 'huggingface.co', 'hf.co', 'alphaxiv.org'] as const;

/** The message shortcut that finds papers in a message. */
export const SHORTCUT = 'show_papers';

/** The global shortcut that opens the form in which one finds a paper. */
export const FIND_SHORTCUT = 'find_paper';

/** The only slash command. */
export const SLASH_COMMAND = '/papers';
