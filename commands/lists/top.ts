import type { Command, CommandContext } from '../../src/core/command/command.ts';
import type { PaperId } from '../../src/core/paper/paper.ts';
import { countTally, listEffectiveVotes, type Vote } from '../../src/core/vote/vote.ts';
import { toChannel } from '../shared/channel.ts';
import { PAGE_OPTION } from '../shared/views.ts';
import { texts } from '../texts/lists.ts';
import { showList } from './day-list.ts';

const DAY_MS = 86_400_000;
const PERIODS = { day: DAY_MS, week: 7 * DAY_MS, month: 31 * DAY_MS, all: Number.POSITIVE_INFINITY } as const;

type Period = keyof typeof PERIODS;

/** What this community voted for, best first. */
export const top: Command = {
  name: 'top',
  get summary() {
    return texts.topSummary();
  },
  example: 'top week',
  options: [
    {
      name: 'period',
      get summary() {
        return texts.topPeriod();
      },
      type: 'choice',
      choices: ['day', 'week', 'month', 'all'],
      default: 'week',
    },
    {
      name: 'here',
      get label() {
        return texts.topHereLabel();
      },
      get summary() {
        return texts.topHere();
      },
      type: 'boolean',
      default: false,
    },
    PAGE_OPTION,
  ],
  async run(context, { period, here, page }) {
    const { store } = context.services;
    const wanted = here ? await store.posts.listShownPapers(toChannel(context)) : undefined;
    const ids = (await listTopIds(context, period as Period)).filter((id) => wanted?.has(id) ?? true);
    return showList(context, {
      title: texts.topTitle({ period: String(period), here: String(here) }),
      papers: await store.papers.findMany(ids),
      empty: texts.noneOnTop(),
      line: `top ${period}${here ? ' here:yes' : ''}`,
      page: Number(page),
    });
  },
};

export function isPeriod(text: string): text is Period {
  return Object.hasOwn(PERIODS, text);
}

/** The papers that the asker's community voted for in a period, best first. */
export async function listTopIds({ asker, services }: CommandContext, period: Period): Promise<PaperId[]> {
  const { store, clock } = services;
  const since = Math.max(-1, clock.now() - PERIODS[period]);
  const votes = await store.votes.listSince(await store.votes.listCommunity(asker.tenant), since);
  return rankByVotes(listEffectiveVotes(votes));
}

/** Papers with more votes for than against, by the difference, then by the votes for. */
function rankByVotes(votes: readonly Vote[]): string[] {
  return [...countTally(votes)]
    .filter(([, { up, down }]) => up > down)
    .toSorted(([, a], [, b]) => b.up - b.down - (a.up - a.down) || b.up - a.up)
    .map(([paperId]) => paperId);
}
