import { onTestFinished } from 'vitest';
import { toMailWish } from '../../src/core/mail/mail-wish.ts';
import { sendConfirmations } from '../../src/jobs/mail/confirmations.ts';
import { createSignUps } from '../../src/jobs/mail/sign-ups.ts';
import { createTallies } from '../../src/jobs/votes/tallies.ts';
import { createPages } from '../../src/web/app.ts';
import type { WebDeps } from '../../src/web/base/deps.ts';
import { createSite } from '../../src/web/base/site.ts';
import { createWebServer } from '../../src/web/server.ts';
import { anEmail } from '../adapters/email/harness.ts';
import { aClock, papers, saveEdition } from '../support/builders.ts';

const DAY = 24 * 60 * 60_000;
export const LIMITS = { perAskerAnHour: 5, perAddressADay: 3, perHour: 8 };

/** The pages over a real store, with the e-mail adapter before a real mail server. */
export async function aSite(more: Partial<WebDeps> = {}) {
  const rig = await anEmail();
  const { store, clock, log, keys, links, platform } = rig;
  const wallClock = aClock();
  await saveEdition(store, papers(8), clock.now());
  const findCardSummary = ({ abstract }: { abstract: string }) => ({ text: abstract, by: 'abstract' });
  const platforms = new Map([['email', platform]]);
  const common = { store, platforms, clock, log };
  const tallies = createTallies({
    ...common,
    findCardSummary,
    wallClock,
    editEveryMs: 1,
    editWithinMs: 14 * DAY,
  });
  let ids = 0;
  const signUps = createSignUps({
    ...{ store, keys, clock, log, limits: LIMITS, onAsked: () => undefined },
    createId: () => (++ids).toString(16).padStart(32, '0'),
  });
  const deps: WebDeps = {
    ...{ site: createSite('https://papers.example.org'), clock, wallClock, log, store, findCardSummary },
    search: {
      search: async () => ({ hits: [], total: 0, tookMs: 1, notes: [] }),
      findSimilar: async () => ({ hits: [], total: 0, tookMs: 1, notes: [] }),
    },
    mail: {
      ...{ signUps, keys },
      vote: async ({ value, ...on }) => {
        if (value !== 0) await tallies.press({ ...on, value });
      },
    },
    makeCards: async (listed) => listed.map(more.findCardSummary ?? findCardSummary),
    ...more,
  };
  const pages = createPages(deps);
  return {
    ...{ ...rig, deps, pages, signUps, wallClock, tallies },
    confirmations: () => sendConfirmations({ ...common, links }),
    get: (path: string, headers: Record<string, string> = {}) => pages.request(path, { headers }),
    post: (path: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) =>
      pages.request(path, { method: 'POST', body: new URLSearchParams(fields), headers }),
    /** Somebody asks by the page, and confirms. */
    async reader(address = 'me@example.org') {
      const wish = toMailWish({ kind: 'day' }, { cron: '0 9 * * *', zone: 'UTC' }, false);
      await signUps.ask({ address, asker: address, wish });
      const channel = `email:${ids.toString(16).padStart(32, '0')}` as Parameters<typeof signUps.confirm>[0];
      await signUps.confirm(channel);
      return channel;
    },
    /** The same pages on a port. */
    async served(): Promise<string> {
      const server = createWebServer({ ...deps, port: 0, host: '127.0.0.1' });
      const port = await server.start();
      onTestFinished(() => server.stop());
      return `http://127.0.0.1:${port}`;
    },
  };
}

/** The path of a link of ours. */
export function toPath(link: string): string {
  return new URL(link).pathname;
}
