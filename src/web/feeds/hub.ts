import { toUtcDay } from '../../core/base/calendar.ts';
import type { Hub, WebDeps } from '../base/deps.ts';
import { FEED_FILES, NEWEST, toFeedPath } from '../base/feed-files.ts';
import type { Work } from '../base/repeater.ts';
import { listNewestEditions } from './paper-feeds.ts';

type HubDeps = Pick<WebDeps, 'site' | 'store' | 'clock' | 'log'> & { readonly hub: Hub };

/**
 * Notifies the WebSub hub when the feeds of the newest papers list other papers than before, and once after a start, since they may have
 * changed meanwhile. Votes and comments alone are no news.
 */
export class HubPublisher implements Work {
  readonly name = 'hub';
  readonly everyMs = 10_000;
  readonly log: HubDeps['log'];
  readonly #deps: HubDeps;
  #published: string | undefined;

  constructor(deps: HubDeps) {
    this.log = deps.log;
    this.#deps = deps;
  }

  async run(): Promise<void> {
    const { site, hub, store, clock } = this.#deps;
    const editions = await listNewestEditions(store, toUtcDay(clock.now()));
    const listed = JSON.stringify(editions.map(({ day, paperIds }) => [day, paperIds.toSorted()]));
    if (editions.length === 0 || listed === this.#published) return;
    for (const file of FEED_FILES) await hub.publish(site.toAbsolute(toFeedPath(NEWEST, file)));
    this.#published = listed;
  }
}
