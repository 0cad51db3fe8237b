import type { PersonId } from '../../src/core/base/ids.ts';
import { commandSpan } from '../../src/core/base/text.ts';
import type { SentPost } from '../../src/core/delivery/delivery.ts';
import type { Notice } from '../../src/core/message/message.ts';
import type { Paper, PaperId } from '../../src/core/paper/paper.ts';
import type { ReactionEvent } from '../../src/core/platform/inbound.ts';
import type { Ballot, VoteValue } from '../../src/core/vote/vote.ts';
import { type Posts, type TerminalPost, toReactionKey } from './posts.ts';
import type { Screen } from './screen.ts';
import { texts } from './texts.ts';

export interface VotingDeps {
  readonly posts: Posts;
  readonly screen: Screen;
  /** The person at the prompt. */
  readonly person: PersonId;
  readonly onReaction: (event: ReactionEvent) => Promise<void>;
  /** Answers a command line. */
  readonly run: (line: string, listed?: ReadonlyMap<number, PaperId>) => Promise<void>;
}

type Choice = VoteValue | 0;
type Voted = Pick<Paper, 'id' | 'title'>;

/** What is said at once of a vote; a vote by a command is answered by the command, in the same form. */
const OUTCOMES = {
  up: ['success', texts.votedUp],
  down: ['success', texts.votedDown],
  'taken-back': ['success', texts.voteTakenBack],
  unchanged: ['info', texts.voteUnchanged],
  none: ['info', texts.noVote],
} as const satisfies Readonly<Record<string, readonly [Notice['tone'], () => string]>>;

/** Votes typed at the prompt: a reaction on the newest post that shows the paper, or a command where there is none. */
export class Voting {
  readonly #deps: VotingDeps;
  /** How the person voted on papers that are in no post. */
  readonly #cast = new Map<PaperId, VoteValue>();

  constructor(deps: VotingDeps) {
    this.#deps = deps;
  }

  async react(person: PersonId, sent: SentPost, ballot: Ballot, added: boolean): Promise<void> {
    const post = this.#deps.posts.at(sent);
    if (!post) return;
    const key = toReactionKey(person, ballot);
    if (post.reactions.has(key) === added) return;
    if (added) post.reactions.set(key, { person, ballot });
    else post.reactions.delete(key);
    const { channel, thread, messageId, tenant } = post.sent;
    await this.#deps.onReaction({
      platform: 'terminal',
      tenant,
      channel: thread ?? channel,
      messageId,
      person,
      ballot,
      added,
    });
  }

  /** A number refers to the paper on the screen with that number, in a digest or in a list. */
  async vote(value: Choice, n: number | undefined): Promise<void> {
    const { posts, screen, run } = this.#deps;
    const paper = n === undefined ? undefined : screen.findPaperAt(n);
    // The refusal of the command names the lists whose numbers there are.
    if (!paper && n !== undefined && screen.listed.size > 0)
      return run(['vote', value === -1 ? 'down' : 'up', n].join(' '), screen.listed);
    if (!paper) return this.#askWhich(value, n);
    const box = posts.ballotBox(paper.id);
    const wanted = value === 1 ? box?.up : value === -1 ? box?.down : undefined;
    const isTakenBack = box !== undefined && (await this.#takeBackOthers(box, wanted));
    // A vote by command would be in addition to the post's own, and would outlast it.
    if (this.#cast.has(paper.id) && (wanted || value === 0)) await this.#castByCommand(0, paper);
    else if (box && value === 0) this.#say(isTakenBack ? 'taken-back' : 'none', paper);
    else if (!wanted) await this.#castByCommand(value, paper);
    if (box && wanted) await this.#castOn(box.post, wanted, paper);
  }

  /** The tally follows when it is counted, in a line of its own. */
  async #castOn({ sent, reactions }: TerminalPost, ballot: Ballot, paper: Voted): Promise<void> {
    const { person } = this.#deps;
    if (reactions.has(toReactionKey(person, ballot))) return this.#say('unchanged', paper);
    await this.react(person, sent, ballot, true);
    this.#say(ballot.kind === 'down' ? 'down' : 'up', paper);
  }

  #say(outcome: keyof typeof OUTCOMES, { title }: Voted): void {
    const [tone, text] = OUTCOMES[outcome];
    this.#deps.screen.show({ kind: 'notice', tone, title: text(), text: title });
  }

  #askWhich(value: Choice, n: number | undefined): void {
    const { screen } = this.#deps;
    const [first] = screen.listed.keys();
    screen.show({
      kind: 'notice',
      tone: 'warning',
      title: n === undefined ? texts.whichPaper() : texts.noPaper({ n }),
      ...(first === undefined
        ? { fix: texts.listFirst(), example: commandSpan('today') }
        : { fix: texts.whichPaperFix(), example: { text: `${value === 1 ? '+1' : value} ${first}` } }),
    });
  }

  /** Whether there were others. */
  async #takeBackOthers({ post, up }: BallotBox, wanted: Ballot | undefined): Promise<boolean> {
    const own = this.#deps.person;
    // On an overview each number is a ballot of its own: those of other papers stay.
    const isOfPaper = (ballot: Ballot) => ballot.kind !== 'nth' || (up.kind === 'nth' && ballot.n === up.n);
    const isStill = (ballot: Ballot) => wanted && toReactionKey(own, ballot) === toReactionKey(own, wanted);
    const others = [...post.reactions.values()].filter(
      ({ person, ballot }) => person === own && isOfPaper(ballot) && !isStill(ballot),
    );
    for (const { ballot } of others) await this.react(own, post.sent, ballot, false);
    return others.length > 0;
  }

  /** The second time the command removes the vote. */
  async #castByCommand(value: Choice, paper: Voted): Promise<void> {
    const { id } = paper;
    const before = this.#cast.get(id);
    if (value === before) return this.#say('unchanged', paper);
    if (value === 0 && before === undefined) return this.#say('none', paper);
    const pressed = value === 0 ? before : value;
    if (value === 0) this.#cast.delete(id);
    else this.#cast.set(id, value);
    await this.#deps.run(['vote', pressed === 1 ? 'up' : 'down', id].join(' '));
  }
}

interface BallotBox {
  readonly post: TerminalPost;
  readonly up: Ballot;
}
