import { describe, type SettingName } from './settings.ts';
import { texts } from './texts.ts';

/** What is set, as typed. */
export type Given = ReadonlyMap<SettingName, string>;

/** Settings that do not go together, each with the fix. They are reported together with values that are wrong by themselves. */
export function findConflicts(given: Given): string[] {
  return [
    ...listSlackConflicts(given),
    ...listModelConflicts(given),
    ...listMailConflicts(given),
    ...listRehearsalConflicts(given),
  ];
}

function sayMissing(name: SettingName, why: string): string {
  return texts.missing({ name, why, example: describe(name).example });
}

/** What an app needs to be installed by OAuth. */
const INSTALLED = [
  'SLACK_CLIENT_ID',
  'SLACK_CLIENT_SECRET',
  'SLACK_TOKEN_KEY',
  'SLACK_SIGNING_SECRET',
] as const;

/** What an app that is installed by OAuth has no use for: it has a token for each workspace, and gets events over HTTP. */
const NOT_INSTALLED = ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'] as const;

/** Slack needs a token to send with, and one way to receive events: a socket or signed calls. */
function listSlackConflicts(given: Given): string[] {
  if (INSTALLED.slice(0, 2).some((name) => given.has(name)))
    return [
      ...INSTALLED.filter((name) => !given.has(name)).map((name) => sayMissing(name, texts.slackInstalled())),
      ...NOT_INSTALLED.filter((name) => given.has(name)).map((name) => texts.slackNotInstalled({ name })),
    ];
  const hasBot = given.has('SLACK_BOT_TOKEN');
  const receives = given.has('SLACK_APP_TOKEN') || given.has('SLACK_SIGNING_SECRET');
  if (hasBot && !receives) return [sayMissing('SLACK_APP_TOKEN', texts.slackEvents())];
  if (!hasBot && receives) return [sayMissing('SLACK_BOT_TOKEN', texts.slackPosts())];
  return [];
}

/** An endpoint serves many models, and none is a safe guess. A bound on costs needs prices. */
function listModelConflicts(given: Given): string[] {
  const [hasUrl, hasModel] = [given.has('LLM_BASE_URL'), given.has('LLM_MODEL')];
  const isFree = (name: SettingName) => Number(given.get(name) ?? 0) === 0;
  const hasNoPrice = isFree('LLM_PRICE_INPUT') && isFree('LLM_PRICE_OUTPUT');
  return [
    ...(hasUrl && !hasModel ? [sayMissing('LLM_MODEL', texts.whichModel())] : []),
    ...(hasModel && !hasUrl ? [sayMissing('LLM_BASE_URL', texts.whichEndpoint())] : []),
    ...(given.has('LLM_DAILY_COST') && hasNoPrice
      ? [sayMissing('LLM_PRICE_INPUT', texts.costNeedsPrices())]
      : []),
  ];
}

/** A mail without a page to unsubscribe on would be spam, and an address is stored only under a key. */
function listMailConflicts(given: Given): string[] {
  const isMailOn = given.has('SMTP_URL');
  const isWebOn = given.has('WEB_URL') || given.has('WEB_PORT');
  const listMissing = (names: readonly SettingName[], why: string) =>
    names.filter((name) => !given.has(name)).map((name) => sayMissing(name, why));
  const webUrl = given.get('WEB_URL');
  const isInClear = URL.parse(webUrl ?? '')?.protocol === 'http:' && !isHere(webUrl);
  return [
    ...(isMailOn && isInClear ? [sayClear()] : []),
    ...(isMailOn ? listMissing(['MAIL_FROM', 'MAIL_KEY'], texts.mailNeeds()) : []),
    ...(isMailOn || isWebOn
      ? listMissing(['WEB_URL', 'WEB_PORT'], isWebOn ? texts.webNeeds() : texts.mailNeedsPages())
      : []),
  ];
}

/** Mail providers follow the link of a one-click unsubscribe over https alone (RFC 8058). */
function sayClear(): string {
  const { example } = describe('WEB_URL');
  return texts.wrong({ name: 'WEB_URL', complaint: texts.mailNeedsHttps(), example });
}

/** Where the clock runs fast, so do the platforms' paces: that is for loopback servers, and never for the real ones. */
function listRehearsalConflicts(given: Given): string[] {
  if (Number(given.get('PAPERBOY_CLOCK_SPEED') ?? 1) === 1) return [];
  const used = [
    ...(given.has('DISCORD_TOKEN') ? (['DISCORD_API_URL'] as const) : []),
    ...(given.has('SLACK_BOT_TOKEN') || given.has('SLACK_CLIENT_ID') ? (['SLACK_API_URL'] as const) : []),
    ...(given.has('SMTP_URL') ? (['SMTP_URL'] as const) : []),
    ...(['HF_BASE_URL', 'ARXIV_BASE_URL'] as const),
  ];
  return used
    .filter((name) => !isHere(given.get(name) ?? describe(name).fallback))
    .map((name) => texts.notHere({ name, scheme: name === 'SMTP_URL' ? 'smtp' : 'http' }));
}

/** An invalid address is reported as that. */
function isHere(address: unknown): boolean {
  const host = URL.parse(String(address))?.hostname;
  return host === undefined || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host);
}
