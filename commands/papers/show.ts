import { buildCardActions, listShareActions } from '../../src/core/command/card-actions.ts';
import type { Command, CommandContext } from '../../src/core/command/command.ts';
import type { Message } from '../../src/core/message/message.ts';
import type { Paper } from '../../src/core/paper/paper.ts';
import { listEffectiveVotes, type VoteValue } from '../../src/core/vote/vote.ts';
import { buildViews, chooseLanguage, completePaper, findPaperMeant, PAPER_OPTION } from '../shared/views.ts';
import { texts } from '../texts/papers.ts';

/** One paper in full. */
export const show: Command = {
  name: 'show',
  get summary() {
    return texts.showSummary();
  },
  example: 'show 2604.26752',
  options: [PAPER_OPTION],
  async run(context, { paper: id }) {
    const paper = await context.services.findArtifacts(await findPaperMeant(context, String(id)));
    return { kind: 'message', message: await buildPaperCard(context, paper) };
  },
  complete: (context, _option, typed) => completePaper(context, typed),
};

/** A paper's card as one person sees it: with their own vote on its buttons. */
export async function buildPaperCard(context: CommandContext, paper: Paper): Promise<Message> {
  const [view] = await buildViews(context, [paper]);
  const [day] = await context.services.store.editions.listDays(paper.id);
  const { n: _, ...rest } = view ?? { paper, tally: { up: 0, down: 0 } };
  const vote = await findStandingVote(context, paper);
  return {
    kind: 'card',
    view: { ...rest, ...(day ? { day } : {}) },
    language: chooseLanguage(context),
    actions: [...buildCardActions(paper.id, vote), ...listShareActions(context, `show ${paper.id}`)],
  };
}

async function findStandingVote(
  { asker, services }: CommandContext,
  { id }: Paper,
): Promise<VoteValue | undefined> {
  const { votes } = services.store;
  const cast = await votes.list([id], await votes.listCommunity(asker.tenant));
  return listEffectiveVotes(cast.filter(({ person }) => person === asker.person))[0]?.value;
}
