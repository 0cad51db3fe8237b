import { effectiveVotes } from '../core/vote/vote.ts';
import type { VoteWish } from '../web/base/deps.ts';
import type { WebServer } from '../web/server.ts';
import type { JobDeps, Jobs } from './jobs.ts';
import type { MailParts } from './mail.ts';

/** The web pages, where they are switched on. Nothing of their code is loaded before. */
export async function openWeb(
  { surroundings, papers, wallClock, log }: JobDeps,
  { tallies }: Pick<Jobs, 'tallies'>,
  mail: MailParts | undefined,
): Promise<WebServer | undefined> {
  const { config, clock } = surroundings;
  const { WEB_URL: url, WEB_PORT: port, WEB_HOST: host } = config;
  if (url === undefined || port === undefined) return undefined;
  const { createWebServer } = await import('../web/server.ts');
  const { createSite } = await import('../web/base/site.ts');
  const { store, search, summarizer } = papers;

  /** A press on a button votes and takes back in turn; a page says what the vote is to be. */
  async function vote({ value, ...on }: VoteWish): Promise<void> {
    const votes = await store.votes.of([on.paperId], await store.votes.community(on.tenant));
    const own = effectiveVotes(votes.filter(({ person }) => person === on.person))[0]?.value ?? 0;
    const pressed = value === 0 ? own : value;
    if (own !== value && pressed !== 0) await tallies.press({ ...on, value: pressed });
  }

  return createWebServer({
    ...{ port, host, site: createSite(url), clock, wallClock, log, store, search },
    forCard: summarizer.forCard,
    ...(mail ? { mail: { signUps: mail.signUps, keys: mail.access.keys, vote } } : {}),
  });
}
