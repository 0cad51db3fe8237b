import type { PersonId } from '../../src/core/base/ids.ts';
import type { SentPost } from '../../src/core/delivery/delivery.ts';
import type { PaperId } from '../../src/core/paper/paper.ts';
import type { ReactionEvent } from '../../src/core/platform/inbound.ts';
import type { Ballot, VoteValue } from '../../src/core/vote/vote.ts';
import { type Posts, reactionKey, type TerminalPost } from './posts.ts';
import type { Screen } from './screen.ts';
import { texts } from './texts.ts';

export interface VotingDeps {
  readonly posts: Posts;
  readonly screen: Screen;
  /** Who types at the prompt. */
  readonly person: PersonId;
  readonly onReaction: (event: ReactionEvent) => Promise<void>;
  /** Answers a command line. */
  readonly run: (line: string) => Promise<void>;
}

type Choice = VoteValue | 0;

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
    const key = reactionKey(person, ballot);
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
    const { posts, screen, person } = this.#deps;
    const paper = n === undefined ? undefined : screen.listed.get(n);
    if (paper === undefined) return this.#askWhich(value, n);
    const box = posts.ballotBox(paper);
    const wanted = value === 1 ? box?.up : value === -1 ? box?.down : undefined;
    if (box) await this.#takeBackOthers(box, wanted);
    // A vote by command would be in addition to the post's own, and would outlast it.
    if (this.#cast.has(paper) && (wanted || value === 0)) await this.#castByCommand(0, paper);
    else if (box && value === 0) screen.write(texts.voteTakenBack());
    else if (!wanted) await this.#castByCommand(value, paper);
    if (box && wanted) await this.react(person, box.post.sent, wanted, true);
  }

  #askWhich(value: Choice, n: number | undefined): void {
    const { screen } = this.#deps;
    screen.show({
      kind: 'notice',
      tone: 'warning',
      title: n === undefined ? texts.whichPaper() : texts.noPaper({ n }),
      fix: texts.whichPaperFix(),
      example: { text: `${value === 1 ? '+1' : value} ${[...screen.listed.keys()][0] ?? 1}` },
    });
  }

  async #takeBackOthers({ post, up }: BallotBox, wanted: Ballot | undefined): Promise<void> {
    const own = this.#deps.person;
    // On an overview each number is a ballot of its own: those of other papers stay.
    const isOfPaper = (ballot: Ballot) => ballot.kind !== 'nth' || (up.kind === 'nth' && ballot.n === up.n);
    for (const { person, ballot } of [...post.reactions.values()]) {
      const stays = wanted && reactionKey(own, ballot) === reactionKey(own, wanted);
      if (person === own && isOfPaper(ballot) && !stays) await this.react(own, post.sent, ballot, false);
    }
  }

  /** The second time the command removes the vote. */
  async #castByCommand(value: Choice, paper: PaperId): Promise<void> {
    const { screen, run } = this.#deps;
    const before = this.#cast.get(paper);
    if (value === before) return screen.write(texts.voteStands());
    if (value === 0 && before === undefined) return screen.write(texts.noVote());
    const pressed = value === 0 ? before : value;
    if (value === 0) this.#cast.delete(paper);
    else this.#cast.set(paper, value);
    await run(['vote', pressed === 1 ? 'up' : 'down', paper].join(' '));
  }
}

interface BallotBox {
  readonly post: TerminalPost;
  readonly up: Ballot;
}
