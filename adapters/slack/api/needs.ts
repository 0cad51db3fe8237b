/** A permission or event of the Slack app, and what it is for. */
export interface Need {
  readonly name: string;
  readonly why: string;
}

/** The bot scopes that the code uses: the manifest asks for them and `check` compares the token with them. */
export const SCOPES = [
  { name: 'chat:write', why: 'post digests and answers' },
  { name: 'chat:write.public', why: 'post in public channels before being invited' },
  { name: 'commands', why: 'answer /papers' },
  { name: 'reactions:read', why: 'count votes' },
  { name: 'reactions:write', why: 'put the voting reactions on a post' },
  { name: 'channels:read', why: 'see whether the bot and who asks are in a public channel, and who made it' },
  { name: 'groups:read', why: 'the same for private channels' },
  { name: 'channels:history', why: 'find out whether a post got through when the connection broke' },
  { name: 'groups:history', why: 'the same in private channels' },
  { name: 'im:history', why: 'the same in direct messages' },
  { name: 'im:write', why: 'tell a person privately' },
  { name: 'users:read', why: 'leave bots out of votes; language, time zone and admin rights of who asks' },
  { name: 'files:write', why: 'send exports as files' },
  { name: 'links:read', why: 'notice paper links in channels' },
  { name: 'links:write', why: 'unfurl them into a card' },
] as const satisfies readonly Need[];

/** The events that the app subscribes to. */
export const EVENTS = [
  { name: 'app_home_opened', why: 'draw the Home tab' },
  { name: 'app_uninstalled', why: 'pause a workspace that removes the app, and delete its data later' },
  { name: 'link_shared', why: 'unfurl paper links' },
  { name: 'reaction_added', why: 'count a vote' },
  { name: 'reaction_removed', why: 'take a vote back' },
  { name: 'tokens_revoked', why: 'the same as app_uninstalled, where only the token is taken back' },
] as const satisfies readonly Need[];

/** Sites whose paper links unfurl; at most five. */
export const UNFURL_DOMAINS = ['arxiv.org', 'huggingface.co', 'hf.co', 'alphaxiv.org'] as const;

/** The message shortcut that looks for papers in a message. */
export const SHORTCUT = 'show_papers';

/** The one slash command. */
export const SLASH_COMMAND = '/papers';

/** What to do about a missing permission. */
export const REINSTALL =
  'Paste slack-manifest.json under App Manifest at api.slack.com/apps, then install the app again.';
