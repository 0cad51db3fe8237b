import type { SiteWish } from '../cli/base/app.ts';
import type { Config } from '../config/config.ts';
import { InputError } from '../core/base/errors.ts';
import { listEffectiveVotes } from '../core/vote/vote.ts';
import type { Hub, VoteWish } from '../web/base/deps.ts';
import { createSite, type Site } from '../web/base/site.ts';
import type { ExportedSite } from '../web/export-site.ts';
import type { WebServer } from '../web/server.ts';
import type { JobDeps, Jobs } from './jobs.ts';
import type { MailParts } from './mail.ts';

/** Where the pages are; nothing where they are off. */
export function openSite({ WEB_URL: url, WEB_PORT: port }: Config): Site | undefined {
  return url === undefined || port === undefined ? undefined : createSite(url);
}

/** The web pages, where they are switched on. Nothing else of their code is loaded before. */
export async function openWeb(
  { runtime, papers, wallClock, log }: JobDeps,
  { tallies }: Pick<Jobs, 'tallies'>,
  mail: MailParts | undefined,
): Promise<WebServer | undefined> {
  const { config, clock } = runtime;
  const { WEB_PORT: port, WEB_HOST: host } = config;
  const site = openSite(config);
  if (site === undefined || port === undefined) return undefined;
  const { createWebServer } = await import('../web/server.ts');
  const { store, search, summarizer, parsers } = papers;

  /** A press on a button votes and takes back in turn; a page says what the vote is to be. */
  async function vote({ value, ...on }: VoteWish): Promise<void> {
    const votes = await store.votes.list([on.paperId], await store.votes.listCommunity(on.tenant));
    const own = listEffectiveVotes(votes.filter(({ person }) => person === on.person))[0]?.value ?? 0;
    const pressed = value === 0 ? own : value;
    if (own !== value && pressed !== 0) await tallies.press({ ...on, value: pressed });
  }

  return createWebServer({
    ...{ port, host, site, clock, wallClock, log, store, search },
    ...{ findCardSummary: summarizer.findCardSummary, makeCards: parsers.call.makeCards },
    hub: createHub(config),
    ...(mail ? { mail: { signUps: mail.signUps, keys: mail.access.keys, vote } } : {}),
  });
}

/** Addresses of private networks are those that webhooks may be sent to. */
export function createHub({
  FEED_HUB: url,
  WEBHOOK_PRIVATE_NETWORKS: allowsPrivate,
}: Config): Hub | undefined {
  if (url === undefined) return undefined;
  return {
    url,
    async publish(feed) {
      const { exchange } = await import('../../adapters/webhook/api/exchange.ts');
      const body = new URLSearchParams({ 'hub.mode': 'publish', 'hub.url': feed }).toString();
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const { statusCode = 0 } = await exchange({ url: new URL(url), headers, body }, { allowsPrivate });
      if (statusCode < 200 || statusCode > 299) throw new Error(`the hub answered ${statusCode}`);
    },
  };
}

/** Writes the web pages as files, also where none are served. */
export async function exportPages(
  { runtime, papers, wallClock, log }: JobDeps,
  wish: SiteWish,
): Promise<ExportedSite> {
  const { exportSite } = await import('../web/export-site.ts');
  const { problems } = await import('../web/texts/export.ts');
  const { config, clock } = runtime;
  const url = wish.url ?? config.WEB_URL;
  if (url === undefined) throw new InputError(problems.siteUrlMissing());
  const { store, search, summarizer, parsers } = papers;
  const makers = { findCardSummary: summarizer.findCardSummary, makeCards: parsers.call.makeCards };
  return exportSite({ clock, wallClock, log, store, search, ...makers }, { ...wish, url });
}
