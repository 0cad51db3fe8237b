import { commandSpan } from '../../src/core/base/text.ts';
import { button, listShareActions } from '../../src/core/command/card-actions.ts';
import type { Command } from '../../src/core/command/command.ts';
import { labelSearch } from '../../src/core/command/describe-found.ts';
import type { Action } from '../../src/core/message/message.ts';
import type { Paper } from '../../src/core/paper/paper.ts';
import {
  buildHitViews,
  chooseLanguage,
  completePaper,
  findPaperMeant,
  PAPER_OPTION,
  RESULTS_PER_PAGE,
} from '../shared/views.ts';
import { texts } from '../texts/search.ts';

/** The papers most like one. */
export const similar: Command = {
  name: 'similar',
  get summary() {
    return texts.similarSummary();
  },
  example: 'similar 2604.26752',
  options: [PAPER_OPTION],
  async run(context, { paper: id }) {
    const { services } = context;
    const paper = await findPaperMeant(context, String(id));
    const answer = await services.search.findSimilar(paper, context.asker.pageSize ?? RESULTS_PER_PAGE);
    const entries = await buildHitViews(context, answer);
    const count = entries.length;
    const isClose = count > 0 && !answer.noneIsClose;
    return {
      kind: 'message',
      message: {
        kind: 'list',
        title: texts.similarTitle({ title: paper.title }),
        note:
          answer.noneIsClose && count > 0 ? texts.similarNearest({ count }) : texts.similarCount({ count }),
        entries,
        empty: texts.similarNone({ command: commandSpan(`search ${chooseTopics(paper)[0]}`) }),
        language: chooseLanguage(context),
        actions: [
          ...(isClose ? [] : searchButtons(paper)),
          ...(count > 0 ? listShareActions(context, `similar ${paper.id}`) : []),
        ],
      },
    };
  },
  complete: (context, _option, typed) => completePaper(context, typed),
};

/** More would be a list of its own. */
const MAX_TOPICS = 2;
/** A longer one does not fit into a button. */
const MAX_TOPIC_LENGTH = 40;

/** What to search for where no paper is close: the first keywords, else the title. */
function chooseTopics({ keywords = [], title }: Paper): [string, ...string[]] {
  const short = keywords.filter((keyword) => keyword.trim() !== '' && keyword.length <= MAX_TOPIC_LENGTH);
  const [first = title, ...others] = short.slice(0, MAX_TOPICS);
  return [first, ...others];
}

function searchButtons(paper: Paper): Action[] {
  return chooseTopics(paper)
    .filter((topic) => topic.length <= MAX_TOPIC_LENGTH)
    .flatMap((topic) => button(labelSearch(topic), `search ${topic}`));
}
